import { FinishQueue } from './finishQueue.ts';
import type { Shape } from './hardware.ts';
import type { StepTime } from './stepTime.ts';

/** One GPU replica under an open load. */
export interface Service {
  readonly step: StepTime;
  readonly shape: Shape;
  /** Requests in service at once. */
  readonly slots: number;
  /** Standard deviation of the output length, as a share of its mean (log-normal); 0 for none. */
  readonly outputSpread: number;
}

/** Seconds of every simulated request, each list ascending. */
export interface Times {
  readonly first: Float64Array;
  readonly whole: Float64Array;
}

/** Requests at the start that find the engine emptier than it will be; left out. */
const WARM_UP = 0.1;

/**
 * Plays an engine step by step, as vLLM schedules: a waiting prompt is read as soon as a slot is free,
 * else every sequence in service gets one token. Requests come at random (Poisson). Stretches of equal
 * steps are taken at once, so that a request costs a few operations. The same seed gives the same times.
 *
 * @param rate requests a second; above what the engine can serve, times grow without bound
 */
export function simulate(service: Service, rate: number, requests: number, seed: number): Times {
  const { step, shape, slots, outputSpread } = service;
  const random = uniform(seed);
  const skipped = Math.floor(requests * WARM_UP);
  const first = new Float64Array(requests - skipped);
  const whole = new Float64Array(requests - skipped);
  const arrivals = new Float64Array(requests);
  const outputs = new Float64Array(requests);
  for (let index = 0, at = 0; index < requests; index++) {
    at -= Math.log(1 - random()) / rate;
    arrivals[index] = at;
    outputs[index] = outputLength(shape.output, outputSpread, random);
  }
  const prompt = step.prefill(shape.input);
  const running = new FinishQueue();
  let now = 0;
  let steps = 0;
  let context = 0;
  let next = 0;
  const finish = (index: number) => {
    if (index >= skipped) whole[index - skipped] = now - (arrivals[index] ?? 0);
  };
  while (next < requests || running.size > 0) {
    if (running.size === 0 && next < requests) now = Math.max(now, arrivals[next] ?? 0);
    while (next < requests && running.size < slots && (arrivals[next] ?? 0) <= now) {
      now += prompt;
      if (next >= skipped) first[next - skipped] = now - (arrivals[next] ?? 0);
      const output = outputs[next] ?? 1;
      if (output <= 1) finish(next);
      else {
        running.add(steps + output - 1, next);
        context += shape.input + 1;
      }
      next += 1;
    }
    if (running.size === 0) continue;
    const sequences = running.size;
    const each = step.decode(sequences, context);
    const growth = step.perContextToken * sequences;
    const untilFinish = running.next - steps;
    const wakes = next < requests && sequences < slots;
    const count = wakes
      ? Math.min(untilFinish, stepsWithin(each, growth, (arrivals[next] ?? 0) - now))
      : untilFinish;
    now += count * each + (growth * count * (count - 1)) / 2;
    steps += count;
    context += count * sequences;
    while (running.size > 0 && running.next <= steps) {
      const index = running.take();
      context -= shape.input + (outputs[index] ?? 1);
      finish(index);
    }
  }
  return { first: first.sort(), whole: whole.sort() };
}

/** Fewest steps, each longer than the one before by `growth`, that take `seconds` or more; at least 1. */
function stepsWithin(each: number, growth: number, seconds: number): number {
  const linear = each - growth / 2;
  const count =
    growth === 0
      ? seconds / each
      : (Math.sqrt(linear * linear + 2 * growth * Math.max(0, seconds)) - linear) / growth;
  return Math.max(1, Math.ceil(count));
}

/** Log-normal with the given mean, at least one token. */
function outputLength(mean: number, spread: number, random: () => number): number {
  if (spread === 0) return Math.max(1, Math.round(mean));
  const variance = Math.log(1 + spread ** 2);
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.max(1, Math.round(mean * Math.exp(Math.sqrt(variance) * normal - variance / 2)));
}

/** Even numbers in 0..1: a 32-bit multiply-and-shift generator (mulberry32, public domain). */
function uniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
