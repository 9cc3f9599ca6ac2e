import type { SpanTraits } from '../span.ts';

/** Traits by number: records hold the number. */
export class TraitsTable {
  readonly list: SpanTraits[] = [];
  readonly #numbers = new Map<SpanTraits, number>();

  numberOf(traits: SpanTraits): number {
    const known = this.#numbers.get(traits);
    if (known !== undefined) return known;
    this.#numbers.set(traits, this.list.length);
    return this.list.push(traits) - 1;
  }
}
