/** Requests in service by the step at which they finish, the next one first: a binary heap. */
export class FinishQueue {
  readonly #steps: number[] = [];
  readonly #indices: number[] = [];

  get size(): number {
    return this.#steps.length;
  }

  /** Step at which the next one finishes; Infinity when none is in service. */
  get next(): number {
    return this.#steps[0] ?? Number.POSITIVE_INFINITY;
  }

  add(step: number, index: number): void {
    let at = this.#steps.length;
    this.#steps.push(step);
    this.#indices.push(index);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#step(parent) <= step) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Takes out the one that finishes next. */
  take(): number {
    const index = this.#indices[0] ?? -1;
    this.#swap(0, this.#steps.length - 1);
    this.#steps.pop();
    this.#indices.pop();
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const least = this.#step(left + 1) < this.#step(left) ? left + 1 : left;
      if (this.#step(least) >= this.#step(at)) return index;
      this.#swap(at, least);
      at = least;
    }
  }

  #step(at: number): number {
    return this.#steps[at] ?? Number.POSITIVE_INFINITY;
  }

  #swap(a: number, b: number): void {
    const [step, index] = [this.#step(a), this.#indices[a] ?? -1];
    this.#steps[a] = this.#step(b);
    this.#indices[a] = this.#indices[b] ?? -1;
    this.#steps[b] = step;
    this.#indices[b] = index;
  }
}
