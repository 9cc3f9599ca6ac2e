import type { Effect } from '../solver/problem.ts';
import type { Evaluation } from '../table/schema.ts';
import { type AgentContext, inSpec } from './agentContext.ts';
import { effectsPerStep } from './effectsPerStep.ts';
import type { EvalContext } from './evalContext.ts';
import { type EvalReading, evalReading } from './evalReading.ts';
import { suggest } from './findings.ts';
import { modelEffects } from './modelEffects.ts';
import type { NamedArchitecture } from './namedArchitecture.ts';
import type { EffectsOf } from './resolveWorkflow.ts';
import type { AgentSpec } from './schema.ts';
import { addEffects, noEffect, StatedEffects } from './statedEffects.ts';
import { componentsIn } from './workflowItems.ts';

/** The eval that an agent's accuracy speaks of, and what the choices of its workflow do to it. */
export interface AccuracyBasis extends EvalReading {
  readonly effects: EffectsOf;
  readonly constant: Effect;
}

/** Without an eval nothing is known, and effects are unknown too. */
export const NO_EFFECTS: EffectsOf = {
  way: () => null,
  presence: () => ({ present: null, absent: null }),
};

/** Finds the eval an agent is judged by. Null, with a finding where it is a mistake, when there is none. */
export function resolveAccuracy(context: AgentContext): AccuracyBasis | null {
  const name = evalName(context);
  const evaluation = name === null ? undefined : context.table.evals?.[name];
  if (name === null || evaluation === undefined) return null;
  checkTaskFloors(context, evaluation);
  return basisOf(context, name, evaluation, context.spec);
}

/** What an eval says of one agent: of its steps, and of what the baseline has and its workflow lacks. */
export function basisOf(
  context: EvalContext,
  name: string,
  evaluation: Evaluation,
  { workflow, shortcuts = [] }: Pick<AgentSpec, 'workflow' | 'shortcuts'>,
): AccuracyBasis {
  const reading = evalReading(context, name, evaluation);
  const { baseline, bases, learned } = reading;
  const stated = new StatedEffects(context, reading);
  const whole = learned?.inUse ? modelEffects(learned, stated, bases.length) : stated;
  const effects = effectsPerStep(workflow, whole);
  const own = [...componentsIn(workflow), ...shortcuts.map(({ use }) => use)];
  return {
    ...reading,
    effects,
    constant: addEffects(
      constantEffect(baseline, new Set(own), effects, bases.length),
      learned?.inUse ? learned.intercept : noEffect(bases.length),
    ),
  };
}

function evalName(context: AgentContext): string | null {
  const evals = Object.keys(context.table.evals ?? {});
  const wanted = context.spec.want.accuracy;
  if (wanted?.eval !== undefined) {
    if (evals.includes(wanted.eval)) return wanted.eval;
    context.findings.add(
      'error',
      'unknown-name',
      inSpec(context, ['want', 'accuracy', 'eval']),
      `the table has no eval "${wanted.eval}"`,
      evals.length === 0
        ? 'the table has no evals at all: add evals: with a baseline to it'
        : suggest(wanted.eval, evals),
    );
    return null;
  }
  if (evals.length === 1) return evals[0] ?? null;
  if (wanted === undefined) return null;
  const place = inSpec(context, ['want', 'accuracy'], 'key');
  if (evals.length === 0) {
    context.findings.add(
      'warning',
      'no-accuracy',
      place,
      'the table has no evals: every accuracy is unknown, and no architecture can be said to meet this limit',
      'add evals: with a baseline to the table',
    );
  } else {
    context.findings.add(
      'error',
      'missing-key',
      place,
      'the table has several evals; say which one this limit speaks of',
      `as in eval: ${evals[0]}`,
    );
  }
  return null;
}

function checkTaskFloors(context: AgentContext, evaluation: Evaluation): void {
  const tasks = Object.keys(evaluation.tasks ?? {});
  for (const task of Object.keys(context.spec.want.accuracy?.tasks ?? {})) {
    if (tasks.includes(task)) continue;
    context.findings.add(
      'error',
      'unknown-name',
      inSpec(context, ['want', 'accuracy', 'tasks', task], 'key'),
      `the eval has no task "${task}"`,
      suggest(task, tasks),
    );
  }
}

/** Components that the baseline names as present and that this workflow does not have: their loss is part of every prediction. */
function constantEffect(
  baseline: NamedArchitecture,
  own: ReadonlySet<string>,
  effects: EffectsOf,
  tasks: number,
): Effect {
  const lost = baseline.namedAsPresent().filter((name) => !own.has(name));
  const none: Effect = noEffect(tasks);
  return lost.reduce<Effect>((sum, name) => addEffects(sum, effects.presence(name).absent), none);
}
