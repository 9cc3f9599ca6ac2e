import { savingSteps } from '../cost.ts';
import type { TimeQuestion } from '../timeQuestion.ts';
import type { Problem, Step } from '../problem.ts';
import { stepsIn } from '../stepsIn.ts';

/**
 * Choices that are fixed for one search, since they change what other choices cost or when the
 * answer starts: step or shortcut to value, or to {@link ON} for any way but off.
 */
export type Label = ReadonlyMap<string, string>;

/** Any way to run a step, so that it is not off. */
export const ON = '*';

/** Every way to fix the choices that couple others: one search for each. */
export function labels(problem: Problem, questions: readonly TimeQuestion[]): Label[] {
  const exact = new Set(
    [...savingSteps(problem), ...sharingSteps(problem)].map(({ name }) => name),
  );
  const switched = questions.flatMap(({ corner }) =>
    corner === 'ttft'
      ? answeringSteps(problem)
      : corner === 'progress'
        ? showingSteps(problem)
        : [],
  );
  return problem.steps.reduce<Label[]>(
    (all, step) => {
      const values = exact.has(step.name)
        ? valuesOf(step)
        : switched.includes(step) && step.optional
          ? [ON, 'off']
          : [];
      if (values.length === 0) return all;
      return all.flatMap((label) => values.map((value) => new Map([...label, [step.name, value]])));
    },
    [new Map()],
  );
}

function valuesOf(step: Step): string[] {
  return [...step.options.map(({ value }) => value), ...(step.optional ? ['off'] : [])];
}

/** Steps that pay a monthly cost together: that of one component, or replicas of one model on one host. */
export function sharingSteps(problem: Problem): Step[] {
  const paid = problem.steps.map((step) => ({ step, names: paidBy(step) }));
  return paid.flatMap(({ step, names }) => {
    const shares = paid.some(
      (other) => other.step !== step && other.names.some((name) => names.includes(name)),
    );
    return shares ? [step] : [];
  });
}

/** What the ways to run a step pay by the month. */
function paidBy({ component, options }: Step): string[] {
  return options.flatMap(({ fixedCost, hosting }) => {
    if (hosting) return [hosting.pool];
    return fixedCost > 0 ? [component] : [];
  });
}

/** Steps that decide when the answer starts by being on: those that stream, and later ones that can reject. */
function answeringSteps(problem: Problem): Step[] {
  const order = stepsIn(problem.workflow);
  const streaming = problem.steps.filter(({ streams }) => streams);
  const first = Math.min(...streaming.map(({ name }) => order.indexOf(name)));
  return problem.steps.filter(
    (step) => step.streams || (step.onReject !== null && order.indexOf(step.name) > first),
  );
}

/** Steps of which one has to be on for anything to be seen; none where one always is. */
function showingSteps({ steps }: Problem): Step[] {
  const showing = steps.filter(({ streams, showsProgress }) => streams || showsProgress);
  return showing.every(({ optional }) => optional) ? showing : [];
}
