/** Two significant digits, about a tenth apart: figures that a person would say. */
const SERIES = [
  1, 1.1, 1.2, 1.3, 1.5, 1.6, 1.8, 2, 2.2, 2.5, 2.7, 3, 3.3, 3.6, 4, 4.3, 4.7, 5, 5.5, 6, 6.5, 7,
  7.5, 8, 9,
];

/** Round times in ms, strictest first: from below the fastest to above the slowest, with the one that was asked. */
export function timeStops(figures: readonly number[], asked: number): number[] {
  return withAsked(seriesOver(figures, asked), asked, (a, b) => a - b);
}

/** Round amounts in USD, strictest first; where none was asked, `null` at the end is no limit. */
export function moneyStops(
  figures: readonly number[],
  asked: number | null,
): readonly (number | null)[] {
  const known = figures.filter((usd) => usd > 0);
  const all = seriesOver(known, asked ?? known[0] ?? 1);
  return asked === null ? [...all, null] : withAsked(all, asked, (a, b) => a - b);
}

const SHARE_STEP = 0.005;

/** Shares every half point, strictest first; where none was asked, `null` at the end is no limit. */
export function shareStops(
  figures: readonly number[],
  asked: number | null,
): readonly (number | null)[] {
  const least = Math.max(0, Math.floor(Math.min(...figures, asked ?? 1) / SHARE_STEP) - 1);
  const all: number[] = [];
  for (let step = Math.round(1 / SHARE_STEP); step >= least; step--)
    all.push(Number((step * SHARE_STEP).toFixed(4)));
  return asked === null ? [...all, null] : withAsked(all, asked, (a, b) => b - a);
}

function seriesOver(figures: readonly number[], asked: number): number[] {
  const low = 0.8 * Math.min(...figures, asked);
  const high = 1.15 * Math.max(...figures, asked);
  const all: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const figure of SERIES) all.push(Number((figure * 10 ** power).toPrecision(3)));
  }
  const first = all.findIndex((each) => each >= low);
  const last = all.findIndex((each) => each >= high);
  return all.slice(Math.max(0, first - 1), last < 0 ? undefined : last + 1);
}

function withAsked(
  all: readonly number[],
  asked: number,
  order: (a: number, b: number) => number,
): number[] {
  return [...new Set([...all, asked])].sort(order);
}
