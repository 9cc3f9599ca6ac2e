/** One reason for leaving something out. */
export interface Rejection {
  readonly reason: string;
  readonly count: number;
  /** Where it happened first, as `file:line`. */
  readonly first: string;
}

/** Counts what is left out by reason, and remembers the first place of each. */
export class Rejections {
  readonly #byReason = new Map<string, { count: number; first: string }>();

  add(reason: string, place: string, count = 1): void {
    const known = this.#byReason.get(reason);
    if (known) known.count += count;
    else this.#byReason.set(reason, { count, first: place });
  }

  /** Most frequent first. */
  list(): Rejection[] {
    const all = [...this.#byReason].map(([reason, { count, first }]) => ({ reason, count, first }));
    return all.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  }
}
