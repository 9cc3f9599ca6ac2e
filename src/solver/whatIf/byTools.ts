import type { Candidate } from '../candidate.ts';

/** Candidates by the tools that they keep, whatever their order; sorted out when first asked. */
export class ByTools {
  readonly #all: readonly Candidate[];
  #sets: Map<string, Candidate[]> | null = null;

  constructor(all: readonly Candidate[]) {
    this.#all = all;
  }

  /** Those that keep these tools and no others. */
  just(tools: readonly { readonly name: string }[]): readonly Candidate[] {
    this.#sets ??= setsOf(this.#all);
    return this.#sets.get(keyOf(tools.map(({ name }) => name))) ?? [];
  }
}

function setsOf(all: readonly Candidate[]): Map<string, Candidate[]> {
  const sets = new Map<string, Candidate[]>();
  // Architectures that were stored share their lists of tools.
  const keys = new Map<readonly string[], string>();
  for (const candidate of all) {
    const { tools } = candidate.choices;
    const key = keys.get(tools) ?? keyOf(tools);
    keys.set(tools, key);
    const own = sets.get(key);
    if (own === undefined) sets.set(key, [candidate]);
    else own.push(candidate);
  }
  return sets;
}

function keyOf(names: readonly string[]): string {
  return JSON.stringify(names.toSorted());
}
