import type { Shift } from '../accuracy/effect.ts';
import { fromLogOdds } from '../accuracy/logOdds.ts';
import { measured } from '../accuracy/measured.ts';
import type { Observation } from '../accuracy/model/design.ts';
import type { Learned } from '../accuracy/model/learn.ts';
import { predict } from '../accuracy/predict.ts';
import type { EvalFactor } from './evalFactors.ts';
import type { EvalToLearn } from './learnedEffects.ts';
import { percent } from './statedEffects.ts';

interface Contradiction {
  readonly row: number;
  readonly changes: readonly string[];
  readonly measured: number;
  readonly added: number;
}

/** Contradictions that are told one by one; the others are counted. */
const TOLD = 3;

/** Estimates this near to a measured interval do not contradict it. */
const MARGIN = 0.02;

/**
 * Says where a measured architecture is far from what the effects of its parts add up to: where
 * several things were changed together, and neither the measured interval nor the predicted one
 * reaches the other.
 *
 * @param model the model whose effects are used; null where the stated ones are
 */
export function reportInteractions(
  input: EvalToLearn,
  factors: readonly EvalFactor[],
  observed: readonly (Observation & { readonly index: number })[],
  model: Learned | null,
): void {
  const found = observed
    .flatMap((row) => contradiction(input, factors, row, model))
    .sort(
      (a, b) => Math.abs(b.added - b.measured) - Math.abs(a.added - a.measured) || a.row - b.row,
    );
  for (const { row, changes, measured: value, added } of found.slice(0, TOLD)) {
    const others = row === found[TOLD - 1]?.row ? found.length - TOLD : 0;
    input.context.findings.add(
      'warning',
      'effects-do-not-add',
      { source: input.context.tableSource, path: ['evals', input.name, 'rows', row] },
      `${changes.join(' and ')} together were measured at ${percent(value)}, but their effects add up to ${percent(added)}: they interact${others > 0 ? ` (and ${others} more such ${others === 1 ? 'row' : 'rows'})` : ''}`,
      'the row is used for itself; measure other architectures with these choices before trusting what is predicted of them',
    );
  }
}

function contradiction(
  input: EvalToLearn,
  factors: readonly EvalFactor[],
  { levels, counts, index }: Observation & { readonly index: number },
  model: Learned | null,
): Contradiction[] {
  const changes = levels.flatMap((level, factor) =>
    level === 0 ? [] : [`${factors[factor]?.name} ${factors[factor]?.levels[level]?.name}`],
  );
  const complete = counts.flatMap((own, task) => {
    const base = input.bases[task];
    return own === null || base === undefined
      ? []
      : [{ name: base.name, weight: base.weight, ...own }];
  });
  if (changes.length < 2 || complete.length < input.bases.length) return [];
  const figure = measured(complete);
  const sum = model === null ? statedSum(input, factors, levels) : modelSum(input, model, levels);
  if (sum === null) return [];
  if (sum.low <= figure.high + MARGIN && sum.high >= figure.low - MARGIN) return [];
  return [{ row: index, changes, measured: figure.value, added: sum.value }];
}

interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

function statedSum(
  { bases }: EvalToLearn,
  factors: readonly EvalFactor[],
  levels: readonly number[],
): Range | null {
  const shifts: (readonly Shift[])[] = [];
  for (const [factor, level] of levels.entries()) {
    if (level === 0) continue;
    const own = factors[factor]?.levels[level]?.stated;
    if (!own) return null;
    shifts.push(own);
  }
  const { value, interval } = predict(bases, shifts);
  return { value, low: interval?.low ?? value, high: interval?.high ?? value };
}

function modelSum({ bases }: EvalToLearn, model: Learned, levels: readonly number[]): Range {
  const forecast = model.forecast(levels);
  const value = bases.reduce(
    (sum, { weight }, task) => sum + weight * fromLogOdds(forecast[task]?.centre ?? 0),
    0,
  );
  return { value, low: value, high: value };
}
