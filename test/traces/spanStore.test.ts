import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadSpan, SpanTraits, Trace, Usage } from '../../src/traces/span.ts';
import { SpanStore } from '../../src/traces/spanStore.ts';
import { TraceIds, type TraceId } from '../../src/traces/traceIds.ts';

const TRAITS: SpanTraits = {
  name: 'chat m',
  source: 'OTel GenAI',
  kind: 'llm',
  component: null,
  operation: 'chat',
  agent: 'support',
  tool: null,
  dataSource: null,
  model: 'm',
  effort: 'low',
  meaning: null,
  failed: false,
  entry: false,
  clock: '',
  detached: false,
  signature: '',
};

const USAGE: Usage = { input: 10, cached: null, written: 0, output: 3, reasoning: null };

function traceId(letter: string, ids = new TraceIds()): TraceId {
  const id = ids.read(letter.repeat(32));
  if (id === null) throw new Error(letter);
  return id;
}

function span(low: number, more: Partial<ReadSpan> = {}): ReadSpan {
  return {
    traceId: traceId('a'),
    spanId: { high: 0, low },
    parentId: null,
    traits: TRAITS,
    startMs: 1000,
    durationMs: 5,
    failed: false,
    entry: false,
    ttftMs: null,
    ttftRejected: false,
    usage: null,
    costUsd: null,
    evaluated: false,
    ...more,
  };
}

function stored(...spans: readonly ReadSpan[]): Trace[] {
  const store = new SpanStore();
  for (const each of spans) store.addRead(each);
  return [...store.traces()];
}

/** In an order that does not depend on where they were kept. */
function byText(traces: Iterable<Trace>): string[] {
  return [...traces].map((trace) => JSON.stringify(trace)).sort();
}

describe('a stored span', () => {
  test('comes back with its traits and figures', () => {
    const [trace] = stored(
      span(1, {
        startMs: 1_795_305_600_000.25,
        durationMs: 12.000001,
        ttftMs: 0.5,
        usage: USAGE,
        costUsd: 0.0123,
        failed: true,
        entry: true,
        ttftRejected: true,
        evaluated: true,
      }),
    );
    const { failed: _failed, entry: _entry, ...traits } = TRAITS;
    expect(trace?.spans).toEqual([
      {
        ...traits,
        startMs: 1_795_305_600_000.25,
        durationMs: 12.000001,
        ttftMs: 0.5,
        usage: USAGE,
        costUsd: 0.0123,
        failed: true,
        entry: true,
        ttftRejected: true,
        evaluated: true,
        parentless: true,
      },
    ]);
  });

  test.each(['failed', 'entry', 'ttftRejected', 'evaluated'] as const)(
    'keeps %s apart from the other flags',
    (flag) => {
      const [trace] = stored(span(1, { [flag]: true }));
      const [only] = trace?.spans ?? [];
      const flags = ['failed', 'entry', 'ttftRejected', 'evaluated'] as const;
      expect(flags.filter((each) => only?.[each])).toEqual([flag]);
    },
  );

  test('without usage or first token has none, and 0 tokens are 0', () => {
    const none: Usage = { input: null, cached: null, written: null, output: null, reasoning: null };
    const zero: Usage = { input: 0, cached: 0, written: 0, output: 0, reasoning: 0 };
    const [trace] = stored(
      span(1),
      span(2, { usage: none }),
      span(3, { usage: zero, durationMs: 0 }),
    );
    expect(trace?.spans.map(({ usage }) => usage)).toEqual([null, none, zero]);
    expect(trace?.spans.map(({ ttftMs }) => ttftMs)).toEqual([null, null, null]);
    expect(trace?.spans[2]?.durationMs).toBe(0);
  });

  test('keeps its traits among those of others', () => {
    const other = { ...TRAITS, name: 'execute_tool crm', kind: 'tool' as const };
    const [trace] = stored(span(1), span(2, { traits: other }), span(3));
    expect(trace?.spans.map(({ kind }) => kind)).toEqual(['llm', 'tool', 'llm']);
  });
});

describe('a stored trace', () => {
  test('is ordered by start, then by id as an unsigned number', () => {
    const [trace] = stored(
      span(-1, { durationMs: 4 }),
      span(2, { durationMs: 2 }),
      span(1, { durationMs: 1 }),
      span(3, { spanId: { high: 1, low: 0 }, durationMs: 5 }),
      span(4, { spanId: { high: -1, low: 0 }, durationMs: 6 }),
      span(5, { durationMs: 3, startMs: 1000.5 }),
      span(6, { durationMs: 0, startMs: 999 }),
    );
    expect(trace?.spans.map(({ durationMs }) => durationMs)).toEqual([0, 1, 2, 4, 5, 6, 3]);
  });

  test('knows where each parent is, if it is there', () => {
    const [trace] = stored(
      span(3, { startMs: 30, parentId: { high: 0, low: 2 } }),
      span(1, { startMs: 10 }),
      span(4, { startMs: 40, parentId: { high: 9, low: 2 } }),
      span(2, { startMs: 20, parentId: { high: 0, low: 1 } }),
      span(5, { startMs: 50, parentId: { high: 0, low: 5 } }),
    );
    expect(trace?.parents).toEqual([-1, 0, 1, -1, 4]);
    expect(trace?.spans.map(({ parentless }) => parentless)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test('takes the last of spans with one id, and counts the others', () => {
    const [trace] = stored(
      span(1, { durationMs: 1, startMs: 5 }),
      span(2, { durationMs: 9 }),
      span(1, { durationMs: 2, startMs: 5000 }),
      span(1, { durationMs: 3, startMs: 6 }),
    );
    expect(trace?.duplicates).toBe(2);
    expect(trace?.spans.map(({ durationMs }) => durationMs)).toEqual([3, 9]);
  });

  test('is apart from others with the same span ids', () => {
    const ids = new TraceIds();
    const traces = stored(
      span(1, { traceId: traceId('b', ids), durationMs: 1 }),
      span(1, { traceId: traceId('a', ids), durationMs: 2 }),
      span(2, { traceId: traceId('b', ids), durationMs: 3 }),
    );
    expect(
      traces.map(({ spans, duplicates }) => [duplicates, spans.map((each) => each.durationMs)]),
    ).toEqual([
      [0, [1, 3]],
      [0, [2]],
    ]);
  });

  test('of which every span was rejected is none', () => {
    const ids = new TraceIds();
    traceId('c', ids);
    expect(stored(span(1, { traceId: traceId('d', ids) }))).toHaveLength(1);
  });

  test('however the spans of many are mixed, each gets all of its own', () => {
    const letters = fc.constantFrom(...'123456789abcdef');
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 200 }), (order) => {
        const ids = new TraceIds();
        const traces = stored(
          ...order.map((letter, at) =>
            span(at + 1, { traceId: traceId(letter, ids), startMs: at, durationMs: at }),
          ),
        );
        const expected = [...new Set(order)].map((letter) =>
          order.flatMap((each, at) => (each === letter ? [at] : [])),
        );
        expect(traces.map(({ spans }) => spans.map(({ durationMs }) => durationMs))).toEqual(
          expected,
        );
      }),
    );
  });

  test('is the same whether its spans are kept in memory or in a file, and however often they move', () => {
    const letters = fc.constantFrom(...'123456789abcdef');
    const times = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(letters, times, fc.boolean()), { minLength: 1, maxLength: 4000 }),
        fc.constantFrom(0, 56 * 2500, 100_000),
        (order, most) => {
          const kept = new SpanStore();
          const moved = new SpanStore(most);
          const ids = new TraceIds();
          for (const [letter, startMs, hasUsage] of order) {
            const usage = hasUsage ? { ...USAGE, input: startMs } : null;
            const each = span(startMs, { traceId: traceId(letter, ids), startMs, usage });
            for (const store of [kept, moved]) store.addRead(each);
          }
          expect(byText(moved.traces())).toEqual(byText(kept.traces()));
        },
      ),
      { numRuns: 25 },
    );
  });

  test('may have more spans than a block of memory has rows', () => {
    const [trace] = stored(
      ...Array.from({ length: 10_000 }, (_, at) =>
        span(at + 1, {
          startMs: at,
          usage: { ...USAGE, input: at },
          parentId: at === 0 ? null : { high: 0, low: at },
        }),
      ),
    );
    expect(trace?.spans).toHaveLength(10_000);
    expect(trace?.spans[9999]?.usage?.input).toBe(9999);
    expect(trace?.parents[9999]).toBe(9998);
  });
});
