/**
 * How far a search may stand from exact. Where more options are left than can be followed, some that
 * nearly match another one go; each such step adds to the factor.
 */
export class Slack {
  /** Options of a stretch that are followed at most; Infinity for an exact search. */
  readonly most: number;
  /** The first excess over a factor of 1 that is tried; doubled until few enough options are left. */
  finest = 0.0005;
  #factor = 1;

  constructor(most: number) {
    this.most = most;
  }

  /** Options were dropped for others that are at most this factor worse in times, cost and odds of a right answer. */
  spend(factor: number): void {
    this.#factor *= factor;
  }

  /** Every architecture is matched by one that was followed, up to this share in each figure; 0 when exact. */
  get epsilon(): number {
    return this.#factor - 1;
  }
}
