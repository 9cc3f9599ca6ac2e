import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Arrivals, exponentialGap, perPeakSecond } from '../../src/cost/arrivals.ts';
import {
  type Hosting,
  hostingPerMonth,
  replicasFor,
  requestsServedBy,
  utilization,
} from '../../src/cost/serving/hosting.ts';
import { pooledPerMonth, pools } from '../../src/cost/serving/pool.ts';
import { cheaperVolumes } from '../../src/solver/costing/breakEven.ts';

fc.configureGlobal({ seed: 20261120 });

const ARRIVALS: Arrivals = { activeHours: 10, peak: 3, gap: exponentialGap(90_000) };

const hosting = (given: Partial<Hosting> = {}): Hosting => ({
  model: 'llama-3.1-8b',
  host: 'a100',
  pool: 'llama-3.1-8b@a100',
  capacity: 1.1,
  saturation: 3.9,
  callsPerRequest: 1,
  perReplica: 1800,
  engineering: 1000,
  spare: 0,
  least: 2,
  spot: null,
  verified: true,
  slots: 100,
  ...given,
});

/** Conversations of 4 calls. */
const requests = (conversations: number) => 4 * conversations;

describe('replicas for the busiest hour', () => {
  test('1,500 conversations of 4 calls in 10 h a day, peak 3x, are 0.0167 calls a second', () => {
    expect(perPeakSecond(requests(1500), ARRIVALS)).toBeCloseTo(0.016_667, 6);
  });

  // methods: p95 within 3 s, two on-demand replicas at least, 10 h of engineering at $100.
  test.each([
    ['a40-int4', 0.34, 432, 20_000, 2, 1864],
    ['a40-int4', 0.34, 432, 100_000, 4, 2728],
    ['a40-int4', 0.34, 432, 500_000, 17, 8344],
    ['l40s', 1.53, 1008, 100_000, 2, 3016],
    ['l40s', 1.53, 1008, 500_000, 4, 5032],
    ['a100', 1.1, 1800, 500_000, 6, 11_800],
    ['a100', 1.1, 1800, 2_000_000, 21, 38_800],
    ['h100', 14, 3024, 2_000_000, 2, 7048],
  ])('%s (%d a second): %s', (_, capacity, perReplica, conversations, replicas, usd) => {
    const own = hosting({ capacity, perReplica });
    expect(replicasFor(own, requests(conversations), ARRIVALS)).toBe(replicas);
    expect(hostingPerMonth(own, requests(conversations), ARRIVALS)).toBeCloseTo(usd, 9);
  });

  test('are never fewer for more requests, and serve what they are said to', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 2 }),
        (capacity, replicas, spare) => {
          const own = hosting({ capacity, spare, least: 1, saturation: capacity / 0.7 });
          const most = requestsServedBy(own, replicas + spare, ARRIVALS);
          expect(replicasFor(own, most * 0.999, ARRIVALS)).toBeLessThanOrEqual(replicas + spare);
          expect(replicasFor(own, most * 1.001, ARRIVALS)).toBe(replicas + spare + 1);
          expect(utilization(own, most, ARRIVALS)).toBeLessThanOrEqual(0.7 + 1e-9);
        },
      ),
    );
  });

  test('spare ones come on top of those the load needs', () => {
    expect(replicasFor(hosting({ spare: 1 }), requests(500_000), ARRIVALS)).toBe(7);
  });
});

describe('pools', () => {
  const load = (given: Partial<Hosting>, conversations: number) => ({
    hosting: hosting(given),
    requests: requests(conversations),
    arrivals: ARRIVALS,
  });

  test('a small agent rides along: the replicas and the people are paid once', () => {
    const one = load({}, 1500);
    expect(pooledPerMonth([one])).toBe(4600);
    expect(pooledPerMonth([one, load({}, 600)])).toBe(4600);
  });

  test('loads add up: 250,000 twice need what 500,000 do', () => {
    const [pool] = pools([load({}, 250_000), load({}, 250_000)]);
    expect(pool?.replicas).toBe(6);
    expect(pool?.utilization).toBeCloseTo(utilization(hosting(), requests(500_000), ARRIVALS), 9);
  });

  test('other models and hosts have pools of their own', () => {
    const other = load({ pool: 'llama-3.2-1b@a100' }, 1500);
    expect(pools([load({}, 1500), other]).map(({ name }) => name)).toEqual([
      'llama-3.1-8b@a100',
      'llama-3.2-1b@a100',
    ]);
  });

  test('never cost more together than apart, nor less than the dearest alone', () => {
    const arbitraryLoad = fc.record({
      conversations: fc.integer({ min: 1, max: 1_000_000 }),
      capacity: fc.double({ min: 0.05, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(arbitraryLoad, { minLength: 1, maxLength: 4 }), (all) => {
        const loads = all.map(({ conversations, capacity }) =>
          load({ capacity, saturation: capacity * 2 }, conversations),
        );
        const alone = loads.map((each) => pooledPerMonth([each]));
        const together = pooledPerMonth(loads);
        expect(together).toBeLessThanOrEqual(alone.reduce((sum, usd) => sum + usd, 0) + 1e-6);
        expect(together).toBeGreaterThanOrEqual(Math.max(...alone) - 1e-6);
      }),
    );
  });
});

describe('break-even volumes (methods: 4 calls a conversation, Haiku $0.0149, Sonnet $0.0448)', () => {
  const volumes = (given: Partial<Hosting>, perConversation: number, most = 4e7) => {
    const own = hosting(given);
    return cheaperVolumes(
      (count) => hostingPerMonth(own, count, ARRIVALS),
      (count) => (perConversation / 4) * count,
      own,
      ARRIVALS,
      most,
    );
  };
  const first = (given: Partial<Hosting>, perConversation: number) =>
    (volumes(given, perConversation)[0]?.from ?? Number.NaN) / 4;

  // 1,008 = $1.40 and 3,024 = $4.20 times 720 hours.
  test.each([
    ['L40S against Haiku', { capacity: 1.53, perReplica: 1008 }, 0.014_92, 206_000],
    ['H100 against Haiku', { capacity: 14, perReplica: 3024 }, 0.014_92, 473_000],
    ['A40 int4 against Sonnet', { capacity: 0.34, perReplica: 432 }, 0.044_76, 42_000],
    ['L40S against Sonnet', { capacity: 1.53, perReplica: 1008 }, 0.044_76, 68_000],
    ['A100 against Sonnet', { capacity: 1.1, perReplica: 1800 }, 0.044_76, 103_000],
    ['H100 against Sonnet', { capacity: 14, perReplica: 3024 }, 0.044_76, 159_000],
  ])('%s', (_, given, perConversation, conversations) => {
    expect(Math.abs(first(given, perConversation) / conversations - 1)).toBeLessThan(0.02);
  });

  test('an A100 never beats Haiku: its replica costs more per request', () => {
    expect(volumes({ capacity: 1.1, perReplica: 1800 }, 0.014_92)).toEqual([]);
  });

  test('are several ranges where every further replica is a step up', () => {
    const ranges = volumes({ capacity: 0.34, perReplica: 432, engineering: 1000 }, 0.0149);
    expect(ranges.length).toBeGreaterThan(1);
    expect(ranges.at(-1)?.to).toBeNull();
  });

  test('are those that trying every volume finds', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.0005, max: 0.01, noNaN: true }),
        fc.integer({ min: 50, max: 600 }),
        fc.integer({ min: 0, max: 400 }),
        (perRequest, perReplica, engineering) => {
          const own = hosting({ capacity: 0.2, perReplica, engineering, least: 1 });
          const hosted = (count: number) => hostingPerMonth(own, count, ARRIVALS);
          const other = (count: number) => perRequest * count;
          const most = 500_000;
          const found = cheaperVolumes(hosted, other, own, ARRIVALS, most);
          const isIn = (count: number) =>
            found.some(({ from, to }) => count >= from && count <= (to ?? Infinity));
          for (let count = 1; count <= most; count += 499)
            expect(isIn(count), `${count}`).toBe(hosted(count) < other(count));
          for (const { from, to } of found) {
            expect(hosted(from)).toBeLessThan(other(from));
            if (to !== null) expect(hosted(to + 1)).toBeGreaterThanOrEqual(other(to + 1));
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
