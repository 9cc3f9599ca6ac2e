import type { Contest, Joined, Marks } from './contest.ts';
import { type Figures, Front } from './front.ts';
import type { Option } from './option.ts';
import { type Asked, percentileOf, reachedBy, type Times } from './times.ts';

type Entry = Figures & Joined;

/** A tie in time may still be no tie elsewhere. */
const TIE = 1 + 1e-9;

/** Where only one percentile counts, one look at the CDF tells whether a pair takes longer than what is known. */
export class OneTime implements Contest {
  readonly #front = new Front<Entry>();
  #asked: Asked = { of: 'end', p: 0.95 };

  /** How the question is answered for the pairs that follow. */
  ask([asked]: readonly Asked[]): void {
    if (asked) this.#asked = asked;
  }

  get winners(): readonly Joined[] {
    return this.#front.entries;
  }

  isLost(a: Times, b: Times, { cost, accuracy, tools }: Marks): boolean {
    const { of, p } = this.#asked;
    const limit = this.#front.reached(cost, accuracy, tools);
    return limit !== Number.POSITIVE_INFINITY && reachedBy(a, b, of, limit * TIE) < p;
  }

  enter(left: Option, right: Option, marks: Marks): void {
    const time = percentileOf(left, right, this.#asked);
    this.#front.add({ ...marks, time, left, right });
  }

  note(left: Option, right: Option, marks: Marks): void {
    this.#front.note({ ...marks, time: percentileOf(left, right, this.#asked) });
  }
}
