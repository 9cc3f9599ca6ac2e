import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { availability, replicaAvailability } from '../../src/cost/serving/availability.ts';
import { calibrated } from '../../src/cost/serving/calibrate.ts';
import { capacity, PLANNED_LOAD, saturation, timesAt } from '../../src/cost/serving/capacity.ts';
import { FinishQueue } from '../../src/cost/serving/finishQueue.ts';
import { kvPerToken, kvRoom, slots, weights } from '../../src/cost/serving/memory.ts';
import { keeps, type Service, simulate } from '../../src/cost/serving/simulate.ts';
import { idleTime, stepTime, throughput, timePerToken } from '../../src/cost/serving/stepTime.ts';
import {
  errorsOf,
  measuredSilicon,
  measuredTables,
  predicted,
  predictedThroughput,
  present,
} from './support/measuredServing.ts';
import { type Precision, served } from './support/servingModels.ts';

fc.configureGlobal({ seed: 20261120 });

/** A percentile of ascending times, nearest rank. */
function percentileOf(times: Float64Array, p: number): number {
  return times[Math.ceil(p * times.length) - 1] ?? 0;
}

function service(
  gpu: string,
  precision: Precision,
  shape = { input: 3000, output: 120 },
  outputSpread = 0,
): Service {
  const found = served('llama-3.1-8b', gpu, precision);
  return {
    step: stepTime(found.gpu, found.model),
    shape,
    slots: slots(found.gpu, found.model, shape),
    outputSpread,
  };
}

describe('memory', () => {
  test('Llama 8B holds 16.1 GB of weights at bf16 and 131,072 bytes of cache per token', () => {
    const { model } = served('llama-3.1-8b', 'a100', 'bf16');
    expect(weights(model)).toBeCloseTo(16.06e9, -7);
    expect(kvPerToken(model)).toBe(131_072);
  });

  test('70B holds 327,680 bytes per token at bf16, half of that at fp8', () => {
    expect(kvPerToken(served('llama-3.3-70b', 'h100', 'bf16').model)).toBe(327_680);
    expect(kvPerToken(served('llama-3.3-70b', 'h100', 'fp8').model)).toBe(163_840);
  });

  test('70B at fp8 on two H100 serves 88 requests of 5,500 tokens; 86 were seen in service', () => {
    const { gpu, model } = served('llama-3.3-70b', 'h100', 'fp8', 2);
    expect(slots(gpu, model, { input: 5000, output: 500 })).toBe(88);
  });

  test('70B at bf16 does not fit on an A40 or an H100', () => {
    for (const host of ['a40', 'h100']) {
      const { gpu, model } = served('llama-3.3-70b', host, 'bf16');
      expect(kvRoom(gpu, model)).toBeLessThan(0);
      expect(slots(gpu, model, { input: 10, output: 10 })).toBe(0);
    }
  });
});

describe('an idle engine, 8B, 3,000 tokens in and 120 out', () => {
  test.each([
    ['l4', 'fp8', 4.45],
    ['a40', 'bf16', 3.93],
    ['a40', 'int4', 1.62],
    ['l40s', 'fp8', 1.66],
    ['a100', 'bf16', 1.54],
    ['h100', 'fp8', 0.58],
    ['h200', 'fp8', 0.48],
    ['b200', 'fp8', 0.37],
  ] as const)('%s at %s answers in %d s', (gpu, precision, seconds) => {
    const { step, shape } = service(gpu, precision);
    expect(Math.abs(idleTime(step, shape) - seconds)).toBeLessThan(0.02);
  });

  test('so an 8B on an A40 takes 2 to 3 s for 60 to 95 tokens only: 2.0, 2.6, 3.2 and 6.1 s', () => {
    for (const [output, seconds] of [
      [60, 2],
      [80, 2.6],
      [100, 3.2],
      [200, 6.1],
    ] as const) {
      const { step, shape } = service('a40', 'bf16', { input: 2000, output });
      expect(Math.abs(idleTime(step, shape) - seconds)).toBeLessThan(0.1);
    }
  });
});

describe('a simulated engine', () => {
  test.each([
    ['l4', 'fp8', 0, 0],
    ['a40', 'int4', 0.03, 0.34],
    ['l40s', 'fp8', 0.32, 1.53],
    ['a100', 'bf16', 0.27, 1.1],
    ['h100', 'fp8', 11.2, 14],
    ['h200', 'fp8', 12, 14.6],
  ] as const)(
    '%s at %s takes about %d a second under 2 s at p95, %d under 3 s',
    (gpu, precision, two, three) => {
      const own = service(gpu, precision);
      // Published to two digits, from another simulation of the same scheduler.
      const most = PLANNED_LOAD * saturation(own);
      expect(Math.abs(capacity(own, 0.95, 2) - Math.min(two, most))).toBeLessThan(
        0.02 + 0.12 * two,
      );
      expect(Math.abs(capacity(own, 0.95, 3) - Math.min(three, most))).toBeLessThan(
        0.02 + 0.12 * three,
      );
    },
  );

  test.each([
    [0.1, 3.5, 4.2],
    [0.3, 4.3, 6.2],
    [0.5, 5.9, 9.6],
  ])('an A40, 2,000 in and 100 out, at a load of %d: p50 %d s, p95 %d s', (load, p50, p95) => {
    const own = service('a40', 'bf16', { input: 2000, output: 100 });
    const { whole } = simulate(own, load * saturation(own), 20_000, 1);
    expect(Math.abs(percentileOf(whole, 0.5) / p50 - 1)).toBeLessThan(0.06);
    expect(Math.abs(percentileOf(whole, 0.95) / p95 - 1)).toBeLessThan(0.12);
  });

  test('finds nobody there where nobody comes: every time is that of an idle engine', () => {
    const own = service('a100', 'bf16');
    const { first, whole } = timesAt(own, 0);
    const idle = idleTime(own.step, own.shape);
    expect(first.every((seconds) => Math.abs(seconds / own.step.prefill(3000) - 1) < 1e-6)).toBe(
      true,
    );
    expect(whole.every((seconds) => Math.abs(seconds / idle - 1) < 0.001)).toBe(true);
  });

  test('answers alike for the same seed, and in order', () => {
    const own = service('a100', 'bf16');
    const one = simulate(own, 1, 500, 3).whole;
    expect(simulate(own, 1, 500, 3).whole).toEqual(one);
    expect(simulate(own, 1, 500, 4).whole).not.toEqual(one);
    expect([...one]).toEqual([...one].sort((a, b) => a - b));
  });

  test('is as fast as an idle one when hardly anybody asks', () => {
    const own = service('h100', 'fp8');
    const { whole, first } = simulate(own, 1e-4, 500, 1);
    expect(percentileOf(whole, 0.5)).toBeCloseTo(idleTime(own.step, own.shape), 3);
    expect(percentileOf(first, 0.95)).toBeCloseTo(own.step.prefill(3000), 6);
  });

  test('takes stretches of equal steps at once and gets what single steps give', () => {
    const own = { ...service('a40', 'bf16', { input: 800, output: 60 }), slots: 6 };
    for (const load of [0.3, 0.9]) {
      const rate = load * saturation(own);
      const quick = simulate(own, rate, 400, 5).whole;
      const slow = stepByStep(own, rate, 400, 5);
      for (let index = 0; index < quick.length; index++)
        expect(quick[index]).toBeCloseTo(slow[index] ?? 0, 6);
    }
  });

  test('keeps a limit where the percentile of all its times does, at the last digit', () => {
    const own = service('a40', 'bf16', { input: 2000, output: 100 }, 0.5);
    for (const load of [0.1, 0.4, 0.7, 1.2]) {
      const rate = load * saturation(own);
      const { whole } = simulate(own, rate, 500, 7);
      for (const p of [0.5, 0.9, 0.95, 0.99]) {
        const seconds = percentileOf(whole, p);
        expect(keeps(own, rate, { p, seconds }, 500, 7)).toBe(true);
        expect(keeps(own, rate, { p, seconds: seconds * (1 - 1e-12) }, 500, 7)).toBe(false);
      }
    }
  });

  test('gets slower with load, at every percentile', () => {
    const own = service('a100', 'bf16', { input: 3000, output: 120 }, 0.5);
    const loads = [0.1, 0.3, 0.5, 0.7, 0.9].map(
      (load) => timesAt(own, load * saturation(own)).whole,
    );
    for (const p of [0.5, 0.95]) {
      const times = loads.map((whole) => percentileOf(whole, p));
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  test('takes fewer requests the tighter the limit, never more than the planned load', () => {
    const own = service('h100', 'fp8');
    const rates = [0.6, 1, 2, 4, Infinity].map((limit) => capacity(own, 0.95, limit));
    expect(rates).toEqual([...rates].sort((a, b) => a - b));
    expect(rates.at(-1)).toBe(PLANNED_LOAD * saturation(own));
  });
});

/** The same engine, one step at a time: slow, and plainly what is meant. */
function stepByStep(own: Service, rate: number, requests: number, seed: number): Float64Array {
  const { step, shape } = own;
  const arrivals = arrivalsOf(rate, requests, seed);
  const ends = new Float64Array(requests);
  let active: { index: number; left: number; context: number }[] = [];
  let now = 0;
  let next = 0;
  while (next < requests || active.length > 0) {
    if (active.length === 0) now = Math.max(now, arrivals[next] ?? 0);
    while (next < requests && active.length < own.slots && (arrivals[next] ?? 0) <= now) {
      now += step.prefill(shape.input);
      active.push({ index: next, left: shape.output - 1, context: shape.input + 1 });
      next += 1;
    }
    now += step.decode(
      active.length,
      active.reduce((sum, { context }) => sum + context, 0),
    );
    active.forEach((each) => {
      each.left -= 1;
      each.context += 1;
      if (each.left === 0) ends[each.index] = now - (arrivals[each.index] ?? 0);
    });
    active = active.filter(({ left }) => left > 0);
  }
  return ends.slice(requests / 10).sort();
}

/** Arrivals as the simulation draws them: read off an engine that answers at once. */
function arrivalsOf(rate: number, requests: number, seed: number): number[] {
  const gaps: number[] = [];
  let state = seed | 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  let at = 0;
  for (let index = 0; index < requests; index++) {
    at -= Math.log(1 - uniform()) / rate;
    gaps.push(at);
  }
  return gaps;
}

describe('a queue of finishes', () => {
  test('gives them back in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 })), (steps) => {
        const queue = new FinishQueue();
        steps.forEach((step, index) => queue.add(step, index));
        const taken = steps.map(() => {
          const { next } = queue;
          expect(steps[queue.take()]).toBe(next);
          return next;
        });
        expect(taken).toEqual([...steps].sort((a, b) => a - b));
        expect(queue.next).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });
});

describe('spot machines', () => {
  const terms = { hoursBetween: 24, hoursToRestore: 1 / 6, poolLoss: 0 };

  test('lost once a day and back in 10 minutes are up 99.31% of the time', () => {
    expect(replicaAvailability(terms)).toBeCloseTo(0.9931, 4);
  });

  test('one of two is up 99.995%, but a pool gone an hour a week is 99.4% at best', () => {
    expect(availability(terms, 2, 1)).toBeCloseTo(0.99995, 5);
    expect(availability({ ...terms, poolLoss: 1 / 168 }, 2, 1)).toBeCloseTo(0.994, 3);
  });

  test('are the safer the more spare ones there are', () => {
    const up = [2, 3, 4, 5].map((replicas) => availability(terms, replicas, 2));
    expect(up).toEqual([...up].sort((a, b) => a - b));
  });
});

describe('a GPU scaled to one measured pair', () => {
  const { gpu, model } = served('llama-3.1-8b', 'h100', 'bf16');

  test('predicts that pair', () => {
    const measured = { input: 1024, output: 128, timePerToken: 0.00648, firstToken: 0.03 };
    const scaled = calibrated(gpu, model, measured);
    if (scaled === null) throw new Error('it can be scaled');
    const step = stepTime(scaled, model);
    expect(step.decode(1, 1024 + 64)).toBeCloseTo(0.00648, 9);
    expect(step.prefill(1024)).toBeCloseTo(0.03, 9);
  });

  test('keeps what was not measured', () => {
    const measured = { input: 1024, output: 128, timePerToken: 0.008, firstToken: null };
    expect(calibrated(gpu, model, measured)?.mfu).toBe(gpu.mfu);
  });

  test('cannot be scaled to what no share of its speed explains', () => {
    const measured = { input: 1024, output: 128, timePerToken: 1e-6, firstToken: null };
    expect(calibrated(gpu, model, measured)).toBeNull();
  });
});

describe('single published runs', () => {
  const at = (gpu: string, precision: Precision, model: string, count = 1) => {
    const found = served(model, gpu, precision, count);
    return stepTime(found.gpu, found.model);
  };

  test('A40, 8B at bf16, 50 at once, 100 in and 443 out: 35.96 ms a token, within 5%', () => {
    const step = at('a40', 'bf16', 'llama-3.1-8b');
    const time = timePerToken(step, { input: 100, output: 443 }, 50);
    expect(Math.abs(time / 0.035_96 - 1)).toBeLessThan(0.05);
  });

  test('70B fp8 on two H100, 5,000 in and 500 out, one at a time: 18.58 ms a token, within 5%', () => {
    const step = at('h100', 'fp8', 'llama-3.3-70b', 2);
    expect(
      Math.abs(timePerToken(step, { input: 5000, output: 500 }, 1) / 0.018_58 - 1),
    ).toBeLessThan(0.05);
  });

  test('L4, Qwen 0.5B, 256 in and 128 out: 5.1 ms a token alone, within 8%', () => {
    const step = at('l4', 'bf16', 'qwen2.5-0.5b');
    expect(Math.abs(timePerToken(step, { input: 256, output: 128 }, 1) / 0.0051 - 1)).toBeLessThan(
      0.08,
    );
  });

  test('work is conserved: throughput times GPU seconds is one', () => {
    const { step, shape } = service('h100', 'fp8');
    for (const sequences of [1, 8, 64])
      expect(throughput(step, shape, sequences)).toBeGreaterThan(0);
    expect(throughput(step, shape, 64)).toBeGreaterThan(throughput(step, shape, 8));
  });
});

const skipped = present ? '' : ' (skipped: ../shared/data/serving/gpu is absent)';

describe.skipIf(!present)(`errors against published measurements${skipped}`, () => {
  const silicon = present ? measuredSilicon().map((row) => ({ row, guess: predicted(row) })) : [];
  const perToken = silicon.map(({ row, guess }) => ({
    row,
    predicted: guess.perToken,
    measured: row.perToken,
  }));

  test('time per token, 1,042 runs on H100, H200 and B200: 16.9% on average at most', () => {
    const { n, mean } = errorsOf(perToken);
    expect(n).toBe(1042);
    expect(mean).toBeLessThan(0.169);
  });

  test('time of a whole request, the same runs: 12.6% at most', () => {
    const { mean } = errorsOf(
      silicon.map(({ row, guess }) => ({
        predicted: guess.whole,
        measured: row.firstToken + (row.shape.output - 1) * row.perToken,
      })),
    );
    expect(mean).toBeLessThan(0.126);
  });

  test('time per token of vLLM on H100, 138 runs: 7.05% at most', () => {
    const own = perToken.filter(({ row }) => row.engine === 'vllm' && row.gpu === 'h100');
    const { n, mean } = errorsOf(own);
    expect(n).toBe(138);
    expect(mean).toBeLessThan(0.0705);
  });

  test('tokens a second offline, 194 published figures of TensorRT-LLM: 17.0% at most', () => {
    const { n, mean } = errorsOf(
      measuredTables().map((row) => ({
        predicted: predictedThroughput(row),
        measured: row.perSecond,
      })),
    );
    expect(n).toBe(194);
    expect(mean).toBeLessThan(0.17);
  });
});
