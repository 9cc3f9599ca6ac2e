import { exactDuration } from '../../../units/exact.ts';
import { formatShare } from '../../../units/share.ts';
import type { AgentView, ShownArchitecture } from '../agentView.ts';
import { percentileWords } from '../cornerWords.ts';
import { type Html, markup } from '../html.ts';
import { type ChartFrame, type ChartPoint, NARROW, pointOf } from './chartFrame.ts';
import { chartMarks, dot } from './chartMarks.ts';

/** Pixels between two labels of the time axis. */
const APART = 52;

/**
 * Accuracy over time as SVG: what none beats, the best within each time, today, what is offered, and
 * the limits. Measured accuracies are filled, predicted ones hollow; lines through them are 90%
 * intervals. Its name is the text with the id `labelled`.
 */
export function chart(
  frame: ChartFrame,
  view: AgentView,
  frontier: readonly ShownArchitecture[],
  labelled: string,
): Html {
  return markup`<svg
    class="chart"
    viewBox="0 0 ${frame.width} ${frame.height}"
    role="img"
    aria-labelledby="${labelled}"
  >
    ${axes(frame)}
    <g class="frontier">${distinct(frame, frontier)}</g>
    <g class="marks">${chartMarks(frame, view)}</g>
  </svg>`;
}

function axes({ x, y, left, right, bottom, width, height, time }: ChartFrame): Html {
  const labelled = x.ticks.filter(
    (ms, index) => index === 0 || x.at(ms) - x.at(x.ticks[index - 1] ?? 0) >= APART,
  );
  return markup`<g class="axes">
    <text x="0" y="14">accuracy: answers that are right</text>
    ${y.ticks.map((share) => markup`<line x1="${left}" x2="${right}" y1="${y.at(share)}" y2="${y.at(share)}" /><text x="${left - 8}" y="${y.at(share) + 4}" text-anchor="end">${formatShare(share)}</text>`)}
    ${x.ticks.map((ms) => markup`<line x1="${x.at(ms)}" x2="${x.at(ms)}" y1="${bottom}" y2="${bottom + 5}" />`)}
    ${labelled.map((ms) => markup`<text x="${x.at(ms)}" y="${bottom + 20}" text-anchor="middle">${exactDuration(ms)}</text>`)}
    <text x="${(left + right) / 2}" y="${height - 8}" text-anchor="middle">${timeAxis(time, width)}</text>
  </g>`;
}

function timeAxis(time: string, width: number): string {
  if (width < NARROW) return `time (${time})`;
  const percentile = time.split(' ').at(-1) ?? time;
  const what = time.startsWith('first') ? `${time.replace(` ${percentile}`, '')} ` : '';
  return `${what}time that ${percentileWords(percentile)} stay within (${percentile})`;
}

/** More points than this are not told apart. */
const MOST_POINTS = 400;

/** Points that would lie on each other are drawn once; of many, those that are further apart. */
function distinct(frame: ChartFrame, frontier: readonly ShownArchitecture[]): Html[] {
  const points = frontier.flatMap(pointOf);
  for (let grid = 2; ; grid *= 2) {
    const places = new Map<string, ChartPoint>();
    for (const point of points) {
      const [x, y] = [frame.x.at(point.ms), frame.y.at(point.value)];
      const place = `${Math.round(x / grid)} ${Math.round(y / grid)} ${point.architecture.accuracy.basis}`;
      if (!places.has(place)) places.set(place, point);
    }
    if (places.size <= MOST_POINTS)
      return [...places.values()].map((point) => dot(frame, point, 3));
  }
}
