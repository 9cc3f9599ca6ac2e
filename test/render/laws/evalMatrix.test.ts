import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvalMatrix, Figure, MatrixRow } from '../../../src/evals/matrix.ts';
import { evalText } from '../../../src/render/matrix/evalText.ts';
import { matrixMarkdown } from '../../../src/render/matrix/matrixMarkdown.ts';
import { displayWidth } from '../../../src/units/displayWidth.ts';
import { markdownTables } from '../../support/markdownTables.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });

const figure: fc.Arbitrary<Figure> = fc
  .tuple(share, share, share, fc.integer({ min: 1, max: 5000 }))
  .map(([a, b, c, items]) => {
    const [low = 0, value = 0, high = 0] = [a, b, c].sort((one, other) => one - other);
    return { low, value, high, items };
  });

const name = fc.oneof(
  fc.constantFrom('bookings', 'refunds', 'policy', '退款', '🧪 lab', 'a-task-with-a-long-name'),
  fc.string({ minLength: 1, maxLength: 12 }),
);

const label = fc.array(
  fc.constantFrom('plan fast', 'critic off', 'order parallel', 'tools [a, b]', '检索 开'),
  {
    minLength: 1,
    maxLength: 5,
  },
);

const run = fc.record({
  mean: fc.option(fc.double({ min: 1, max: 1e6, noNaN: true })),
  p50: fc.option(fc.double({ min: 1, max: 1e6, noNaN: true })),
  p95: fc.option(fc.double({ min: 1, max: 1e6, noNaN: true })),
});

function rowOf(tasks: number): fc.Arbitrary<MatrixRow> {
  return fc.record({
    label: label.map((parts) => parts.join(', ')),
    architecture: fc.constant({ plan: 'fast' }),
    overall: fc.option(figure),
    tasks: fc.array(fc.option(figure), { minLength: tasks, maxLength: tasks }),
    latency: fc.option(run),
    cost: fc.option(fc.double({ min: 1e-6, max: 100, noNaN: true })),
    failures: fc.integer({ min: 0, max: 300 }),
    delta: fc.option(
      fc.record({
        value: fc.double({ min: -1, max: 1, noNaN: true }),
        low: fc.double({ min: -1, max: 1, noNaN: true }),
        high: fc.double({ min: -1, max: 1, noNaN: true }),
        items: fc.integer({ min: 1, max: 5000 }),
        p: share,
        lost: fc.constant(1),
        won: fc.constant(2),
      }),
    ),
    onFrontier: fc.boolean(),
  });
}

const matrix: fc.Arbitrary<EvalMatrix> = fc.integer({ min: 0, max: 9 }).chain((tasks) =>
  fc.record({
    eval: fc.constant('standard'),
    tasks: fc
      .uniqueArray(name, { minLength: tasks, maxLength: tasks })
      .map((names) => names.map((each) => ({ name: each, share: 1 / tasks }))),
    rows: fc.array(rowOf(tasks), { minLength: 1, maxLength: 6 }),
    compared: fc.record({
      latency: fc.constantFrom('p95', 'mean', null),
      cost: fc.boolean(),
    }),
  }),
);

const composed = fc.option(
  fc.record({
    p95: fc.option(fc.double({ min: 1, max: 1e6, noNaN: true })),
    cost: fc.option(fc.double({ min: 1e-6, max: 100, noNaN: true })),
  }),
);

const NONSENSE = /\bNaN\b|\bundefined\b|\bnull\b|\bInfinity\b|\[object/u;

describe('an eval as a matrix', () => {
  it('fits every screen, whatever was measured', () => {
    fc.assert(
      fc.property(matrix, composed, fc.integer({ min: 40, max: 160 }), (shown, beside, width) => {
        const text = evalText({ matrix: shown, composed: () => beside, next: [] }, width);
        const wide = text.split('\n').filter((line) => displayWidth(line) > width);
        expect(wide).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('says what it leaves out, and every row', () => {
    fc.assert(
      fc.property(matrix, fc.integer({ min: 40, max: 160 }), (shown, width) => {
        const text = evalText({ matrix: shown, composed: () => null, next: [] }, width);
        const words = text.replaceAll(/\s+/gu, ' ');
        const missing = shown.tasks.filter(
          ({ name: each }) => !words.includes(each.trim().split(/\s/u)[0] ?? ''),
        );
        expect(missing.filter(({ name: each }) => /^[a-z-]+$/u.test(each))).toEqual([]);
        for (const { label: each } of shown.rows)
          expect(words).toContain(each.split(', ')[0]?.slice(0, 7));
      }),
      { numRuns: 100 },
    );
  });

  it('is Markdown with a whole table and a line for every row', () => {
    fc.assert(
      fc.property(matrix, composed, (shown, beside) => {
        const text = matrixMarkdown(shown, () => beside);
        const [table] = markdownTables(text);
        expect(table?.rows).toHaveLength(shown.rows.length);
        expect(text).not.toMatch(NONSENSE);
      }),
      { numRuns: 100 },
    );
  });
});
