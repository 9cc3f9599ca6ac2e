import type { Choices } from './choices.ts';
import { defaultChoices } from './defaultChoices.ts';
import type { Problem } from './problem.ts';

/** Something that runs today and would not any more. */
export interface GivenUp {
  readonly what: string;
  readonly kind: 'step' | 'tool';
  /** What it guarded against; null when the table does not say. */
  readonly guarded: string | null;
}

/** Steps and shortcuts that would be off, then tools that would go, in the order of the workflow. */
export function givenUp(problem: Problem, choices: Choices): GivenUp[] {
  const today = problem.today ?? defaultChoices(problem);
  const goes = ({ name }: { readonly name: string }) =>
    choices.values.get(name) === 'off' && today.values.get(name) !== 'off';
  const tools = today.tools.filter((name) => !choices.tools.includes(name));
  return [
    ...problem.steps
      .filter(goes)
      .map(({ name, guards }) => ({ what: name, kind: 'step' as const, guarded: guards })),
    ...problem.shortcuts
      .filter(goes)
      .map(({ name }) => ({ what: name, kind: 'step' as const, guarded: null })),
    ...tools.map((what) => ({ what, kind: 'tool' as const, guarded: null })),
  ];
}
