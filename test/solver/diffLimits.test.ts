import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLimits, leeway } from '../../src/solver/diffLimits.ts';
import type { WrittenLimits } from '../../src/solver/result.ts';

const TOOLS = ['crm', 'web', 'pay'];

/** What an architecture does, as far as limits speak of it. */
interface Figures {
  readonly p50: number;
  readonly p95: number;
  readonly accuracy: number;
  readonly refunds: number;
  readonly perRequest: number;
  readonly tools: readonly string[];
}

/** Whether an architecture keeps limits, by their words alone. */
function keeps(found: Figures, limits: WrittenLimits): boolean {
  const { latency, deadline, accuracy, tools, cost } = limits;
  const times = { p50: found.p50, p95: found.p95 };
  const wanted = tools === 'all' ? TOOLS : 'atLeast' in tools ? [] : tools;
  const least = typeof tools === 'object' && 'atLeast' in tools ? tools.atLeast : 0;
  return (
    Object.entries(latency ?? {}).every(([p, ms]) => times[p as 'p50' | 'p95'] <= ms) &&
    found.p95 <= (deadline ?? Number.POSITIVE_INFINITY) &&
    found.accuracy >= (accuracy?.atLeast ?? 0) &&
    found.refunds >= (accuracy?.tasks['refunds'] ?? 0) &&
    found.perRequest <= (cost?.perRequest ?? Number.POSITIVE_INFINITY) &&
    wanted.every((tool) => found.tools.includes(tool)) &&
    found.tools.length >= least
  );
}

const ms = fc.constantFrom(1000, 2000, 3000);
const share = fc.constantFrom(0.8, 0.9, 0.95);
const some = fc.subarray(TOOLS);

const limits: fc.Arbitrary<WrittenLimits> = fc.record({
  latency: fc.option(fc.record({ p50: ms, p95: ms }, { requiredKeys: [] })),
  ttft: fc.constant(null),
  progress: fc.constant(null),
  deadline: fc.option(ms),
  accuracy: fc.option(
    fc.record({
      atLeast: share,
      eval: fc.constant('standard'),
      tasks: fc.oneof(
        fc.constant({}),
        share.map((refunds) => ({ refunds })),
      ),
    }),
  ),
  tools: fc.oneof(
    fc.constant('all' as const),
    some,
    fc.record({ atLeast: fc.integer({ min: 0, max: 3 }) }),
  ),
  cost: fc.option(
    fc.record({
      perRequest: fc.option(fc.constantFrom(0.01, 0.02)),
      perConversation: fc.constant(null),
      perMonth: fc.constant(null),
    }),
  ),
});

/** All architectures that limits like these can tell apart. */
const EVERY: readonly Figures[] = [500, 1500, 2500, 3500].flatMap((p95) =>
  [0.7, 0.85, 0.92, 0.99].flatMap((accuracy) =>
    [0.005, 0.015, 0.5].flatMap((perRequest) =>
      [[], ['crm'], ['web', 'pay'], TOOLS].map((tools) => ({
        p50: p95 - 400,
        p95,
        accuracy,
        refunds: accuracy,
        perRequest,
        tools,
      })),
    ),
  ),
);

describe('limits against what they were', () => {
  it('loosened ones are kept by all that kept them, tightened ones by no other', () => {
    fc.assert(
      fc.property(limits, limits, (a, b) => {
        const room = leeway(a, b);
        const lost = EVERY.some((each) => keeps(each, a) && !keeps(each, b));
        const gained = EVERY.some((each) => !keeps(each, a) && keeps(each, b));
        const mayLose = room === 'tightened' || room === 'changed';
        const mayGain = room === 'loosened' || room === 'changed';
        expect([lost && !mayLose, gained && !mayGain]).toEqual([false, false]);
      }),
    );
  });

  it('are the other way about when the sides change places, and list what changed or nothing', () => {
    const turned = {
      same: 'same',
      loosened: 'tightened',
      tightened: 'loosened',
      changed: 'changed',
    } as const;
    fc.assert(
      fc.property(limits, limits, (a, b) => {
        expect(leeway(b, a)).toBe(turned[leeway(a, b)]);
        expect(diffLimits('desk', a, b).length === 0).toBe(leeway(a, b) === 'same');
      }),
    );
  });

  it('one that is stated anew is tighter than none, one by one', () => {
    fc.assert(
      fc.property(limits, fc.constantFrom('latency', 'accuracy', 'cost', 'deadline'), (a, key) => {
        const without = { ...a, [key]: null };
        expect(['same', 'tightened']).toContain(leeway(without, a));
        expect(['same', 'loosened']).toContain(leeway(a, without));
      }),
    );
  });

  it('tools in another order are the same wish', () => {
    const wish = (tools: WrittenLimits['tools']): WrittenLimits => ({
      latency: null,
      ttft: null,
      progress: null,
      deadline: null,
      accuracy: null,
      cost: null,
      tools,
    });
    expect(leeway(wish(['crm', 'web']), wish(['web', 'crm']))).toBe('same');
    expect(leeway(wish('all'), wish(['web']))).toBe('loosened');
    expect(leeway(wish({ atLeast: 1 }), wish({ atLeast: 2 }))).toBe('tightened');
    expect(leeway(wish(['crm']), wish(['web']))).toBe('changed');
  });
});
