import type { SpanId } from './span.ts';

/** Spreads ids that count up. */
const GOLDEN = 0x9e3779b1;

const EMPTY = -1;

/** Places by span id, for one trace after the other. */
export class SpanIdTable {
  #slots = new Int32Array(0);
  #highs = new Int32Array(0);
  #lows = new Int32Array(0);
  /** One less than the number of slots in use, a power of two: one huge trace slows no other one. */
  #mask = 0;

  /** Forgets everything and makes room for so many ids. */
  clear(count: number): void {
    const size = 2 ** Math.ceil(Math.log2(count * 2 + 1));
    if (this.#slots.length < size) {
      this.#slots = new Int32Array(size);
      this.#highs = new Int32Array(size);
      this.#lows = new Int32Array(size);
    }
    this.#slots.fill(EMPTY, 0, size);
    this.#mask = size - 1;
  }

  /** The place of the id, or -1. */
  get(id: SpanId): number {
    return this.#slots[this.#find(id)] ?? EMPTY;
  }

  /** @returns false when the id has a place already, which it keeps */
  add(id: SpanId, place: number): boolean {
    const at = this.#find(id);
    if (this.#slots[at] !== EMPTY) return false;
    this.#slots[at] = place;
    this.#highs[at] = id.high;
    this.#lows[at] = id.low;
    return true;
  }

  /** Where the id is, or the empty slot where it would be. */
  #find({ high, low }: SpanId): number {
    let at = Math.imul(high ^ Math.imul(low, GOLDEN), GOLDEN) >>> 7;
    for (; ; at += 1) {
      const slot = at & this.#mask;
      if (this.#slots[slot] === EMPTY) return slot;
      if (this.#highs[slot] === high && this.#lows[slot] === low) return slot;
    }
  }
}
