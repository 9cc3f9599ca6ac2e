import type { Usage } from './span.ts';

const BITS = 12;
const ROWS = 1 << BITS;
const IN_BLOCK = ROWS - 1;
const COUNTS = 5;

/** Tokens of calls as rows of typed arrays; NaN where a count is not reported. */
export class UsageColumns {
  readonly #blocks: Float64Array[] = [];
  #rows = 0;

  /** @returns the new row */
  add({ input, cached, written, output, reasoning }: Usage): number {
    const row = this.#rows;
    this.#rows += 1;
    if ((row & IN_BLOCK) === 0) this.#blocks.push(new Float64Array(ROWS * COUNTS));
    const counts = this.#blocks[row >>> BITS] as Float64Array;
    const at = (row & IN_BLOCK) * COUNTS;
    counts[at] = input ?? NaN;
    counts[at + 1] = cached ?? NaN;
    counts[at + 2] = written ?? NaN;
    counts[at + 3] = output ?? NaN;
    counts[at + 4] = reasoning ?? NaN;
    return row;
  }

  usage(row: number): Usage {
    const counts = this.#blocks[row >>> BITS] as Float64Array;
    const at = (row & IN_BLOCK) * COUNTS;
    return {
      input: known(counts[at]),
      cached: known(counts[at + 1]),
      written: known(counts[at + 2]),
      output: known(counts[at + 3]),
      reasoning: known(counts[at + 4]),
    };
  }
}

function known(count: number | undefined): number | null {
  return count === undefined || Number.isNaN(count) ? null : count;
}
