import type { Gpu, ServedModel } from './hardware.ts';
import { stepTime } from './stepTime.ts';

/** One measured pair, with one request at a time. Seconds. */
export interface MeasuredPair {
  /** Tokens of the prompt, and of the answer. */
  readonly input: number;
  readonly output: number;
  readonly timePerToken: number | null;
  readonly firstToken: number | null;
}

/**
 * A GPU whose shares of bandwidth and peak reproduce what was measured on it. A share may come out
 * above 1 where the stated hardware is slower than the real one; null where no share explains the
 * measurement, since what does not depend on it takes longer already.
 */
export function calibrated(gpu: Gpu, model: ServedModel, measured: MeasuredPair): Gpu | null {
  const mbu =
    measured.timePerToken === null
      ? gpu.mbu
      : shareFor(measured.timePerToken, (share) =>
          stepTime({ ...gpu, mbu: share }, model).decode(1, measured.input + measured.output / 2),
        );
  if (mbu === null) return null;
  const mfu =
    measured.firstToken === null
      ? gpu.mfu
      : shareFor(measured.firstToken, (share) =>
          stepTime({ ...gpu, mbu, mfu: share }, model).prefill(measured.input),
        );
  return mfu === null ? null : { ...gpu, mbu, mfu };
}

const LEAST = 0.01;
const MOST = 4;

/** The share at which a time, which falls with it, is as measured. */
function shareFor(measured: number, time: (share: number) => number): number | null {
  if (time(MOST) > measured || time(LEAST) < measured) return null;
  let [low, high] = [LEAST, MOST];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (time(middle) > measured) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
