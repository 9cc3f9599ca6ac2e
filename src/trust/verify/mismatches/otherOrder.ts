import type { Choices } from '../../../solver/choices.ts';
import type { ObservedRun } from '../../observed.ts';
import type { StepRuns } from '../../stepRuns.ts';
import { LEAST, type Mismatch } from './mismatch.ts';

/** Clocks are off by a little: less than this share of the shorter run is no overlap. */
const OVERLAP = 0.1;

/** Whether tools run one after the other or at once, by requests that used two or more of them. */
export class OtherOrder {
  readonly #choices: Choices;
  #several = 0;
  #atOnce = 0;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  add({ byName }: StepRuns): void {
    const runs = this.#choices.tools.flatMap((tool) => byName.get(tool) ?? []);
    if (new Set(runs.map(({ component }) => component)).size < 2) return;
    this.#several += 1;
    if (anyOverlap(runs)) this.#atOnce += 1;
  }

  found(): Mismatch[] {
    const n = this.#several;
    if (n < LEAST) return [];
    const atOnce = this.#atOnce / n;
    const [traced, share] =
      atOnce > 0.5 ? (['parallel', atOnce] as const) : (['series', 1 - atOnce] as const);
    const signed = this.#choices.order;
    return traced === signed ? [] : [{ step: 'order', signed, traced, share, n, expected: null }];
  }
}

/** Whether any two of them ran at the same time. */
function anyOverlap(runs: readonly ObservedRun[]): boolean {
  return runs.some((one, at) =>
    runs.slice(at + 1).some((other) => {
      const shared = Math.min(one.endMs, other.endMs) - Math.max(one.startMs, other.startMs);
      return shared > OVERLAP * Math.min(one.endMs - one.startMs, other.endMs - other.startMs);
    }),
  );
}
