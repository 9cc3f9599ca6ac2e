/** What is compared: a time in ms, USD, and accuracy and tools, of which more is better. */
export interface Figures {
  readonly time: number;
  readonly cost: number;
  readonly accuracy: number;
  readonly tools: number;
}

/** Differences within rounding are ties. */
const ROUNDING = 1e-9;

/** A growing set of entries of which none beats another; equal ones stay together. */
export class Front<T extends Figures> {
  /** Fastest first. */
  readonly #entries: T[] = [];

  get entries(): readonly T[] {
    return this.#entries;
  }

  /**
   * The least time that is already reached by something as cheap, as accurate and with as many
   * tools; Infinity when there is none. What takes longer is beaten.
   */
  reached(cost: number, accuracy: number, tools: number): number {
    for (const entry of this.#entries) {
      if (!above(entry.cost, cost) && !above(accuracy, entry.accuracy) && entry.tools >= tools)
        return entry.time;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Adds an entry unless it is beaten, and drops those that it beats. */
  add(entry: T): void {
    let place = 0;
    for (; place < this.#entries.length; place++) {
      const other = this.#entries[place];
      if (other === undefined || above(other.time, entry.time)) break;
      if (beats(other, entry)) return;
    }
    let kept = 0;
    const first = this.#entries.findIndex((other) => !above(entry.time, other.time));
    for (
      let index = first === -1 ? this.#entries.length : first;
      index < this.#entries.length;
      index++
    ) {
      const other = this.#entries[index];
      if (other === undefined || beats(entry, other)) continue;
      this.#entries[(first === -1 ? 0 : first) + kept++] = other;
    }
    if (first !== -1) this.#entries.length = first + kept;
    let at = this.#entries.length;
    while (at > 0 && (this.#entries[at - 1]?.time ?? 0) > entry.time) at -= 1;
    this.#entries.splice(at, 0, entry);
  }
}

function above(a: number, b: number): boolean {
  if (!(a > b)) return false;
  return !Number.isFinite(a) || a - b > ROUNDING * Math.max(Math.abs(a), Math.abs(b));
}

/** At least as good everywhere, better somewhere. */
function beats(a: Figures, b: Figures): boolean {
  if (
    above(a.time, b.time) ||
    above(a.cost, b.cost) ||
    above(b.accuracy, a.accuracy) ||
    a.tools < b.tools
  )
    return false;
  return (
    above(b.time, a.time) ||
    above(b.cost, a.cost) ||
    above(a.accuracy, b.accuracy) ||
    a.tools > b.tools
  );
}
