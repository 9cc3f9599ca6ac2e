import { describe, expect, it } from 'vitest';
import { evalMatrix } from '../../src/evals/matrix.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { readYaml } from '../../src/yaml/source.ts';
import { RUNS } from '../support/aiderPolyglot.ts';
import { aiderTable, hotpotTable } from '../support/evalTables.ts';
import { CELLS, MODELS } from '../support/hotpotqa.ts';

function matrixOf(text: string, name: string) {
  const table = tableSchema.parse(readYaml(text, 'table.yaml').value);
  const evaluation = table.evals?.[name];
  if (evaluation === undefined) throw new Error(`no eval ${name}`);
  return evalMatrix(name, evaluation, []);
}

/** Less is better everywhere. */
function undominated<T>(all: readonly T[], figures: (one: T) => readonly number[]): T[] {
  return all.filter(
    (one) =>
      !all.some((other) => {
        const [a, b] = [figures(other), figures(one)];
        return (
          a.every((figure, index) => figure <= (b[index] ?? 0)) &&
          a.some((figure, index) => figure < (b[index] ?? 0))
        );
      }),
  );
}

describe('the frontier of measured rows', () => {
  it('is exactly the 18 of 81 combinations of AgentOpt that no other one beats', () => {
    const matrix = matrixOf(hotpotTable(), 'hotpotqa');
    const found = matrix.rows
      .filter(({ onFrontier }) => onFrontier)
      .map(({ architecture }) => `${architecture['planner']} ${architecture['solver']}`);
    const expected = undominated(CELLS, ({ accuracy, seconds, usd }) => [
      -accuracy,
      seconds,
      usd,
    ]).map(({ levels: [planner, solver] }) => `${MODELS[planner]} ${MODELS[solver]}`);
    expect(matrix.compared).toEqual({ latency: 'mean', cost: true });
    expect(expected).toHaveLength(18);
    expect(found.sort()).toEqual(expected.sort());
  });

  it('of Aider’s 69 runs leaves out the 18 whose cost is unknown, whether written as 0 or not at all', () => {
    const matrix = matrixOf(aiderTable(), 'polyglot');
    const known = RUNS.map((run, index) => ({ run, index })).filter(({ run }) => run[3] > 0);
    const figures = ({ run: [passed, exercises, seconds, usd] }: (typeof known)[number]) => [
      -passed / exercises,
      seconds,
      Number((usd / exercises).toFixed(8)),
    ];
    const expected = undominated(known, figures).map(({ index }) => `run-${index}`);
    const found = matrix.rows
      .filter(({ onFrontier }) => onFrontier)
      .map(({ architecture }) => architecture['model']);
    expect(known).toHaveLength(51);
    expect(matrix.rows.filter(({ cost }) => cost === null)).toHaveLength(18);
    expect(found.sort()).toEqual(expected.sort());
    const asIfFree = undominated(
      RUNS.map((run, index) => ({ run, index })),
      figures,
    );
    expect(asIfFree).toHaveLength(16);
    expect(found).not.toHaveLength(16);
  });
});
