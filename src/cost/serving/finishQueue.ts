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
    const steps = this.#steps;
    const indices = this.#indices;
    let at = steps.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (steps[parent]! <= step) break;
      steps[at] = steps[parent]!;
      indices[at] = indices[parent]!;
      at = parent;
    }
    steps[at] = step;
    indices[at] = index;
  }

  /** Takes out the one that finishes next; -1 when none is in service. */
  take(): number {
    const steps = this.#steps;
    const indices = this.#indices;
    const taken = indices[0] ?? -1;
    const step = steps.pop() ?? 0;
    const index = indices.pop() ?? -1;
    const size = steps.length;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= size) break;
      const least = left + 1 < size && steps[left + 1]! < steps[left]! ? left + 1 : left;
      if (steps[least]! >= step) break;
      steps[at] = steps[least]!;
      indices[at] = indices[least]!;
      at = least;
    }
    if (size > 0) {
      steps[at] = step;
      indices[at] = index;
    }
    return taken;
  }
}
