import type { Candidate } from '../candidate.ts';
import type { Choices } from '../choices.ts';
import type { Problem, Step } from '../problem.ts';

/** One choice of an architecture changed, everything else as it is. */
export interface Change {
  /** Step, shortcut or tool; `tools` for their order. */
  readonly of: string;
  /** What it becomes: a variant, `on`, `off`, `series`, `parallel`. */
  readonly to: string;
  readonly choices: Choices;
}

/** What a change frees: positive is better. Null where a figure is unknown. */
export interface Freed {
  /** Of the percentile that is shown, in ms. */
  readonly ms: number | null;
  /** Of accuracy, 0..1. */
  readonly points: number | null;
  /** Per request. */
  readonly usd: number | null;
}

/** Every choice changed alone, in the order of the workflow. Tools are dropped only if asked. */
export function changesOf(problem: Problem, choices: Choices, dropTools: boolean): Change[] {
  const steps = problem.steps.flatMap((step) => valuesChanged(choices, step.name, waysOf(step)));
  const shortcuts = problem.shortcuts.flatMap(({ name, optional }) =>
    optional ? valuesChanged(choices, name, ['off', 'on']) : [],
  );
  return [...steps, ...shortcuts, ...toolChanges(problem, choices, dropTools)];
}

function waysOf({ options, optional }: Step): string[] {
  return [...options.map(({ value }) => value), ...(optional ? ['off'] : [])];
}

function valuesChanged(choices: Choices, name: string, values: readonly string[]): Change[] {
  return (
    values
      .filter((value) => value !== choices.values.get(name))
      // A table lists variants in any order.
      .sort()
      .map((value) => ({
        of: name,
        to: value,
        choices: { ...choices, values: new Map(choices.values).set(name, value) },
      }))
  );
}

function toolChanges(problem: Problem, choices: Choices, dropTools: boolean): Change[] {
  const group = problem.tools;
  if (group === null) return [];
  const kept = group.tools.filter(({ name }) => choices.tools.includes(name));
  const variants = kept.flatMap((tool) =>
    tool.options.length > 1
      ? valuesChanged(
          choices,
          tool.name,
          tool.options.map(({ value }) => value),
        )
      : [],
  );
  const dropped = dropTools
    ? kept.map(({ name }) => ({ of: name, to: 'off', choices: without(choices, name) }))
    : [];
  const orders =
    kept.length > 1
      ? group.orders
          .filter((order) => order !== choices.order)
          .map((order) => ({ of: 'tools', to: order, choices: { ...choices, order } }))
      : [];
  return [...variants, ...dropped, ...orders];
}

/** With one tool less: its variant is no choice any more, and one tool alone has no order. */
function without(choices: Choices, name: string): Choices {
  const tools = choices.tools.filter((tool) => tool !== name);
  const values = new Map([...choices.values].filter(([key]) => key !== name));
  return { values, tools, order: tools.length > 1 ? choices.order : 'series' };
}

/** What going from one architecture to another frees. */
export function freed(from: Candidate, to: Candidate): Freed {
  const difference = (a: number | null, b: number | null) =>
    a === null || b === null || !Number.isFinite(a - b) ? null : a - b;
  return {
    ms: difference(from.primaryTime, to.primaryTime),
    points: difference(to.accuracy.value, from.accuracy.value),
    usd: difference(from.cost.perRequest, to.cost.perRequest),
  };
}
