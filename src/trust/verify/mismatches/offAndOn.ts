import type { Choices } from '../../../solver/choices.ts';
import { chanceOfCall } from '../../../solver/expectedRuns.ts';
import type { Problem, Step, Tool } from '../../../solver/problem.ts';
import { binomialTail } from '../../binomial.ts';
import { namesByComponent, type StepRuns } from '../../stepRuns.ts';
import { LEAST, type Mismatch, STRAYS } from './mismatch.ts';

/** What happens by chance less often than this is no chance. */
const COINCIDENCE = 1e-3;

/** Some names, and in how many requests any of them ran. */
interface Group {
  readonly names: readonly string[];
  requests: number;
}

/** Steps that were signed off and run, and such as were kept and hardly ever do. */
export class OffAndOn {
  readonly #choices: Choices;
  readonly #off: readonly (Group & { readonly step: string })[];
  readonly #kept: readonly (Group & {
    readonly component: string;
    readonly things: readonly (Step | Tool)[];
  })[];
  #n = 0;

  constructor(problem: Problem, choices: Choices) {
    this.#choices = choices;
    this.#off = givenUp(problem, choices).map((step) => ({ step, names: [step], requests: 0 }));
    const kept = keptThings(problem, choices);
    this.#kept = [...namesByComponent(problem)].flatMap(([component, names]) => {
      const things = kept.filter(({ name }) => names.includes(name));
      return things.length === 0 ? [] : [{ component, things, names, requests: 0 }];
    });
  }

  add({ byName }: StepRuns): void {
    this.#n += 1;
    const ran = (name: string): boolean => (byName.get(name)?.length ?? 0) > 0;
    for (const group of this.#off) if (group.names.some(ran)) group.requests += 1;
    for (const group of this.#kept) if (group.names.some(ran)) group.requests += 1;
  }

  found(): Mismatch[] {
    return this.#n < LEAST ? [] : [...this.#running(), ...this.#missing()];
  }

  #running(): Mismatch[] {
    const n = this.#n;
    return this.#off
      .filter(({ requests }) => requests / n > STRAYS)
      .map(({ step, requests }) => ({
        step,
        signed: 'off',
        traced: 'on',
        share: requests / n,
        n,
        expected: null,
      }));
  }

  /**
   * Components that were kept, but that hardly any request runs, and by no chance so few. Of several
   * steps of one component nobody can tell which is missing: it is, when all of them are.
   */
  #missing(): Mismatch[] {
    const n = this.#n;
    return this.#kept.flatMap(({ component, things, requests }) => {
      const chance = Math.max(0, ...things.map(chanceOfCall));
      if (requests / n > STRAYS || !isTooRare(requests, n, chance)) return [];
      const signed = this.#choices.values.get(things[0]?.name ?? component) ?? 'on';
      const share = 1 - requests / n;
      return [{ step: component, signed, traced: 'off', share, n, expected: chance }];
    });
  }
}

/** Steps and shortcuts that were signed off, and tools that were given up. */
function givenUp({ steps, shortcuts, tools }: Problem, choices: Choices): string[] {
  const named = (of: readonly { readonly name: string }[]) => of.map(({ name }) => name);
  return [
    ...named(steps).filter((name) => choices.values.get(name) === 'off'),
    ...named(shortcuts).filter((name) => choices.values.get(name) !== 'on'),
    ...named(tools?.tools ?? []).filter((name) => !choices.tools.includes(name)),
  ];
}

/** Steps and tools that are on and that no shortcut may skip. */
function keptThings(problem: Problem, choices: Choices): readonly (Step | Tool)[] {
  const skipped = new Set(problem.shortcuts.flatMap(({ skips }) => skips));
  return [
    ...problem.steps.filter(({ name }) => choices.values.get(name) !== 'off'),
    ...(skipped.has('tools') ? [] : (problem.tools?.tools ?? [])).filter(({ name }) =>
      choices.tools.includes(name),
    ),
  ].filter(({ name }) => !skipped.has(name));
}

function isTooRare(ran: number, n: number, chance: number): boolean {
  return 1 - binomialTail(n, chance, ran + 1) < COINCIDENCE;
}
