import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CriticalPath, type PathSpans } from '../../src/traces/criticalPath.ts';

/** A span in milliseconds. */
interface Row {
  readonly parent: number;
  readonly start: number;
  readonly end: number;
  readonly detached?: boolean;
}

function spansOf(rows: readonly Row[]): PathSpans {
  return {
    count: rows.length,
    starts: Float64Array.from(rows, ({ start }) => start * 1e6),
    ends: Float64Array.from(rows, ({ end }) => end * 1e6),
    parents: Int32Array.from(rows, ({ parent }) => parent),
    detached: Uint8Array.from(rows, ({ detached }) => (detached ? 1 : 0)),
  };
}

/** Milliseconds on the path by span; the first span is the root. */
function pathOf(rows: readonly Row[]): number[] {
  return [...new CriticalPath().of(spansOf(rows), 0).subarray(0, rows.length)].map(
    (ns) => ns / 1e6,
  );
}

const row = (parent: number, start: number, end: number): Row => ({ parent, start, end });

/** The rule of trace-formats 4.3 as it is written there: recursive, and looking at every child each time. */
function asWritten(rows: readonly Row[]): number[] {
  const out = rows.map(() => 0);
  const attribute = (span: number, lo: number, hi: number): void => {
    const eps = Math.min(Math.max(0.01 * (hi - lo), 2), 20);
    const children = rows.flatMap(({ parent, start, end, detached }, at) =>
      parent === span && !detached
        ? [{ at, start: Math.max(start, lo), end: Math.min(end, hi) }]
        : [],
    );
    const unused = new Set(children.filter(({ start, end }) => end > start));
    let cursor = hi;
    for (;;) {
      const [next] = [...unused]
        .filter(({ start, end }) => start < cursor && end <= cursor + eps)
        .sort((a, b) => b.end - a.end || a.start - b.start || a.at - b.at);
      if (next === undefined) break;
      unused.delete(next);
      const upTo = Math.min(next.end, cursor);
      out[span] = (out[span] ?? 0) + cursor - upTo;
      attribute(next.at, next.start, upTo);
      cursor = next.start;
    }
    out[span] = (out[span] ?? 0) + cursor - lo;
  };
  attribute(0, rows[0]?.start ?? 0, rows[0]?.end ?? 0);
  return out;
}

/** Trees whose spans begin and end anywhere, also outside of their parents. */
const trees = fc
  .array(
    fc.tuple(
      fc.nat(1000),
      fc.integer({ min: -20, max: 400 }),
      fc.nat(300),
      fc.boolean(),
      fc.nat(9),
    ),
    { maxLength: 40 },
  )
  .map((spans): Row[] => [
    row(-1, 0, 300),
    ...spans.map(([parent, start, length, isShort, detached], at) => ({
      parent: parent % (at + 1),
      start,
      end: start + (isShort ? length / 50 : length),
      detached: detached === 0,
    })),
  ]);

describe('the critical path', () => {
  test('of one span is all of it', () => {
    expect(pathOf([row(-1, 0, 100)])).toEqual([100]);
  });

  test('follows the parallel child that ended last; the other one takes nothing', () => {
    expect(pathOf([row(-1, 0, 100), row(0, 10, 60), row(0, 10, 90)])).toEqual([20, 0, 80]);
  });

  test('goes through children in a row, and leaves the gaps to their parent', () => {
    expect(pathOf([row(-1, 0, 100), row(0, 10, 40), row(0, 50, 90)])).toEqual([30, 30, 40]);
  });

  test('forgives siblings that overlap by less than 2 ms or 1%, up to 20 ms', () => {
    // 1.5 ms of overlap: clocks that cut starts to milliseconds.
    expect(pathOf([row(-1, 0, 100), row(0, 0, 51.5), row(0, 50, 100)])).toEqual([0, 50, 50]);
    expect(pathOf([row(-1, 0, 100), row(0, 0, 53), row(0, 50, 100)])).toEqual([50, 0, 50]);
    expect(pathOf([row(-1, 0, 1000), row(0, 0, 509), row(0, 500, 1000)])).toEqual([0, 500, 500]);
    expect(pathOf([row(-1, 0, 9000), row(0, 0, 4519), row(0, 4500, 9000)])).toEqual([
      0, 4500, 4500,
    ]);
    expect(pathOf([row(-1, 0, 9000), row(0, 0, 4521), row(0, 4500, 9000)])).toEqual([
      4500, 0, 4500,
    ]);
  });

  test('keeps children within their parents: what outlives or precedes them counts only inside', () => {
    expect(pathOf([row(-1, 0, 100), row(0, -50, 40), row(0, 60, 500)])).toEqual([20, 40, 40]);
    expect(pathOf([row(-1, 0, 100), row(0, 100, 200), row(0, -20, 0)])).toEqual([100, 0, 0]);
  });

  test('ignores what nobody waits for, and all that is inside it', () => {
    const rows = [row(-1, 0, 100), { ...row(0, 50, 100), detached: true }, row(1, 50, 100)];
    expect(pathOf(rows)).toEqual([100, 0, 0]);
  });

  test('is that of the rule as it is written, and its parts are exactly the whole', () => {
    fc.assert(
      fc.property(trees, (rows) => {
        const path = pathOf(rows);
        asWritten(rows).forEach((ms, at) => expect(path[at]).toBeCloseTo(ms, 5));
        const exact = new CriticalPath().of(spansOf(rows), 0).subarray(0, rows.length);
        expect(exact.reduce((sum, ns) => sum + ns, 0)).toBeCloseTo(300e6, 1);
        expect(Math.min(...exact)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  test('of times in whole nanoseconds sums to the root to the nanosecond', () => {
    fc.assert(
      fc.property(trees, (rows) => {
        const whole = rows.map((each) => ({
          ...each,
          start: Math.round(each.start * 1e6) / 1e6,
          end: Math.round(each.end * 1e6) / 1e6,
        }));
        const spans = spansOf(whole);
        const rounded = {
          ...spans,
          starts: spans.starts.map(Math.round),
          ends: spans.ends.map(Math.round),
        };
        const path = new CriticalPath().of(rounded, 0).subarray(0, rows.length);
        expect(path.reduce((sum, ns) => sum + ns, 0)).toBe(300e6);
      }),
    );
  });

  test('of one trace leaves no mark on that of the next', () => {
    const paths = new CriticalPath();
    paths.of(spansOf(Array.from({ length: 90 }, (_, at) => row(at - 1, at, 100))), 0);
    const small = spansOf([row(-1, 0, 100), row(0, 10, 60)]);
    expect([...paths.of(small, 0).subarray(0, 2)]).toEqual([50e6, 50e6]);
  });

  test('takes 100,000 siblings and a depth of 100,000 without trouble', () => {
    const wide = [
      row(-1, 0, 100_000),
      ...Array.from({ length: 100_000 }, (_, at) => row(0, at, at + 1)),
    ];
    const path = pathOf(wide);
    expect(path[0]).toBe(0);
    expect(path.slice(1).every((ms) => ms === 1)).toBe(true);
    const deep = Array.from({ length: 100_000 }, (_, at) => row(at - 1, at, 200_000 - at));
    expect(pathOf(deep).reduce((sum, ms) => sum + ms, 0)).toBe(200_000);
  });
});
