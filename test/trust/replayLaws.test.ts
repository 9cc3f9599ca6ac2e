import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafOf } from '../../src/latency/leafOf.ts';
import type { Choices } from '../../src/solver/choices.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import type { Problem } from '../../src/solver/problem.ts';
import type { ObservedRequest } from '../../src/trust/observed.ts';
import { rebuilt } from '../../src/trust/rebuilt.ts';
import { Replay } from '../../src/trust/replay.ts';
import { traced } from '../../src/trust/traced.ts';
import { NEXT, PROBLEM, TODAY } from '../support/dependentTraces.ts';
import { choose, point, problem, step, type Flow } from '../support/problems.ts';

/** What replaying does to single requests, whose times are known. */

const NAMES = ['plan', 'retrieval', 'crm', 'web', 'files', 'calendar', 'answer', 'verifier'];
const TOOLS = ['crm', 'web', 'files', 'calendar'];

interface Times {
  readonly steps: readonly number[];
  /** The agent's own code, at the end. */
  readonly own: number;
}

const times: fc.Arbitrary<Times> = fc.record({
  steps: fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 8, maxLength: 8 }),
  own: fc.nat(900),
});

const many = fc.array(times, { minLength: 1, maxLength: 30 });

/** One after the other, as {@link TODAY} has them. */
function requestOf({ steps, own }: Times): ObservedRequest {
  let at = 0;
  const runs = NAMES.map((component, place) => {
    const isModel = component === 'plan';
    const durationMs = steps[place] ?? 0;
    const run = {
      component,
      model: isModel ? 'm' : null,
      effort: isModel ? 'low' : null,
      variant: isModel ? 'low' : null,
      startMs: at,
      endMs: at + durationMs,
      durationMs,
      failed: false,
      tokens: null,
    };
    at += durationMs;
    return run;
  });
  return {
    agent: 'made-up',
    startedMs: 0,
    failed: false,
    latencyMs: at + own,
    ttftMs: null,
    progressMs: null,
    runs,
  };
}

function replayed(all: readonly Times[], choices: Choices, seed = 1): number[] {
  const observed = traced(PROBLEM, all.map(requestOf));
  return [...new Replay(PROBLEM, observed, seed).times(choices)];
}

const of = (each: Times, name: string): number => each.steps[NAMES.indexOf(name)] ?? 0;
const total = (each: Times): number => each.steps.reduce((a, b) => a + b, 0) + each.own;

function today(over: Readonly<Record<string, string>>, rest: Partial<Choices> = {}): Choices {
  return { ...TODAY, values: new Map([...TODAY.values, ...Object.entries(over)]), ...rest };
}

/** Where nothing overlaps tools are taken as in a row, whatever they take. */
const inARow = (all: readonly Times[]): boolean =>
  traced(PROBLEM, all.map(requestOf)).order === 'series';

describe('replaying requests', () => {
  it('as they ran gives what they took, to the millisecond', () => {
    fc.assert(
      fc.property(many, (all) => {
        fc.pre(inARow(all));
        replayed(all, TODAY).forEach((ms, at) => expect(ms).toBeCloseTo(total(all[at]!), 6));
      }),
    );
  });

  it('without a step takes its time off each of them', () => {
    fc.assert(
      fc.property(many, (all) => {
        fc.pre(inARow(all));
        replayed(all, today({ verifier: 'off' })).forEach((ms, at) =>
          expect(ms).toBeCloseTo(total(all[at]!) - of(all[at]!, 'verifier'), 6),
        );
      }),
    );
  });

  it('with tools at once leaves the longest of them', () => {
    fc.assert(
      fc.property(many, fc.subarray(TOOLS), (all, kept) => {
        fc.pre(inARow(all));
        replayed(all, today({}, { tools: kept, order: 'parallel' })).forEach((ms, at) => {
          const tools = TOOLS.map((name) => of(all[at]!, name));
          const rest = total(all[at]!) - tools.reduce((a, b) => a + b, 0);
          const longest = Math.max(0, ...kept.map((name) => of(all[at]!, name)));
          expect(ms).toBeCloseTo(rest + longest, 6);
        });
      }),
    );
  });

  it('with fewer tools is never slower', () => {
    fc.assert(
      fc.property(
        many,
        fc.subarray(TOOLS),
        fc.constantFrom('series' as const, 'parallel' as const),
        (all, kept, order) => {
          const fewer = replayed(all, today({}, { tools: kept, order }));
          const more = replayed(all, today({}, { tools: TOOLS, order }));
          fewer.forEach((ms, at) => expect(ms).toBeLessThanOrEqual(more[at]! + 1e-9));
        },
      ),
    );
  });

  it('in another variant keeps who was slow: ranks are those of the step that it replaces', () => {
    fc.assert(
      fc.property(many, (all) => {
        fc.pre(inARow(all));
        const swapped = replayed(all, today({ plan: 'high' }));
        const plans = swapped.map((ms, at) => ms - total(all[at]!) + of(all[at]!, 'plan'));
        const bySpeed = all
          .map((each, at) => ({ before: of(each, 'plan'), after: plans[at] ?? NaN }))
          .toSorted((a, b) => a.before - b.before);
        bySpeed.slice(1).forEach(({ before, after }, at) => {
          const faster = bySpeed[at]!;
          if (before === faster.before) expect(after).toBeCloseTo(faster.after, 6);
          else expect(after).toBeGreaterThan(faster.after);
        });
      }),
    );
  });

  it('in another variant takes the times of its law at evenly spaced ranks', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 2 }), (plans) => {
        const all = plans.map((plan) => ({ steps: [plan, 1, 1, 1, 1, 1, 1, 1], own: 0 }));
        fc.pre(inARow(all));
        const found = replayed(all, today({ plan: 'high' }))
          .map((ms) => ms - 7)
          .toSorted((a, b) => a - b);
        const law = leafOf(PROBLEM.steps[0]!.options[1]!.latency);
        found.forEach((ms, at) =>
          expect(ms).toBeCloseTo(law.quantile((at + 0.5) / plans.length), 6),
        );
      }),
    );
  });

  it('in another order gives the same times in that order', () => {
    fc.assert(
      fc.property(many, (all) => {
        fc.pre(inARow(all));
        const there = replayed(all, NEXT);
        expect(replayed(all.toReversed(), NEXT)).toEqual(there.toReversed());
      }),
    );
  });

  it('draws nothing where all of it was traced: the seed leaves no mark', () => {
    fc.assert(
      fc.property(many, fc.integer(), (all, seed) => {
        expect(replayed(all, NEXT, seed)).toEqual(replayed(all, NEXT, 1));
      }),
    );
  });
});

/** Blocks of steps with fixed times, nested. */
type Nested = { readonly ms: number } | { readonly kind: 'row' | 'beside'; readonly of: Nested[] };

const nested: fc.Arbitrary<Nested> = fc.letrec<{ block: Nested; leaf: Nested; group: Nested }>(
  (tie) => ({
    block: fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('group')),
    leaf: fc.record({ ms: fc.integer({ min: 1, max: 1000 }) }),
    group: fc.record({
      kind: fc.constantFrom('row' as const, 'beside' as const),
      of: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    }),
  }),
).block;

function longest(block: Nested): number {
  if ('ms' in block) return block.ms;
  const parts = block.of.map(longest);
  return block.kind === 'row' ? parts.reduce((a, b) => a + b, 0) : Math.max(...parts);
}

function problemOf(block: Nested): { readonly problem: Problem; readonly ms: number[] } {
  const ms: number[] = [];
  const flow = (each: Nested): Flow => {
    if ('ms' in each) {
      ms.push(each.ms);
      return step(`s${ms.length - 1}`, point(each.ms));
    }
    const parts = each.of.map(flow);
    return each.kind === 'row' ? { sequence: parts } : { parallel: parts.map((part) => [part]) };
  };
  return { problem: problem([flow(block)]), ms };
}

describe('the critical path of a workflow', () => {
  it('is the longest way through it, as composing fixed times says, too', () => {
    fc.assert(
      fc.property(nested, (block) => {
        const { problem: made, ms } = problemOf(block);
        const column = (name: string) => Float64Array.of(ms[Number(name.slice(1))] ?? NaN);
        const [whole] = rebuilt(made, 'series', 1, column);
        expect(whole).toBe(longest(block));
        const composed = latencyEvaluator(made).at(choose(made), 'latency', 0.5);
        expect(Math.abs((composed ?? 0) / longest(block) - 1)).toBeLessThan(1e-3);
      }),
    );
  });

  it('counts steps that never ran as nothing', () => {
    fc.assert(
      fc.property(nested, (block) => {
        const { problem: made } = problemOf(block);
        expect([...rebuilt(made, 'series', 3, () => undefined)]).toEqual([0, 0, 0]);
      }),
    );
  });
});
