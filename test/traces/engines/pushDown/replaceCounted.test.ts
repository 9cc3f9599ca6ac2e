import { describe, expect, test } from 'vitest';
import { Aggregator } from '../../../../src/traces/aggregate.ts';
import type { AggregatorState } from '../../../../src/traces/aggregate.ts';
import { countsOf } from '../../../../src/traces/engines/clickhouse/countRows.ts';
import { replaceCounted } from '../../../../src/traces/engines/pushDown/replaceCounted.ts';
import type { SeenSignature } from '../../../../src/traces/engines/pushDown/ledger.ts';
import type { SignatureCounts } from '../../../../src/traces/engines/pushDown/signatureCounts.ts';
import { VariantTally, type VariantState } from '../../../../src/traces/variantTally.ts';
import type { Occurrence } from '../../../../src/traces/occurrence.ts';

const FATE = { component: 'search', kind: 'tool', model: null, effort: null } as const;

function run(durationMs: number): Occurrence {
  return {
    ...FATE,
    startMs: 0,
    endMs: durationMs,
    durationMs,
    ttftMs: null,
    usage: null,
    costUsd: null,
    failed: false,
    isTopLevel: true,
    chats: [],
    at: 0,
  };
}

function runs(...durations: readonly number[]): VariantState {
  const tally = new VariantTally();
  for (const ms of durations) tally.add(run(ms));
  return tally.state();
}

function counted(signature: string, state: VariantState): SignatureCounts {
  return { ...state, signature, n: state.latency.n, examples: ['a', 'a'], from: 0, to: 1 };
}

/** A sample in which one component ran so. */
function sampleOf(state: VariantState): AggregatorState {
  const empty = new Aggregator({ from: -Infinity, to: Infinity }, null).state();
  const variants = [{ key: '', identity: { model: null, effort: null }, state }];
  const component = emptyComponent();
  return { ...empty, components: [{ ...component, variants }] };
}

function emptyComponent(): AggregatorState['components'][number] {
  const none = {
    n: 0,
    max: 0,
    sum: { carries: 0, ns: 0 },
    histogram: { zeros: 0, bins: new Map() },
  };
  return {
    name: FATE.component,
    kind: FATE.kind,
    variants: [],
    calls: [],
    firstUse: none.histogram,
    onPath: none,
    slack: none.sum,
    gaps: none,
    beside: [],
    redone: [],
    runs: 0,
    failed: 0,
    retries: 0,
  };
}

function seen(others: number, ...durations: readonly number[]): SeenSignature {
  return { others, fates: [{ fate: FATE, spans: durations.length, runs: runs(...durations) }] };
}

function latencyOf({ state }: ReturnType<typeof replaceCounted>): number | undefined {
  return state.components[0]?.variants[0]?.state.latency.n;
}

const sample = sampleOf(runs(1, 2));

describe('counts of all spans take the place of those of the sample', () => {
  test('where all spans seen are runs of one variant and the check agrees', () => {
    const replaced = replaceCounted(sample, {
      seen: new Map([['s', seen(0, 1, 2)]]),
      checked: new Map([['s', counted('s', runs(1, 2))]]),
      counted: [counted('s', runs(1, 2, 3, 4, 5))],
    });
    expect(latencyOf(replaced)).toBe(5);
    expect(replaced.sampled).toEqual([]);
    expect(replaced.unexplained).toBe(0);
  });

  test('not where some of its spans are something else', () => {
    const replaced = replaceCounted(sample, {
      seen: new Map([['s', seen(1, 1, 2)]]),
      checked: new Map([['s', counted('s', runs(1, 2))]]),
      counted: [counted('s', runs(1, 2, 3, 4, 5))],
    });
    expect(latencyOf(replaced)).toBe(2);
    expect(replaced.sampled).toEqual([{ component: 'search', part: 'latency' }]);
  });

  test('not where the database reads the same spans differently', () => {
    const replaced = replaceCounted(sample, {
      seen: new Map([['s', seen(0, 1, 2)]]),
      checked: new Map([['s', counted('s', runs(1, 2.1))]]),
      counted: [counted('s', runs(1, 2, 3))],
    });
    expect(latencyOf(replaced)).toBe(2);
  });

  test('not where nothing was checked', () => {
    const replaced = replaceCounted(sample, {
      seen: new Map([['s', seen(0, 1, 2)]]),
      checked: new Map(),
      counted: [counted('s', runs(1, 2, 3))],
    });
    expect(latencyOf(replaced)).toBe(2);
  });

  test('of several signatures of one variant together, or of none of them', () => {
    const both = new Map([
      ['s', seen(0, 1)],
      ['t', seen(0, 2)],
    ]);
    const counts = [counted('s', runs(1, 1)), counted('t', runs(2, 2, 2))];
    const checked = new Map([
      ['s', counted('s', runs(1))],
      ['t', counted('t', runs(2))],
    ]);
    expect(latencyOf(replaceCounted(sample, { seen: both, checked, counted: counts }))).toBe(5);
    checked.delete('t');
    expect(latencyOf(replaceCounted(sample, { seen: both, checked, counted: counts }))).toBe(2);
  });

  test('spans that no trace explained are counted', () => {
    const replaced = replaceCounted(sample, {
      seen: new Map([['s', seen(0, 1, 2)]]),
      checked: new Map([['s', counted('s', runs(1, 2))]]),
      counted: [counted('s', runs(1, 2)), counted('u', runs(7, 7, 7))],
    });
    expect(replaced.unexplained).toBe(3);
  });

  test('a component in no sampled trace is named with its spans', () => {
    const fate = { ...FATE, component: 'rare' };
    const replaced = replaceCounted(sample, {
      seen: new Map([
        ['s', seen(0, 1, 2)],
        ['r', { others: 0, fates: [{ fate, spans: 2, runs: runs(9, 9) }] }],
      ]),
      checked: new Map([['s', counted('s', runs(1, 2))]]),
      counted: [counted('s', runs(1, 2)), counted('r', runs(9, 9, 9))],
    });
    expect(replaced.rare).toEqual([{ component: 'rare', spans: 3 }]);
    expect(replaced.state.components.map(({ name }) => name)).toEqual(['search']);
  });
});

describe('what the database answers', () => {
  const zeros = ['0', '0', '0', '0', 0, ''];
  const tokens = ['2', 30, '0', 0, '0', 0, '2', 8, '0', 0];
  const row = ['77', '0', '3', 'b7', 'aa', 'cc', '1767225600000000000', '1767225601000000000'];
  const latency = ['3', '9007199254740993', '2000000', '1', 10, '0+5 3 7+2'];

  test('becomes counts, sums without loss, and bins', () => {
    const [counts] = countsOf([[...row, ...latency, ...zeros, ...tokens, '1', '1500']]).signatures;
    expect(counts).toMatchObject({
      signature: '77',
      n: 3,
      examples: ['aa', 'cc'],
      from: 1_767_225_600_000,
      to: 1_767_225_601_000,
      billed: 1,
      billedSum: { carries: 0, ns: 1500 },
    });
    // 2^53 + 1 nanoseconds: more than a double holds.
    expect(counts?.latency.sum).toEqual({ carries: 2, ns: 1 });
    expect(counts?.latency.max).toBe(2);
    expect(counts?.latency.histogram).toEqual({
      zeros: 1,
      bins: new Map([
        [10, 5],
        [11, 3],
        [18, 2],
      ]),
    });
    expect(counts?.tokens[0]).toEqual({ n: 2, sum: 30 });
  });

  test('tells rejected spans by their reason', () => {
    const rejected = [
      '0',
      '5',
      '4',
      '00f0',
      ...row.slice(4),
      ...latency,
      ...zeros,
      ...tokens,
      '0',
      '0',
    ];
    expect(countsOf([rejected])).toEqual({
      signatures: [],
      rejected: [{ reason: 'ends before it starts', n: 4, first: '00f0' }],
    });
  });

  test('is refused where it is no number', () => {
    expect(() => countsOf([['77', '0', 'many']])).toThrow('answers in a way not known');
  });
});
