import {
  noLines,
  OtlpLines,
  type LineCounts,
} from '../../../src/traces/engines/files/otlpLines.ts';
import { Unsuitable } from '../../../src/traces/engines/files/unsuitable.ts';
import type { IdWords, SpilledFigures } from '../../../src/traces/spill/spanSpill.ts';
import type { TraitsTable } from '../../../src/traces/spill/traitsTable.ts';
import { LAYOUT } from '../../../src/traces/engines/scanner/layout.ts';

/** What was read from one line: what it counts as, and its spans as they go to the temporary file. */
export interface ReadLine {
  readonly counts: LineCounts | 'unsuitable';
  readonly spans: readonly unknown[];
}

/** Keeps what others write to the temporary file. */
class KeptSpans {
  spans: { ids: number[]; figures: SpilledFigures }[] = [];

  add({ words, trace, span, parent }: IdWords, figures: SpilledFigures): void {
    const ids = [trace, trace + 1, trace + 2, trace + 3, span, span + 1, parent, parent + 1];
    this.spans.push({ ids: ids.map((at) => words[at] as number), figures: { ...figures } });
  }

  /** Numbers of traits stand for them. */
  take({ list }: TraitsTable): unknown[] {
    const spans = this.spans.map(({ ids, figures }) => ({
      ids,
      figures: { ...figures, traits: list[figures.traits] },
    }));
    this.spans = [];
    return spans;
  }
}

/** Reads lines through the scanner, and the same lines through JSON.parse. */
export class ReadTwice {
  readonly #scanned = new KeptSpans();
  readonly #parsed = new KeptSpans();
  readonly #scanner = new OtlpLines(this.#scanned, [], false);
  readonly #fallback = new OtlpLines(this.#parsed, [], false);

  /** @param bytes one line without its line end */
  scanned(bytes: Buffer): ReadLine {
    const { memory } = this.#scanner;
    bytes.copy(memory, LAYOUT.input);
    const end = LAYOUT.input + bytes.length;
    memory[end] = 0x0a;
    return read(this.#scanner, this.#scanned, () => this.#scanner.read(LAYOUT.input, end, false));
  }

  parsed(bytes: Buffer): ReadLine {
    const end = bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length;
    return read(this.#fallback, this.#parsed, () =>
      this.#fallback.readText(bytes.toString('utf8', 0, end), false),
    );
  }
}

function read(lines: OtlpLines, kept: KeptSpans, act: () => void): ReadLine {
  lines.counts = noLines();
  try {
    act();
    return { counts: lines.counts, spans: kept.take(lines.traits) };
  } catch (error) {
    if (!(error instanceof Unsuitable)) throw error;
    kept.take(lines.traits);
    return { counts: 'unsuitable', spans: [] };
  }
}
