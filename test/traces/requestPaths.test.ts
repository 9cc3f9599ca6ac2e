import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Occurrence } from '../../src/traces/occurrence.ts';
import { RequestPaths } from '../../src/traces/requestPaths.ts';
import type { Span } from '../../src/traces/span.ts';

/** Requests of several machines whose clocks differ, with work that nobody waits for, against the rules as written. */

interface Row {
  readonly parent: number;
  /** ms after the start of the root, by the clock that wrote it. */
  readonly start: number;
  readonly end: number;
  readonly clock: string;
  readonly detached: boolean;
  /** It is a run of a component. */
  readonly isRun: boolean;
}

const ROOT: Row = { parent: -1, start: 0, end: 300, clock: 'web', detached: false, isRun: false };

const rows: fc.Arbitrary<Row[]> = fc
  .array(
    fc.record({
      parent: fc.nat(1000),
      start: fc.integer({ min: -20, max: 350 }),
      length: fc.integer({ min: 0, max: 250 }),
      clock: fc.constantFrom('web', 'web', 'db', 'gpu', ''),
      off: fc.constantFrom(0, 0, 0, -5000, 5000),
      detached: fc.integer({ min: 0, max: 7 }).map((digit) => digit === 0),
      isRun: fc.boolean(),
    }),
    { maxLength: 25 },
  )
  .map((spans) => [
    ROOT,
    ...spans.map(({ parent, start, length, off, ...rest }, at) => {
      const shift = rest.clock === 'web' ? 0 : off;
      return {
        ...rest,
        parent: parent % (at + 1),
        start: start + shift,
        end: start + shift + length,
      };
    }),
  ]);

interface Time {
  start: number;
  end: number;
}

/** A span of another machine that lies fully outside of its parent is moved to its middle, with all below it. */
function aligned(all: readonly Row[]): { readonly times: Time[]; readonly moved: number } {
  const times = all.map(({ start, end }) => ({ start, end }));
  let moved = 0;
  const shift = (span: number, by: number): void => {
    times[span]!.start += by;
    times[span]!.end += by;
    all.forEach(({ parent }, child) => {
      if (parent === span) shift(child, by);
    });
  };
  // Parents come before their children here.
  all.forEach(({ parent, clock, detached }, span) => {
    if (parent < 0 || detached) return;
    const [own, above] = [times[span]!, times[parent]!];
    const isOutside = own.start >= above.end || own.end <= above.start;
    const other = all[parent]!.clock;
    if (!isOutside || clock === '' || other === '' || clock === other) return;
    const by = (above.start + above.end) / 2 - (own.start + own.end) / 2;
    shift(span, by);
    moved += 1;
  });
  return { times, moved };
}

/** Milliseconds of the root by span (trace-formats 4.3): whatever ended last was waited for. */
function onPath(all: readonly Row[], times: readonly Time[]): number[] {
  const path = all.map(() => 0);
  const divide = (span: number, from: number, to: number): void => {
    const slack = Math.min(Math.max(0.01 * (to - from), 2), 20);
    const left = new Set(
      all.flatMap(({ parent, detached }, child) => (parent === span && !detached ? [child] : [])),
    );
    const within = (child: number): Time => ({
      start: Math.max(times[child]!.start, from),
      end: Math.min(times[child]!.end, to),
    });
    let cursor = to;
    for (;;) {
      const [next] = [...left]
        .filter((child) => {
          const { start, end } = within(child);
          return end > start && start < cursor && end <= cursor + slack;
        })
        .sort(
          (a, b) => within(b).end - within(a).end || within(a).start - within(b).start || a - b,
        );
      if (next === undefined) break;
      left.delete(next);
      const { start, end } = within(next);
      path[span]! += cursor - Math.min(end, cursor);
      divide(next, start, Math.min(end, cursor));
      cursor = start;
    }
    path[span]! += cursor - from;
  };
  divide(0, times[0]!.start, times[0]!.end);
  return path;
}

/** The run that a span is part of: the nearest one at or above it. */
function ownerOf(all: readonly Row[], span: number): number {
  for (let at = span; at >= 0; at = all[at]!.parent) if (all[at]!.isRun) return at;
  return -1;
}

function spanOf({ start, end, clock, detached }: Row): Span {
  return { startMs: 1e12 + start, durationMs: end - start, clock, detached } as Span;
}

describe('the time of a request', () => {
  test('divides among its components as the rules say, clocks put right first', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const runs = all.flatMap(({ isRun }, at) => (isRun ? [{ at } as Occurrence] : []));
        const paths = new RequestPaths();
        const found = paths.of(
          all.map(spanOf),
          all.map(({ parent }) => parent),
          0,
          runs,
        );
        const { times, moved } = aligned(all);
        const path = onPath(all, times);
        const wanted = new Map<number, number>();
        path.forEach((ms, span) => {
          const owner = ownerOf(all, span);
          wanted.set(owner, (wanted.get(owner) ?? 0) + ms);
        });
        runs.forEach(({ at }, run) =>
          expect(found.runs[run]! / 1e6).toBeCloseTo(wanted.get(at) ?? 0, 3),
        );
        expect(found.orchestration / 1e6).toBeCloseTo(wanted.get(-1) ?? 0, 3);
        expect(paths.skewed).toBe(moved);
      }),
      { numRuns: 400 },
    );
  });

  test('is the whole of it, whatever its spans: components and the agent itself', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const runs = all.flatMap(({ isRun }, at) => (isRun ? [{ at } as Occurrence] : []));
        const { runs: parts, orchestration } = new RequestPaths().of(
          all.map(spanOf),
          all.map(({ parent }) => parent),
          0,
          runs,
        );
        const sum = parts.reduce((a, b) => a + b, 0) + orchestration;
        expect(sum).toBeCloseTo(300e6, 0);
        expect(Math.min(orchestration, ...parts)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200 },
    );
  });

  test('of one request leaves no mark on the next', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const of = (paths: RequestPaths, all: readonly Row[]) => {
          const { runs, orchestration } = paths.of(
            all.map(spanOf),
            all.map(({ parent }) => parent),
            0,
            all.flatMap(({ isRun }, at) => (isRun ? [{ at } as Occurrence] : [])),
          );
          return { runs: [...runs], orchestration };
        };
        const paths = new RequestPaths();
        of(paths, first);
        expect(of(paths, second)).toEqual(of(new RequestPaths(), second));
      }),
      { numRuns: 100 },
    );
  });
});
