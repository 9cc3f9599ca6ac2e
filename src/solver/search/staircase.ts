/** The least time by cost: steps that get faster as they get dearer. */
export class Staircase {
  /** Ascending. */
  readonly #costs: number[] = [];
  /** Descending. */
  readonly #times: number[] = [];

  /** The least time at no more than a cost; Infinity when there is none. */
  at(cost: number): number {
    const place = this.#after(cost);
    return place === 0
      ? Number.POSITIVE_INFINITY
      : (this.#times[place - 1] ?? Number.POSITIVE_INFINITY);
  }

  add(cost: number, time: number): void {
    const place = this.#after(cost);
    if (place > 0 && (this.#times[place - 1] ?? Number.POSITIVE_INFINITY) <= time) return;
    let end = place;
    while (end < this.#times.length && (this.#times[end] ?? 0) >= time) end += 1;
    const from = place > 0 && this.#costs[place - 1] === cost ? place - 1 : place;
    this.#costs.splice(from, end - from, cost);
    this.#times.splice(from, end - from, time);
  }

  /** How many steps cost no more. */
  #after(cost: number): number {
    let low = 0;
    let high = this.#costs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#costs[middle] ?? 0) <= cost) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
