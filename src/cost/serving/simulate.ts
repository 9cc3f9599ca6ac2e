import { requestsAt } from './draws.ts';
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

/** Takes down what happens to requests, by their place in order of arrival. */
interface Ledger {
  first(index: number, seconds: number): void;
  /** @returns false to end the simulation */
  whole(index: number, seconds: number): boolean;
}

/** Times of requests at a load. The same seed gives the same times. */
export function simulate(service: Service, rate: number, requests: number, seed: number): Times {
  const skipped = Math.floor(requests * WARM_UP);
  const first = new Float64Array(requests - skipped);
  const whole = new Float64Array(requests - skipped);
  play(service, rate, requests, seed, {
    first(index, seconds) {
      if (index >= skipped) first[index - skipped] = seconds;
    },
    whole(index, seconds) {
      if (index >= skipped) whole[index - skipped] = seconds;
      return true;
    },
  });
  return { first: first.sort(), whole: whole.sort() };
}

/**
 * Whether a percentile of the simulated times (nearest rank) is at most a number of seconds. Ends as
 * soon as too many took longer.
 */
export function keeps(
  service: Service,
  rate: number,
  { p, seconds: limit }: { readonly p: number; readonly seconds: number },
  requests: number,
  seed: number,
): boolean {
  const skipped = Math.floor(requests * WARM_UP);
  const counted = requests - skipped;
  const mayTakeLonger = counted - Math.min(counted, Math.ceil(p * counted));
  let longer = 0;
  play(service, rate, requests, seed, {
    first: () => undefined,
    whole(index, seconds) {
      if (index >= skipped && !(seconds <= limit)) longer += 1;
      return longer <= mayTakeLonger;
    },
  });
  return longer <= mayTakeLonger;
}

/**
 * Plays an engine step by step, as vLLM schedules: a waiting prompt is read as soon as a slot is free,
 * else every sequence in service gets one token. Requests come at random (Poisson). Stretches of equal
 * steps are taken at once, so that a request costs a few operations.
 *
 * @param rate requests a second; above what the engine can serve, times grow without bound
 */
function play(
  { step, shape, slots, outputSpread }: Service,
  rate: number,
  requests: number,
  seed: number,
  record: Ledger,
): void {
  const lengths = { output: shape.output, spread: outputSpread };
  const { arrivals, outputs } = requestsAt(rate, lengths, requests, seed);
  const prompt = step.prefill(shape.input);
  const running = new FinishQueue();
  let now = 0;
  let steps = 0;
  let context = 0;
  let next = 0;
  const finish = (index: number) => record.whole(index, now - arrivals[index]!);
  while (next < requests || running.size > 0) {
    if (running.size === 0 && next < requests) now = Math.max(now, arrivals[next]!);
    while (next < requests && running.size < slots && arrivals[next]! <= now) {
      now += prompt;
      record.first(next, now - arrivals[next]!);
      const output = outputs[next]!;
      if (output <= 1) {
        if (!finish(next)) return;
      } else {
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
      ? Math.min(untilFinish, stepsWithin(each, growth, arrivals[next]! - now))
      : untilFinish;
    now += count * each + (growth * count * (count - 1)) / 2;
    steps += count;
    context += count * sequences;
    while (running.size > 0 && running.next <= steps) {
      const index = running.take();
      context -= shape.input + outputs[index]!;
      if (!finish(index)) return;
    }
  }
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
