import type { Explanation } from '../../solver/result.ts';
import { formatDuration } from '../../units/duration.ts';
import { listed } from '../../units/listed.ts';
import { partsShown, partWords } from '../solve/explanationRows.ts';
import { stacked } from '../text/waterfall.ts';
import { axisName, INK, key, nameMargin, svgOf } from './drawing.ts';
import type { Pen, Picture } from './plotLibrary.ts';

/** Parts that add less than this share are left to the table. */
const WORTH_A_BAR = 0.002;

/** Named for whoever cannot see the picture. */
const NAMED = 3;

/** Where the time of one architecture goes, part after part. */
export function waterfallChart(pen: Pen, agent: string, explained: Explanation): Picture | null {
  const { percentiles, shown, architecture } = explained;
  const percentile = percentiles[shown.percentile] ? shown.percentile : 'p95';
  const total = percentiles[percentile]?.ms ?? 0;
  const parts = partsShown(explained).filter(
    ({ ms }) => (ms[percentile] ?? 0) >= WORTH_A_BAR * total,
  );
  if (parts.length === 0) return null;
  const seconds = parts.map(({ ms }) => Number(((ms[percentile] ?? 0) / 1000).toPrecision(6)));
  const names = parts.map((part) => axisName(partWords(part)));
  const bars = stacked(seconds).map(({ start, length }, index) => ({
    at: index,
    from: start,
    to: start + length,
    words: formatDuration(length * 1000),
  }));
  const title = `${agent}: where the ${formatDuration(total)} at ${percentile} go (${architecture.id})`;
  const { Plot } = pen;
  const svg = svgOf(pen, title, {
    height: 90 + 24 * bars.length,
    marginLeft: nameMargin(names),
    marginRight: 70,
    x: { label: 'seconds', grid: true },
    y: { label: null, domain: bars.map(({ at }) => at), tickFormat: (at: number) => names[at] },
    marks: [
      key(pen, 'each bar begins where the one above ends'),
      Plot.barX(bars, {
        y: 'at',
        x1: 'from',
        x2: 'to',
        fill: INK.main,
        insetTop: 3,
        insetBottom: 3,
      }),
      Plot.text(bars, { y: 'at', x: 'to', text: 'words', textAnchor: 'start', dx: 4 }),
    ],
  });
  return { name: 'waterfall', alt: `${title}: ${longest(names, seconds)}`, svg };
}

function longest(names: readonly string[], seconds: readonly number[]): string {
  const order = [...names.keys()].toSorted((a, b) => (seconds[b] ?? 0) - (seconds[a] ?? 0));
  const words = order
    .slice(0, NAMED)
    .map((at) => `${names[at]} ${formatDuration((seconds[at] ?? 0) * 1000)}`);
  return `most of it ${listed(words)}`;
}
