import type { Observation } from '../src/accuracy/model/design.ts';
import { intervalOf, type Learned, learn } from '../src/accuracy/model/learn.ts';
import { choose } from '../src/accuracy/model/choose.ts';
import { Z90 } from '../src/accuracy/interval.ts';
import { fromLogOdds } from '../src/accuracy/logOdds.ts';
import { WIDENING } from '../src/accuracy/predict.ts';
import { type Cell, CELLS, MODELS, oneAtATime, QUESTIONS } from '../test/support/hotpotqa.ts';
import { type World, worlds } from '../test/support/syntheticEvals.ts';

/**
 * How far predictions of unmeasured architectures are off, and how often their 90% intervals hold
 * what was measured: on a real agent of two models, and on made-up agents of six choices.
 */

interface Score {
  readonly rest: number;
  /** Mean absolute error in points, and the worst. */
  readonly mean: number;
  readonly worst: number;
  /** Share of intervals that hold the measured accuracy; null for methods without any. */
  readonly cover: number | null;
  readonly width: number | null;
}

function scored(
  truths: readonly number[],
  guesses: readonly { value: number; low?: number; high?: number }[],
): Score {
  const errors = guesses.map(({ value }, index) => 100 * Math.abs(value - (truths[index] ?? 0)));
  const held = guesses.filter(({ low, high }, index) => {
    const truth = truths[index] ?? 0;
    return low !== undefined && high !== undefined && low <= truth && truth <= high;
  });
  const hasIntervals = guesses.every(({ low }) => low !== undefined);
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    rest: truths.length,
    mean: mean(errors),
    worst: Math.max(...errors),
    cover: hasIntervals ? held.length / truths.length : null,
    width: hasIntervals ? 100 * mean(guesses.map(({ low = 0, high = 0 }) => high - low)) : null,
  };
}

function predicted(model: Learned, levels: readonly number[]) {
  const [forecast] = model.forecast(levels);
  if (forecast === undefined) throw new Error('one task is forecast');
  return { value: fromLogOdds(forecast.centre), ...intervalOf(forecast, Z90 * WIDENING) };
}

function line(name: string, { rest, mean, worst, cover, width }: Score): string {
  const intervals =
    cover === null || width === null
      ? ''
      : `, 90% intervals hold ${(100 * cover).toFixed(1)}% (${width.toFixed(1)} points wide)`;
  return `  ${name.padEnd(44)} ${mean.toFixed(2)} points off on average, ${worst.toFixed(1)} at worst, over ${rest}${intervals}`;
}

const HOTPOT_FACTORS = ['planner', 'solver'].map((name) => ({
  name,
  levels: MODELS.map((model) => ({ name: model, stated: null })),
}));

function observed(cells: readonly Cell[]): Observation[] {
  return cells.map(({ levels, accuracy }) => ({
    levels,
    counts: [{ passed: accuracy * QUESTIONS, total: QUESTIONS }],
  }));
}

function fitted(cells: readonly Cell[]): Learned {
  const model = learn(HOTPOT_FACTORS, observed(cells), 1);
  if (model === null) throw new Error('the cells can be told apart');
  return model;
}

/** Asks for the next cells, `batch` at a time, as `budget table --evals` does. */
function asked(start: readonly Cell[], count: number, batch: number): Cell[] {
  const measured = [...start];
  while (measured.length < start.length + count) {
    const sites = CELLS.map((cell) => ({
      levels: cell.levels,
      stake: 1,
      measured: measured.includes(cell),
    }));
    const base = CELLS[0]?.accuracy ?? 0.5;
    const noise = WIDENING / (QUESTIONS * Math.max(0.02, base * (1 - base)));
    const wanted = Math.min(batch, start.length + count - measured.length);
    for (const { index } of choose(fitted(measured), sites, wanted, noise))
      measured.push(CELLS[index] as Cell);
  }
  return measured;
}

function hotpot(): void {
  const marginal = CELLS.filter(({ levels: [planner, solver] }) => planner === 0 || solver === 0);
  const report = (name: string, measured: readonly Cell[]): Score => {
    const rest = CELLS.filter((cell) => !measured.includes(cell));
    const model = fitted(measured);
    const score = scored(
      rest.map(({ accuracy }) => accuracy),
      rest.map(({ levels }) => predicted(model, levels)),
    );
    console.log(line(name, score));
    return score;
  };
  console.log(
    `AgentOpt, HotpotQA: ${MODELS.length} planners x ${MODELS.length} solvers, ${QUESTIONS} questions each`,
  );
  const rest = CELLS.filter((cell) => !marginal.includes(cell));
  const naive = scored(
    rest.map(({ accuracy }) => accuracy),
    rest.map((cell) => ({ value: oneAtATime(cell) })),
  );
  console.log(line('deltas of one change at a time (17 rows)', naive));
  report('the model on the same 17 rows', marginal);
  for (const batch of [1, 3, 4, 8]) {
    const measured = asked(marginal, 16, batch);
    const score = report(`17 rows and 16 it asked for, ${batch} at a time`, measured);
    const left = CELLS.filter((cell) => !measured.includes(cell));
    const same = scored(
      left.map(({ accuracy }) => accuracy),
      left.map((cell) => ({ value: oneAtATime(cell) })),
    );
    console.log(
      `    ${(naive.mean / score.mean).toFixed(2)}x better than one-at-a-time deltas; ${(same.mean / score.mean).toFixed(2)}x on the very same ${left.length}`,
    );
  }
}

/** Of the rows measured, how many change one thing at a time; the others are drawn evenly. */
function synthetic(): void {
  console.log('\nMade-up agents: 6 choices, 288 architectures, 300 items each, 20 agents a line');
  for (const interaction of [0.1, 0.25]) {
    for (const rows of [11, 20, 40]) {
      const scores = worlds({ interaction, rows, items: 300, count: 20 }).map((world) => ({
        stated: scoreOf(world, true),
        alone: scoreOf(world, false),
      }));
      const average = (of: (each: (typeof scores)[number]) => number): number =>
        scores.reduce((sum, each) => sum + of(each), 0) / scores.length;
      console.log(
        `  interactions ${interaction} logit, ${String(rows).padStart(2)} rows: ${average(({ alone }) => alone.mean).toFixed(1)} points off, hold ${(100 * average(({ alone }) => alone.cover ?? 0)).toFixed(0)}%; with stated effects ${average(({ stated }) => stated.mean).toFixed(1)} off, hold ${(100 * average(({ stated }) => stated.cover ?? 0)).toFixed(0)}%`,
      );
    }
  }
}

function scoreOf(world: World, withStated: boolean): Score {
  const factors = withStated
    ? world.factors
    : world.factors.map((factor) => ({
        ...factor,
        levels: factor.levels.map((level) => ({ ...level, stated: null })),
      }));
  const model = learn(factors, world.observations, 1);
  if (model === null) throw new Error('the rows can be told apart');
  return scored(
    world.rest.map(({ accuracy }) => accuracy),
    world.rest.map(({ levels }) => predicted(model, levels)),
  );
}

hotpot();
synthetic();
