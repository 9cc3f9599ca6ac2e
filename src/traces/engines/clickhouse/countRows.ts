import type { LogHistogram } from '../../../latency/latencyInput.ts';
import type { DurationState } from '../../durationTally.ts';
import { CARRY, type ExactSumState } from '../../exactSum.ts';
import type { TokenCount } from '../../measurement.ts';
import { EngineError } from '../engineError.ts';
import type { Counts, RejectedCounts, SignatureCounts } from '../pushDown/signatureCounts.ts';
import { REASONS } from './countQuery.ts';

/** What the query of countQuery.ts answers. */
export function countsOf(rows: readonly (readonly unknown[])[]): Counts {
  const signatures: SignatureCounts[] = [];
  const rejected: RejectedCounts[] = [];
  for (const row of rows) {
    const cells = new Cells(row);
    const signature = cells.text();
    const reason = REASONS[cells.number() - 1];
    const n = cells.number();
    const first = cells.text();
    if (reason === undefined) signatures.push(signatureCounts(signature, n, cells));
    else rejected.push({ reason, n, first });
  }
  return { signatures, rejected };
}

function signatureCounts(signature: string, n: number, cells: Cells): SignatureCounts {
  return {
    signature,
    n,
    examples: [cells.text(), cells.text()],
    from: cells.number() / 1e6,
    to: cells.number() / 1e6,
    latency: durations(cells),
    ttft: durations(cells),
    tokens: [tokens(cells), tokens(cells), tokens(cells), tokens(cells), tokens(cells)],
    billed: cells.number(),
    billedSum: exactSum(cells.text()),
  };
}

/** The cells of a row, one after the other. */
class Cells {
  readonly #row: readonly unknown[];
  #at = 0;

  constructor(row: readonly unknown[]) {
    this.#row = row;
  }

  text(): string {
    const cell = this.#row[this.#at];
    this.#at += 1;
    return String(cell);
  }

  number(): number {
    const number = Number(this.text());
    if (!Number.isFinite(number)) throw new EngineError('the database answers in a way not known');
    return number;
  }
}

function durations(cells: Cells): DurationState {
  const n = cells.number();
  const sum = exactSum(cells.text());
  const max = cells.number() / 1e6;
  const zeros = cells.number();
  return {
    n,
    max: n === 0 ? 0 : max,
    sum,
    histogram: histogram(zeros, cells.number(), cells.text()),
  };
}

function tokens(cells: Cells): TokenCount {
  return { n: cells.number(), sum: cells.number() };
}

function exactSum(nanoseconds: string): ExactSumState {
  const sum = BigInt(nanoseconds);
  const carry = BigInt(CARRY);
  return { carries: Number(sum / carry), ns: Number(sum % carry) };
}

/** `5 3 7+2` from bin 10 on: bin 10 holds 5, bin 11 holds 3, bin 18 holds 2. */
function histogram(zeros: number, first: number, text: string): LogHistogram {
  const bins = new Map<number, number>();
  let bin = first;
  for (const [index, token] of text.split(' ').entries()) {
    if (token === '') break;
    const [count = '', gap = '1'] = token.split('+').toReversed();
    if (index > 0) bin += Number(gap);
    bins.set(bin, Number(count));
  }
  return { zeros, bins };
}
