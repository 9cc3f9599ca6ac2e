import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readItems, writeItems } from '../../src/evals/itemsFile.ts';
import { joinOutcomes } from '../../src/evals/joined.ts';
import { evalMatrix } from '../../src/evals/matrix.ts';
import type { Outcome } from '../../src/evals/outcome.ts';
import { readings } from '../../src/evals/readings.ts';
import { tally } from '../../src/evals/tally.ts';
import { matrixText } from '../../src/render/matrix/matrixText.ts';
import { readingsText } from '../../src/render/matrix/readingsText.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { readYaml } from '../../src/yaml/source.ts';

function outcome(change: Partial<Outcome>): Outcome {
  return {
    architecture: { plan: 'fast' },
    task: null,
    item: '1',
    trial: null,
    score: 1,
    failure: null,
    latencyMs: null,
    cost: null,
    at: 'a.csv, line 2',
    ...change,
  };
}

function evaluation(text: string) {
  const table = tableSchema.parse(
    readYaml(
      `version: 1\nname: t\ncomponents: { plan: { kind: llm, latency: 1s } }\nevals:\n  standard:\n${text}`,
      't.yaml',
    ).value,
  );
  const found = table.evals?.['standard'];
  if (found === undefined) throw new Error('the eval is there');
  return found;
}

const TWO_TASKS = `    baseline: { accuracy: 90%, architecture: { plan: slow } }
    tasks: { easy: 75%, hard: 25% }
    rows:
`;

describe('the items file', () => {
  const text = fc.string({ minLength: 1, maxLength: 8 }).map((value) => value.trim() || 'x');
  const outcomes = fc.array(
    fc.record({
      architecture: fc.constantFrom(
        { plan: 'fast' },
        { critic: 'off', plan: 'slow' },
        { plan: 'slow', tools: 'a b' },
      ),
      task: fc.option(text),
      item: text,
      score: fc.option(fc.constantFrom(0, 0.25, 1)),
      latencyMs: fc.option(fc.integer({ min: 0, max: 60_000 })),
      cost: fc.option(fc.constantFrom(0.0125, 3)),
    }),
    { maxLength: 12 },
  );

  it('reads back what it wrote, whatever the texts', () => {
    fc.assert(
      fc.property(outcomes, (drawn) => {
        const all = drawn.map((each) =>
          outcome({ ...each, failure: each.score === null ? 'timed "out", at last' : null }),
        );
        const known = (list: readonly Outcome[]): string[] =>
          list.map((each) => JSON.stringify({ ...each, at: '' })).sort();
        expect(known(readItems(writeItems(all), 'items.csv'))).toEqual(known(all));
      }),
    );
  });

  it('is the same whatever order the outcomes come in', () => {
    const [a, b] = [outcome({ item: '2' }), outcome({ item: '1', score: 0 })];
    expect(writeItems([a, b])).toBe(writeItems([b, a]));
  });
});

describe('joinOutcomes', () => {
  it('keeps one outcome per item of an architecture and task', () => {
    const again = joinOutcomes([outcome({}), outcome({}), outcome({ task: 'x' })], 'none');
    expect(again).toMatchObject({ repeated: 1, retried: 0, contradictions: [] });
    expect(again.outcomes).toHaveLength(2);
  });

  it.each([
    ['none', 1, 1, 0],
    ['first', 1, 0, 1],
    ['last', 0, 0, 1],
  ] as const)('with --keep %s', (keep, score, contradictions, resolved) => {
    const joined = joinOutcomes([outcome({}), outcome({ score: 0 })], keep);
    expect(joined.outcomes.map((each) => each.score)).toEqual([score]);
    expect(joined.contradictions).toHaveLength(contradictions);
    expect(joined.resolved).toBe(resolved);
  });

  it('lets an answer stand for a failure, before or after it', () => {
    const failed = outcome({ score: null, failure: '429' });
    for (const all of [
      [failed, outcome({})],
      [outcome({}), failed],
    ])
      expect(joinOutcomes(all, 'none')).toMatchObject({ retried: 1, outcomes: [{ score: 1 }] });
  });
});

describe('tally', () => {
  it('takes percentiles by nearest rank, of answered items only', () => {
    const times = [100, 200, 300, 400, 500, 600, 700, 800, 900, 1000];
    const all = [
      ...times.map((latencyMs, index) => outcome({ item: String(index), latencyMs })),
      outcome({ item: 'late', score: null, failure: 'timed out', latencyMs: 60_000 }),
    ];
    const [row] = tally(all);
    expect(row?.latency).toEqual({ mean: 550, p50: 500, p95: 1000 });
    expect(row?.passed.get('')).toEqual({ passed: 10, total: 10 });
    expect(row?.failures.get('')).toBe(1);
  });

  it('does not take costs of 0 for a price', () => {
    const [free] = tally([outcome({ cost: 0 }), outcome({ item: '2', cost: 0 })]);
    expect(free).toMatchObject({ cost: null, onlyZeroCosts: true });
    const [some] = tally([outcome({ cost: 0 }), outcome({ item: '2', cost: 0.02 })]);
    expect(some).toMatchObject({ cost: 0.01, onlyZeroCosts: false });
  });
});

describe('the matrix', () => {
  const matrix = evalMatrix(
    'standard',
    evaluation(`${TWO_TASKS}      - { architecture: { plan: slow, order: series }, passed: { easy: 90/100, hard: 40/50 }, latency: { mean: 3s, p95: 5s }, cost: $0.02 }
      - { architecture: { plan: fast }, passed: { easy: 92/100, hard: 20/50 }, latency: { mean: 1s, p95: 2s }, cost: $0.01 }
      - { architecture: { plan: fast, critic: off }, passed: { easy: 50/100 }, latency: { mean: 1s, p95: 2s } }
      - { architecture: { plan: bad }, passed: { easy: 50/100, hard: 20/50 }, latency: { mean: 4s, p95: 6s }, cost: $0.03, infra_failures: 3 }
`),
    [],
  );

  it('weighs tasks by traffic, and names rows by what differs from the baseline', () => {
    expect(matrix.rows.map(({ label }) => label)).toEqual([
      'baseline',
      'plan fast',
      'critic off, plan fast',
      'plan bad',
    ]);
    expect(matrix.rows[0]?.overall?.value).toBeCloseTo(0.75 * 0.9 + 0.25 * 0.8, 12);
  });

  it('leaves a row that lacks a task without an overall figure, and off the frontier', () => {
    const [baseline, fast, partial, bad] = matrix.rows;
    expect(partial).toMatchObject({ overall: null, onFrontier: false, cost: null });
    expect([baseline, fast, bad].map((row) => row?.onFrontier)).toEqual([true, true, false]);
  });

  it('marks the best of each column, gaps, and fits 80 columns', () => {
    const text = matrixText(matrix, 80);
    expect(text).toContain('★92% (86–95)');
    expect(text).toContain('★80% (69–88)');
    expect(text).toContain('– not run: hard');
    expect(text).toContain('1 row of unknown cost: unknown is not free');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('pools rows of one architecture', () => {
    const pooled = evalMatrix(
      'standard',
      evaluation(
        `${TWO_TASKS}      - { architecture: { plan: slow, critic: on }, passed: { easy: 9/10, hard: 4/5 } }\n      - { architecture: { critic: on, plan: slow }, passed: { easy: 1/10, hard: 1/5 } }\n`,
      ),
      [],
    );
    expect(pooled.rows).toHaveLength(1);
    expect(pooled.rows[0]?.tasks[0]).toMatchObject({ value: 0.5, items: 20 });
  });

  it('compares with the baseline on the same items only', () => {
    const of = (plan: string, scores: readonly number[]): Outcome[] =>
      scores.map((score, index) => outcome({ architecture: { plan }, item: String(index), score }));
    const paired = evalMatrix(
      'standard',
      evaluation(
        `    baseline: { accuracy: 50%, architecture: { plan: slow } }\n    rows:\n      - { architecture: { plan: slow }, passed: 2/4 }\n      - { architecture: { plan: fast }, passed: 4/5 }\n`,
      ),
      [...of('slow', [1, 1, 0, 0]), ...of('fast', [1, 0, 1, 1, 1])],
    );
    expect(paired.rows[0]?.delta).toBeNull();
    // Of the four shared items one is lost and two are won.
    expect(paired.rows[1]?.delta).toMatchObject({ items: 4, value: 0.25, p: 1 });
  });
});

describe('both readings', () => {
  const rows = (failures: number): string =>
    `    baseline: { accuracy: 90%, architecture: { plan: slow } }\n    rows:\n      - { architecture: { plan: slow }, passed: 70/100 }\n      - { architecture: { plan: fast }, passed: 72/100, infra_failures: ${failures} }\n`;

  it('are shown where they rank differently', () => {
    const matrix = evalMatrix('standard', evaluation(rows(5)), []);
    expect(readings(matrix)?.changed.map(({ row, places }) => [row.label, places])).toEqual([
      ['baseline', [2, 1]],
      ['plan fast', [1, 2]],
    ]);
    expect(readingsText(matrix, 80)).toContain('◆ only if left out');
  });

  it('are not where they rank alike, or where nothing failed', () => {
    expect(readings(evalMatrix('standard', evaluation(rows(1)), []))).toBeNull();
    expect(readings(evalMatrix('standard', evaluation(rows(0)), []))).toBeNull();
  });
});
