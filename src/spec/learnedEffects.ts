import type { Counts } from '../accuracy/counts.ts';
import { pool } from '../accuracy/counts.ts';
import { logOdds } from '../accuracy/logOdds.ts';
import type { Factor, Observation } from '../accuracy/model/design.ts';
import type { Learned } from '../accuracy/model/learn.ts';
import type { TaskBase } from '../accuracy/predict.ts';
import type { Effect, LearnedAccuracy } from '../solver/problem.ts';
import type { Evaluation } from '../table/schema.ts';
import type { EvalContext } from './evalContext.ts';
import { type EvalFactor, evalFactors } from './evalFactors.ts';
import { reportInteractions } from './interactions.ts';
import { learnedOnce } from './learnedOnce.ts';
import { type NamedArchitecture, namedArchitecture } from './namedArchitecture.ts';
import type { EffectsOf } from './resolveWorkflow.ts';
import type { Part } from './workflowParts.ts';

/** What the measured rows of an eval say of effects, by the accuracy model. */
export interface LearnedEffects {
  readonly model: Learned;
  readonly factors: readonly EvalFactor[];
  readonly observations: readonly Observation[];
  /** Whether the model's effects replace the stated ones; else those stand. */
  readonly inUse: boolean;
  /** The model's log odds of the baseline against those of its own counts. */
  readonly intercept: Effect;
  /** Items that a measured architecture was typically graded on. */
  readonly items: number;
}

export interface EvalToLearn {
  readonly context: EvalContext;
  readonly name: string;
  readonly evaluation: Evaluation;
  readonly baseline: NamedArchitecture;
  readonly bases: readonly TaskBase[];
  readonly byTask: boolean;
  readonly stated: EffectsOf;
}

/**
 * Fits the accuracy model to an eval's rows. Its effects replace the stated ones where the rows can
 * tell them: where a row tries a choice of which the table states nothing, or where there are more
 * measured architectures than choices they try (docs/accuracy.md).
 *
 * @returns null when the baseline itself was not measured
 */
export function learnedEffects(input: EvalToLearn): LearnedEffects | null {
  const { context, name, evaluation, baseline, bases, stated } = input;
  if (bases.some(({ counts }) => counts === null)) return null;
  const rows = (evaluation.rows ?? []).map((row, index) => ({
    index,
    passed: row.passed,
    named: namedArchitecture(
      context,
      ['evals', name, 'rows', index, 'architecture'],
      row.architecture,
      true,
    ),
  }));
  const factors = evalFactors(
    context,
    baseline,
    stated,
    rows.map(({ named }) => named),
  );
  const observed = rows.map(({ index, passed, named }) => ({
    index,
    levels: factors.map((factor) => factor.levelIn(named)),
    counts: bases.map((base) => passed[input.byTask ? base.name : 'all'] ?? null),
  }));
  const observations = pooled(observed);
  const model = learnedOnce(context.table, factors.map(asFactor), observations, bases.length);
  if (model === null) return null;
  const inUse = rowsTell(factors, observations);
  reportInteractions(input, factors, observed, inUse ? model : null);
  return {
    model,
    factors,
    observations,
    inUse,
    intercept: interceptOf(model, factors, bases),
    items: itemsOf(observations),
  };
}

function asFactor({ name, levels }: EvalFactor): Factor {
  return { name, levels };
}

/** Rows of one architecture are one observation. */
function pooled(observed: readonly Observation[]): Observation[] {
  const merged = new Map<string, Observation>();
  for (const { levels, counts } of observed) {
    const key = levels.join(' ');
    const before = merged.get(key);
    merged.set(key, {
      levels,
      counts: counts.map((own, task) => together(before?.counts[task] ?? null, own)),
    });
  }
  return [...merged.values()];
}

function together(a: Counts | null, b: Counts | null): Counts | null {
  if (a === null || b === null) return a ?? b;
  return pool(a, b);
}

/** Whether the rows say more of effects than the table does. */
function rowsTell(factors: readonly EvalFactor[], observations: readonly Observation[]): boolean {
  const beyond = observations.filter(({ levels }) => levels.some((level) => level !== 0));
  const tried = new Set(
    beyond.flatMap(({ levels }) =>
      levels.flatMap((level, factor) => (level === 0 ? [] : [`${factor} ${level}`])),
    ),
  );
  const unstated = beyond.some(({ levels }) =>
    levels.some((level, factor) => level !== 0 && factors[factor]?.levels[level]?.unknown === true),
  );
  return beyond.length > 0 && (unstated || beyond.length > tried.size);
}

function interceptOf(
  model: Learned,
  factors: readonly EvalFactor[],
  bases: readonly TaskBase[],
): Effect {
  const forecast = model.forecast(factors.map(() => 0));
  return bases.map(({ accuracy }, task) => ({
    mid: (forecast[task]?.centre ?? 0) - logOdds(accuracy),
    sd: 0,
  }));
}

/** As many as the row in the middle has. */
function itemsOf(observations: readonly Observation[]): number {
  const totals = observations
    .map(({ counts }) => counts.reduce((sum, own) => sum + (own?.total ?? 0), 0))
    .sort((a, b) => a - b);
  return totals[Math.floor((totals.length - 1) / 2)] ?? 0;
}

/** The model as the solver takes it: which choice is which level. */
export function learnedAccuracy(
  { model, factors, observations, inUse, items }: LearnedEffects,
  parts: readonly Part[],
): LearnedAccuracy {
  return {
    model,
    inUse,
    items,
    measured: observations.map(({ levels }) => levels),
    factors: factors.map((factor) => ({
      name: factor.name,
      keys: parts.filter(({ component }) => component === factor.name).map(({ key }) => key),
      levels: factor.known,
      otherwise: factor.levelOf('off') ?? 0,
    })),
  };
}
