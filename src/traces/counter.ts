import { compareText } from './compareText.ts';

/** Counts by key. */
export class Counter<Key extends string> {
  readonly #counts = new Map<Key, number>();

  add(key: Key, count = 1): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
  }

  addAll(counts: readonly (readonly [key: Key, count: number])[]): void {
    for (const [key, count] of counts) this.add(key, count);
  }

  /** Most frequent first, then by key. */
  list(): [key: Key, count: number][] {
    return [...this.#counts].sort(([a, m], [b, n]) => n - m || compareText(a, b));
  }
}
