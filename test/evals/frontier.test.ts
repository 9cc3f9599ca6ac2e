import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frontierOf, latencyFigure } from '../../src/evals/frontier.ts';
import type { MatrixRow } from '../../src/evals/matrix.ts';

interface Figures {
  readonly accuracy: number | null;
  readonly p95: number | null;
  readonly cost: number | null;
}

function row(label: string, { accuracy, p95, cost }: Figures): MatrixRow {
  return {
    label,
    architecture: { plan: label },
    overall: accuracy === null ? null : { value: accuracy, low: 0, high: 1, items: 100 },
    tasks: [],
    latency: p95 === null ? null : { mean: p95 / 2, p50: p95 / 2, p95 },
    cost,
    failures: 0,
    delta: null,
    onFrontier: false,
  };
}

const ALL = { latency: 'p95', cost: true } as const;

const some = (values: readonly number[]) => fc.constantFrom(null, ...values);
const rows = fc
  .array(
    fc.record({
      accuracy: some([0.7, 0.8, 0.9]),
      p95: some([1000, 2000, 3000]),
      cost: some([0.01, 0.02, 0.03]),
    }),
    { maxLength: 9 },
  )
  .map((list) => list.map((figures, index) => row(`v${index}`, figures)));

/** Straight from the definition, on rows that know all three. */
function beatsInPlainWords(a: MatrixRow, b: MatrixRow): boolean {
  const [aAcc, bAcc] = [a.overall?.value ?? 0, b.overall?.value ?? 0];
  const [aMs, bMs] = [a.latency?.p95 ?? 0, b.latency?.p95 ?? 0];
  const [aUsd, bUsd] = [a.cost ?? 0, b.cost ?? 0];
  const noWorse = aAcc >= bAcc && aMs <= bMs && aUsd <= bUsd;
  return noWorse && (aAcc > bAcc || aMs < bMs || aUsd < bUsd);
}

describe('the measured frontier', () => {
  it('is what nothing beats, of the rows that know every figure compared', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const complete = list.filter(
          ({ overall, latency, cost }) => overall !== null && latency !== null && cost !== null,
        );
        const expected = complete.filter(
          (each) => !complete.some((other) => beatsInPlainWords(other, each)),
        );
        expect(frontierOf(list, ALL)).toEqual(expected);
      }),
    );
  });

  it('keeps both of two equal rows', () => {
    const twins = ['a', 'b'].map((name) => row(name, { accuracy: 0.9, p95: 1000, cost: 0.01 }));
    expect(frontierOf(twins, ALL)).toEqual(twins);
  });

  it('does not compare what the eval does not record', () => {
    const slow = row('slow', { accuracy: 0.9, p95: 9000, cost: null });
    const fast = row('fast', { accuracy: 0.8, p95: 1000, cost: null });
    expect(frontierOf([slow, fast], { latency: 'p95', cost: false })).toEqual([slow, fast]);
    expect(frontierOf([slow, fast], { latency: null, cost: false })).toEqual([slow]);
    expect(frontierOf([slow, fast], ALL)).toEqual([]);
  });

  it('can read accuracy in another way', () => {
    const a = row('a', { accuracy: 0.9, p95: 1000, cost: 0.01 });
    const b = row('b', { accuracy: 0.8, p95: 1000, cost: 0.01 });
    const turned = new Map([
      [a, 0.1],
      [b, 0.2],
    ]);
    expect(frontierOf([a, b], ALL, (each) => turned.get(each) ?? null)).toEqual([b]);
  });
});

describe('the latency compared', () => {
  const timed = (mean: number | null, p95: number | null): MatrixRow => ({
    ...row('x', { accuracy: 0.9, p95: 1, cost: null }),
    latency: { mean, p50: null, p95 },
  });

  it.each([
    ['p95 where all that are timed have one', [timed(1, 2), timed(null, 2)], 'p95'],
    ['the mean where one lacks it', [timed(1, 2), timed(1, null)], 'mean'],
    ['nothing where none was timed', [row('x', { accuracy: 1, p95: null, cost: 1 })], null],
    ['nothing where only a median is known', [timed(null, null)], null],
  ])('is %s', (_, list, figure) => {
    expect(latencyFigure(list)).toBe(figure);
  });
});
