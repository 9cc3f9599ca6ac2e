import { readFileSync } from 'node:fs';
import { itemScores, type Outcome } from '../evals/outcome.ts';
import { NO_MAPPING } from '../evals/mapping.ts';
import { outcomesOf } from '../evals/outcomes.ts';
import { readResults } from '../evals/readResults.ts';
import { UnreadableResults } from '../evals/record.ts';
import type { Choices } from '../solver/choices.ts';
import type { Problem } from '../solver/problem.ts';
import type { Table } from '../table/schema.ts';
import { expandPaths } from '../traces/expandPaths.ts';
import type { TaskResult } from '../trust/verify/verifyAgent.ts';
import { RESULTS } from './gradedFiles.ts';
import type { Io } from './io.ts';
import { UsageError } from './usageError.ts';

/**
 * Outcomes of every file, in the formats that `grade` reads.
 * @throws UsageError when a file cannot be read, or says what the table does not know
 */
export async function newOutcomes(
  paths: readonly string[],
  table: Table,
  io: Io,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { name, path, problem } of expandPaths(paths, io.cwd, RESULTS)) {
    if (problem !== null || path === null)
      throw new UsageError(`${name}: ${problem ?? 'eval results come from files here'}`);
    const found = await fileOutcomes(name, readFileSync(path), table);
    outcomes.push(...found);
  }
  return outcomes;
}

async function fileOutcomes(
  name: string,
  bytes: Uint8Array,
  table: Table,
): Promise<readonly Outcome[]> {
  try {
    const { outcomes, misfits } = outcomesOf(await readResults(bytes), name, table, NO_MAPPING);
    const [misfit] = misfits;
    if (misfit !== undefined) throw new UsageError(`${name}: ${misfit.message}`, misfit.help);
    return outcomes;
  } catch (error) {
    if (error instanceof UnreadableResults) throw new UsageError(`${name}: ${error.message}`);
    throw error;
  }
}

/**
 * Passes of the signed architecture by task, weighted as the eval weighs them. Items of other
 * architectures, and items without an answer, are left out, and counted on standard error.
 *
 * @throws UsageError when nothing is left, or a task of the eval was not run
 */
export function taskResults(
  outcomes: readonly Outcome[],
  problem: Problem,
  choices: Choices,
  table: Table,
  io: Io,
): readonly TaskResult[] {
  const own = outcomes.filter((outcome) => isOf(outcome, problem, choices));
  const answered = own.filter(({ score }) => score !== null);
  if (answered.length === 0)
    throw new UsageError(
      `${problem.agent}: no eval result is of the architecture that was signed`,
      'results that name no component are taken as those of the launched agent',
    );
  tellLeftOut(outcomes.length - own.length, own.length - answered.length, problem, io);
  const tasks = tasksOf(problem, table);
  if (tasks === null) return [{ task: 'all', weight: 1, ...countsOf(answered) }];
  return Object.entries(tasks).map(([task, weight]) => {
    const counts = countsOf(answered.filter((outcome) => outcome.task === task));
    if (counts.total === 0)
      throw new UsageError(
        `${problem.agent}: the eval results lack the task "${task}", ${Math.round(weight * 100)}% of traffic`,
      );
    return { task, weight, ...counts };
  });
}

function tellLeftOut(others: number, unanswered: number, { agent }: Problem, io: Io): void {
  const parts = [
    ...(others > 0 ? [`${others} eval results of other architectures`] : []),
    ...(unanswered > 0 ? [`${unanswered} without an answer`] : []),
  ];
  if (parts.length > 0) io.stderr.write(`warning: ${agent}: left out: ${parts.join(', ')}\n`);
}

function tasksOf({ accuracy }: Problem, table: Table): Readonly<Record<string, number>> | null {
  const evals = table.evals ?? {};
  const name = accuracy?.eval ?? Object.keys(evals)[0];
  return (name === undefined ? undefined : evals[name]?.tasks) ?? null;
}

function countsOf(outcomes: readonly Outcome[]): { passed: number; total: number } {
  const items = itemScores(outcomes);
  return { passed: items.reduce((sum, { score }) => sum + (score ?? 0), 0), total: items.length };
}

/** Nothing that the outcome says of its architecture contradicts the choices. */
function isOf({ architecture }: Outcome, problem: Problem, choices: Choices): boolean {
  return Object.entries(architecture).every(([name, value]) => {
    if (name === 'order') return value === choices.order;
    if (name === 'tools') return true;
    if (choices.tools.includes(name)) return value !== 'off';
    const steps = problem.steps.filter(({ component }) => component === name);
    return steps.every((step) => choices.values.get(step.name) === value);
  });
}
