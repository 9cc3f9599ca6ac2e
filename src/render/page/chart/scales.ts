/** Places figures on an axis. */
export interface Scale {
  /** Pixels, with one decimal. */
  at(value: number): number;
  /** Round figures within the axis. */
  readonly ticks: readonly number[];
}

/** ms on a logarithmic axis from `from` to `to` pixels, with room at both ends. */
export function timeScale(values: readonly number[], from: number, to: number): Scale {
  const low = Math.max(1, Math.min(...values)) * 0.85;
  const high = Math.max(low * 2, Math.max(...values) * 1.15);
  const width = Math.log(high / low);
  return {
    at: (ms) => pixels(from + ((to - from) * Math.log(Math.max(low, ms) / low)) / width),
    ticks: roundTimes(low, high),
  };
}

/** Shares from a little below the least to 100%. */
export function accuracyScale(values: readonly number[], from: number, to: number): Scale {
  const low = Math.max(0, Math.floor((Math.min(...values) - 0.02) * 20) / 20);
  const step = 1 - low > 0.5 ? 0.2 : 1 - low > 0.25 ? 0.1 : 0.05;
  const ticks: number[] = [];
  for (let tick = 1; tick >= low - 1e-9; tick = Number((tick - step).toFixed(4))) ticks.push(tick);
  return { at: (share) => pixels(from + ((to - from) * (share - low)) / (1 - low)), ticks };
}

const STEPS = [1, 2, 5];

/** At most about ten figures 1, 2 or 5 times a power of ten; from a minute on, round minutes and hours. */
function roundTimes(low: number, high: number): number[] {
  const all: number[] = [];
  for (let power = 0; power <= 9; power++) {
    for (const step of STEPS) all.push(step * 10 ** power);
  }
  const longer = [1, 2, 5, 10, 30, 60, 120, 300, 720, 1440].map((minutes) => minutes * 60_000);
  const known = [...all.filter((ms) => ms < 60_000), ...longer];
  return known.filter((ms) => ms >= low && ms <= high);
}

function pixels(value: number): number {
  return Number(value.toFixed(1));
}
