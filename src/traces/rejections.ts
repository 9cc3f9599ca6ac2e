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
  readonly #isEarlier: (place: string, known: string) => boolean;

  /** @param isEarlier for what comes in no order; places come first to last unless told */
  constructor(isEarlier: (place: string, known: string) => boolean = () => false) {
    this.#isEarlier = isEarlier;
  }

  add(reason: string, place: string, count = 1): void {
    const known = this.#byReason.get(reason);
    if (known) {
      known.count += count;
      if (this.#isEarlier(place, known.first)) known.first = place;
    } else this.#byReason.set(reason, { count, first: place });
  }

  /** Most frequent first. */
  list(): Rejection[] {
    const all = [...this.#byReason].map(([reason, { count, first }]) => ({ reason, count, first }));
    return all.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  }
}
