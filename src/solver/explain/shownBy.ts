import type { Choices } from '../choices.ts';
import type { Block, Problem, Step } from '../problem.ts';
import { stepsIn } from '../stepsIn.ts';

/**
 * What the time of first output can depend on, as text: architectures with equal texts show it alike.
 * Nothing behind the step that surely shows it matters, unless a verifier holds it back.
 */
export function shownBy(problem: Problem, choices: Choices, corner: 'ttft' | 'progress'): string {
  const { items } = problem.workflow;
  const end = corner === 'ttft' ? endOfToken(problem, choices) : endOfProgress(problem, choices);
  const names = items.slice(0, end).flatMap((item) => [...stepsIn(item)]);
  const shortcuts = problem.shortcuts.filter(({ skips }) =>
    skips.some((step) => names.includes(step)),
  );
  const values = [...names, ...shortcuts.map(({ name }) => name)].map((name) =>
    name === 'tools' ? toolsText(problem, choices) : choices.values.get(name),
  );
  return `${end}:${values.join(';')}`;
}

/** Steps that may reject what the last streaming step before them wrote: the first token waits for them. */
export function blockers(problem: Problem, choices: Choices): string[] {
  const order = stepsIn(problem.workflow);
  const steps = new Map(problem.steps.map((step) => [step.name, step]));
  const last = lastStreaming(problem, choices);
  if (last === undefined) return [];
  return order
    .slice(order.indexOf(last) + 1)
    .filter(
      (name) => choices.values.get(name) !== 'off' && (steps.get(name)?.onReject ?? null) !== null,
    );
}

function lastStreaming(problem: Problem, choices: Choices): string | undefined {
  const streaming = new Set(
    problem.steps.flatMap(({ name, streams }) =>
      streams && choices.values.get(name) !== 'off' ? [name] : [],
    ),
  );
  return stepsIn(problem.workflow).findLast((name) => streaming.has(name));
}

/** Items up to the one that holds the last streaming step; all of them where that is held back. */
function endOfToken(problem: Problem, choices: Choices): number {
  const { items } = problem.workflow;
  const last = lastStreaming(problem, choices);
  if (last === undefined || blockers(problem, choices).length > 0) return items.length;
  return items.findIndex((item) => stepsIn(item).includes(last)) + 1;
}

/** Items up to the first that shows something in every request. */
function endOfProgress(problem: Problem, choices: Choices): number {
  const { items } = problem.workflow;
  const sure = items.findIndex((item) => surelyShows(problem, choices, item));
  return sure === -1 ? items.length : sure + 1;
}

function surelyShows(problem: Problem, choices: Choices, item: Block): boolean {
  if (item.kind !== 'step') return false;
  const step = problem.steps.find(({ name }) => name === item.step);
  if (step === undefined || choices.values.get(step.name) === 'off') return false;
  const skipped = problem.shortcuts.some(
    ({ name, skips }) => choices.values.get(name) === 'on' && skips.includes(step.name),
  );
  return !skipped && showsWhenRun(step);
}

function showsWhenRun({ streams, showsProgress, chance, calls }: Step): boolean {
  const called = calls.every(({ count, share }) => count > 0 || share === 0);
  return (streams || showsProgress) && chance === 1 && called;
}

function toolsText(problem: Problem, choices: Choices): string {
  const variants = (problem.tools?.tools ?? []).map(({ name }) => choices.values.get(name) ?? '');
  return [choices.order, ...choices.tools, '|', ...variants].join(',');
}
