import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinOutcomes, type Keep } from '../../src/evals/joined.ts';
import { flat, mergedRows } from '../../src/evals/mergedRows.ts';
import { architectureKey, type Outcome, outcomeKey } from '../../src/evals/outcome.ts';
import { tally } from '../../src/evals/tally.ts';
import type { Row } from '../../src/table/schema.ts';

const outcome: fc.Arbitrary<Outcome> = fc
  .record({
    plan: fc.constantFrom('fast', 'careful'),
    verifier: fc.constantFrom('on', 'off'),
    task: fc.option(fc.constantFrom('bookings', 'refunds'), { nil: null }),
    item: fc.constantFrom('a', 'b', 'c', 'd'),
    trial: fc.constantFrom(null, '2'),
    score: fc.constantFrom(0, 1, 0.5, null),
    ms: fc.option(fc.nat(9000), { nil: null }),
    cost: fc.option(fc.constantFrom(0, 0.002, 0.03), { nil: null }),
    isReversed: fc.boolean(),
    at: fc.nat(99),
  })
  .map(({ plan, verifier, isReversed, score, ms, at, ...rest }) => ({
    ...rest,
    // The order of its keys is no part of an architecture.
    architecture: isReversed ? { verifier, plan } : { plan, verifier },
    score,
    failure: score === null ? 'timeout' : null,
    latencyMs: ms,
    at: `run.csv, line ${at}`,
  }));

const outcomes = fc.array(outcome, { maxLength: 40 });

/** What the rules say, item by item: the first answer, or with `last` the last one; failures give way. */
function kept(all: readonly Outcome[], keep: Keep): Map<string, Outcome> {
  const byItem = new Map<string, Outcome[]>();
  for (const each of all)
    byItem.set(outcomeKey(each), [...(byItem.get(outcomeKey(each)) ?? []), each]);
  return new Map(
    [...byItem].map(([key, of]) => {
      const answers = of.filter(({ score }) => score !== null);
      const first = answers[0] ?? of[0]!;
      if (keep !== 'last' || answers.length === 0) return [key, first];
      // The same score again is no news: the one that stands stays.
      let standing = first;
      for (const each of answers) if (each.score !== standing.score) standing = each;
      return [key, standing];
    }),
  );
}

describe('outcomes of several runs', () => {
  it.each(['none', 'first', 'last'] as const)(
    'leave one outcome an item, the one that the rules keep (%s)',
    (keep) => {
      fc.assert(
        fc.property(outcomes, (all) => {
          const joined = joinOutcomes(all, keep);
          const wanted = kept(all, keep);
          expect(joined.outcomes.map(outcomeKey).sort()).toEqual([...wanted.keys()].sort());
          for (const each of joined.outcomes) expect(each).toEqual(wanted.get(outcomeKey(each)));
        }),
      );
    },
  );

  it.each(['none', 'first', 'last'] as const)(
    'are all accounted for: kept, repeated, made good, resolved or contradicted (%s)',
    (keep) => {
      fc.assert(
        fc.property(outcomes, (all) => {
          const {
            outcomes: left,
            repeated,
            retried,
            resolved,
            contradictions,
          } = joinOutcomes(all, keep);
          expect(left.length + repeated + retried + resolved + contradictions.length).toBe(
            all.length,
          );
          if (keep === 'none') expect(resolved).toBe(0);
          else expect(contradictions).toEqual([]);
        }),
      );
    },
  );

  it('joined once more stay as they are', () => {
    fc.assert(
      fc.property(outcomes, (all) => {
        const once = joinOutcomes(all, 'first').outcomes;
        const twice = joinOutcomes(once, 'first');
        expect(twice.outcomes).toEqual(once);
        expect(joinOutcomes([...once, ...once], 'none')).toMatchObject({
          outcomes: once,
          repeated: once.length,
          contradictions: [],
        });
      }),
    );
  });

  it('name both sides of a contradiction, where they stand', () => {
    fc.assert(
      fc.property(outcomes, (all) => {
        for (const { first, second } of joinOutcomes(all, 'none').contradictions) {
          expect(outcomeKey(first)).toBe(outcomeKey(second));
          expect(first.score).not.toBe(second.score);
          expect(all).toContain(first);
          expect(all).toContain(second);
        }
      }),
    );
  });
});

const ITEMS = [null, 'bookings', 'refunds'].flatMap((task) =>
  ['a', 'b', 'c', 'd'].map((item) => ({ task, item })),
);

/** An item as a whole: the mean of the runs that were answered, unanswered where none was. */
function itemOf(runs: readonly Outcome[], task: string | null, item: string) {
  const own = runs.filter((run) => run.task === task && run.item === item);
  const scores = own.flatMap(({ score }) => score ?? []);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return own.length === 0 ? [] : [{ task, score: scores.length === 0 ? null : mean }];
}

describe('a tally', () => {
  const distinct = outcomes.map((all) => joinOutcomes(all, 'first').outcomes);

  it('counts every item once: right, wrong or unanswered, by architecture and task', () => {
    fc.assert(
      fc.property(distinct, (all) => {
        const tallies = tally(all);
        for (const { architecture, passed, failures } of tallies) {
          const runs = all.filter(
            (each) => architectureKey(each.architecture) === architectureKey(architecture),
          );
          const own = ITEMS.flatMap(({ task, item }) => itemOf(runs, task, item));
          for (const task of ['', 'bookings', 'refunds']) {
            const ofTask = own.filter((each) => (each.task ?? '') === task);
            const answered = ofTask.filter(({ score }) => score !== null);
            const right = answered.reduce((sum, { score }) => sum + (score ?? 0), 0);
            expect(passed.get(task) ?? { passed: 0, total: 0 }).toEqual({
              passed: right,
              total: answered.length,
            });
            expect(failures.get(task) ?? 0).toBe(ofTask.length - answered.length);
          }
        }
        expect(tallies.length).toBe(
          new Set(all.map(({ architecture }) => architectureKey(architecture))).size,
        );
      }),
    );
  });

  it('speaks of the latency and the cost of answers only; costs that are all zero are unknown', () => {
    fc.assert(
      fc.property(distinct, (all) => {
        for (const { architecture, latency, cost, onlyZeroCosts } of tally(all)) {
          const answered = all.filter(
            (each) =>
              architectureKey(each.architecture) === architectureKey(architecture) &&
              each.score !== null,
          );
          const times = answered.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b);
          const costs = answered.flatMap((each) => each.cost ?? []);
          const mean = (of: readonly number[]) => of.reduce((a, b) => a + b, 0) / of.length;
          if (times.length === 0) expect(latency).toBeNull();
          else {
            expect(latency?.mean).toBeCloseTo(mean(times), 9);
            expect(latency?.p50).toBe(times[Math.ceil(0.5 * times.length) - 1]);
            expect(latency?.p95).toBe(times[Math.ceil(0.95 * times.length) - 1]);
          }
          const zeros = costs.length > 0 && costs.every((each) => each === 0);
          expect(onlyZeroCosts).toBe(zeros);
          if (costs.length === 0 || zeros) expect(cost).toBeNull();
          else expect(cost).toBeCloseTo(mean(costs), 12);
        }
      }),
    );
  });
});

const counts = fc
  .tuple(fc.nat(50), fc.nat(50))
  .map(([passed, more]) => ({ passed, total: passed + more }));

const row: fc.Arbitrary<Row> = fc
  .record({
    architecture: fc.record({
      plan: fc.constantFrom('fast', 'careful'),
      tools: fc.constantFrom<string | string[]>('all', ['crm', 'web'], ['crm']),
    }),
    passed: fc.dictionary(fc.constantFrom('bookings', 'refunds', 'policy'), counts, { minKeys: 1 }),
    infra_failures: fc.nat(5),
  })
  .map((each) => each as Row);

const rows = fc.array(row, { maxLength: 12 });

/** Passes, items and failures of every architecture and task. */
function totals(list: readonly Row[]): Map<string, [passed: number, total: number]> {
  const sums = new Map<string, [number, number]>();
  for (const { architecture, passed } of list)
    for (const [task, each] of Object.entries(passed)) {
      const key = `${architectureKey(flat(architecture))} ${task}`;
      const [right, all] = sums.get(key) ?? [0, 0];
      sums.set(key, [right + each.passed, all + each.total]);
    }
  return sums;
}

describe('rows of one architecture', () => {
  it('become one row, without losing or gaining an item', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const merged = mergedRows(list);
        const keys = merged.map(({ architecture }) => architectureKey(architecture));
        expect(new Set(keys).size).toBe(keys.length);
        expect(totals(merged as unknown as Row[])).toEqual(totals(list));
        const failures = (of: readonly { infra_failures?: number | undefined }[]) =>
          of.reduce((sum, { infra_failures: n = 0 }) => sum + n, 0);
        expect(failures(merged)).toBe(failures(list));
      }),
    );
  });

  it('add up to the same in any order, and in any grouping', () => {
    fc.assert(
      fc.property(rows, fc.nat(12), (list, cut) => {
        const there = totals(mergedRows(list) as unknown as Row[]);
        expect(totals(mergedRows(list.toReversed()) as unknown as Row[])).toEqual(there);
        const parts = [list.slice(0, cut), list.slice(cut)].flatMap(
          (part) => mergedRows(part) as unknown as Row[],
        );
        expect(totals(mergedRows(parts) as unknown as Row[])).toEqual(there);
      }),
    );
  });

  it('write tools as one word, so that a list and its names are one architecture', () => {
    expect(flat({ tools: ['crm', 'web'], plan: 'fast' })).toEqual({
      plan: 'fast',
      tools: 'crm web',
    });
    expect(
      mergedRows([
        { architecture: { tools: ['crm', 'web'] }, passed: { a: { passed: 1, total: 2 } } },
        { architecture: { tools: 'crm web' }, passed: { a: { passed: 2, total: 3 } } },
      ] as Row[]),
    ).toMatchObject([{ passed: { a: { passed: 3, total: 5 } } }]);
  });
});
