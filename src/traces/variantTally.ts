import { DurationTally, type DurationState } from './durationTally.ts';
import { ExactSum, type ExactSumState } from './exactSum.ts';
import type { MeasuredVariant, TokenCount, TokenKey } from './measurement.ts';
import type { Occurrence } from './occurrence.ts';
import type { Usage } from './span.ts';

const TOKEN_KEYS: readonly TokenKey[] = ['input', 'cached', 'written', 'output', 'reasoning'];

export interface VariantIdentity {
  readonly model: string | null;
  readonly effort: string | null;
}

/** Runs of a variant on their way to another thread. */
export interface VariantState {
  readonly latency: DurationState;
  readonly ttft: DurationState;
  readonly billed: number;
  readonly billedSum: ExactSumState;
  readonly tokens: readonly TokenCount[];
}

/** Successful runs of one variant under count. */
export class VariantTally {
  readonly #latency = new DurationTally();
  readonly #ttft = new DurationTally();
  #billed = 0;
  /** In thousandths of a dollar, so that each is exact to 1e-9 USD. */
  readonly #billedSum = new ExactSum();
  readonly #tokens = TOKEN_KEYS.map(() => ({ n: 0, sum: 0 }));

  add(run: Occurrence): void {
    this.#latency.add(run.durationMs);
    if (run.ttftMs !== null) this.#ttft.add(run.ttftMs);
    if (run.usage !== null) this.#addTokens(run.usage);
    if (run.costUsd !== null) {
      this.#billed += 1;
      this.#billedSum.add(run.costUsd * 1000);
    }
  }

  state(): VariantState {
    return {
      latency: this.#latency.state(),
      ttft: this.#ttft.state(),
      billed: this.#billed,
      billedSum: this.#billedSum.state(),
      tokens: this.#tokens,
    };
  }

  addState({ latency, ttft, billed, billedSum, tokens }: VariantState): void {
    this.#latency.addState(latency);
    this.#ttft.addState(ttft);
    this.#billed += billed;
    this.#billedSum.addState(billedSum);
    this.#tokens.forEach((count, at) => {
      count.n += tokens[at]?.n ?? 0;
      count.sum += tokens[at]?.sum ?? 0;
    });
  }

  /** Null when no run was added. */
  result(name: string | null, { model, effort }: VariantIdentity): MeasuredVariant | null {
    const latency = this.#latency.result();
    return (
      latency && {
        name,
        model,
        effort,
        latency,
        ttft: this.#ttft.result(),
        tokens: this.#tokenCounts(),
        billed: this.#billed === 0 ? null : { n: this.#billed, sum: this.#billedSum.ms / 1000 },
      }
    );
  }

  #addTokens(usage: Usage): void {
    for (let at = 0; at < TOKEN_KEYS.length; at += 1) {
      const tokens = usage[TOKEN_KEYS[at] as TokenKey];
      const known = this.#tokens[at];
      if (tokens === null || known === undefined) continue;
      known.n += 1;
      known.sum += tokens;
    }
  }

  #tokenCounts(): Record<TokenKey, TokenCount | null> {
    const [input, cached, written, output, reasoning] = this.#tokens.map((count) =>
      count.n === 0 ? null : count,
    );
    return {
      input: input ?? null,
      cached: cached ?? null,
      written: written ?? null,
      output: output ?? null,
      reasoning: reasoning ?? null,
    };
  }
}
