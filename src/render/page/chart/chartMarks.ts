import { exactDuration } from '../../../units/exact.ts';
import { formatDuration } from '../../../units/duration.ts';
import { pointsIn } from '../../../units/points.ts';
import { shareToYaml } from '../../../units/share.ts';
import { accuracyWords } from '../../words.ts';
import type { AgentView } from '../agentView.ts';
import { type Html, markup } from '../html.ts';
import { type ChartFrame, type ChartPoint, limitsIn, NARROW, pointOf } from './chartFrame.ts';

/** Pixels that a name beside a point takes. */
const ROOM = 56;

/** What moves with the sliders: limits, the best accuracy within each time, its cliff, today and what is offered. */
export function chartMarks(frame: ChartFrame, view: AgentView): Html {
  const steps = view.cliff.flatMap(({ architecture }) => pointOf(architecture));
  const [today] = view.today === null ? [] : pointOf(view.today);
  const [offered] = view.offered === null ? [] : pointOf(view.offered);
  return markup`${limits(frame, view)}
    <path class="cliff" d="${stairs(frame, steps)}" />
    ${steps.map((point) => [interval(frame, point), dot(frame, point, 5)])} ${drop(frame, view)}
    ${today === undefined ? null : [interval(frame, today), diamond(frame, today)]}
    ${offered === undefined ? null : ring(frame, offered)}`;
}

function limits(frame: ChartFrame, view: AgentView): Html {
  const { left, right, top, bottom, x, y } = frame;
  const { times, shares } = limitsIn(view);
  const [ms] = times;
  const [share] = shares;
  const [at, over] = [
    ms === undefined ? right : x.at(ms),
    share === undefined ? bottom : y.at(share),
  ];
  const isLate = at > right - 110;
  return markup`
    ${ms === undefined && share === undefined ? null : markup`<rect class="wanted" x="${left}" y="${top}" width="${Math.max(0, at - left)}" height="${Math.max(0, over - top)}" />`}
    ${ms === undefined ? null : markup`<line class="limit" x1="${at}" x2="${at}" y1="${top}" y2="${bottom}" /><text class="limit" x="${at}" y="${top - 6}" text-anchor="${isLate ? 'end' : 'start'}">limit: ${exactDuration(ms)}</text>`}
    ${share === undefined ? null : markup`<line class="limit" x1="${left}" x2="${right}" y1="${over}" y2="${over}" /><text class="limit" x="${right}" y="${over + (over > bottom - 20 ? -6 : 15)}" text-anchor="end">limit: ${shareToYaml(share)}</text>`}`;
}

/** The best accuracy within each time holds until something slower is better. */
function stairs({ x, y, right }: ChartFrame, steps: readonly ChartPoint[]): string {
  const parts = steps.map((point, index) =>
    index === 0
      ? `M${x.at(point.ms)} ${y.at(point.value)}`
      : `H${x.at(point.ms)}V${y.at(point.value)}`,
  );
  return steps.length === 0 ? '' : `${parts.join('')}H${right}`;
}

/** The steepest step of the stairs, with what it loses. */
function drop({ x, y, right, width }: ChartFrame, { cliffDrop, cliff }: AgentView): Html | null {
  if (cliffDrop === null) return null;
  const valueOf = (id: string) =>
    cliff.find(({ architecture }) => architecture.id === id)?.accuracy ?? null;
  const [above, below] = [valueOf(cliffDrop.from), valueOf(cliffDrop.to)];
  if (above === null || below === null) return null;
  const at = x.at(cliffDrop.fromMs);
  const isLate = at > right - (width < NARROW ? 80 : 150);
  const points = pointsIn(cliffDrop.lost);
  return markup`<line class="drop" x1="${at}" x2="${at}" y1="${y.at(above)}" y2="${y.at(below)}" />
    <text class="drop" x="${at + (isLate ? -8 : 8)}" y="${y.at((above + below) / 2) + 4}" text-anchor="${isLate ? 'end' : 'start'}">${width < NARROW ? '' : 'the cliff: '}−${points} points</text>`;
}

function interval(
  { x, y }: ChartFrame,
  { ms, architecture: { accuracy } }: ChartPoint,
): Html | null {
  if (accuracy.low === null || accuracy.high === null) return null;
  return markup`<line
    class="interval ${accuracy.basis}"
    x1="${x.at(ms)}"
    x2="${x.at(ms)}"
    y1="${y.at(accuracy.low)}"
    y2="${y.at(accuracy.high)}"
  />`;
}

/** An architecture, filled where its accuracy was measured; what it is shows where the pointer rests. */
export function dot({ x, y }: ChartFrame, point: ChartPoint, radius: number): Html {
  const { ms, value, architecture } = point;
  return markup`<circle
    class="${architecture.accuracy.basis}"
    cx="${x.at(ms)}"
    cy="${y.at(value)}"
    r="${radius}"
    ><title>${formatDuration(ms)}, ${accuracyWords(architecture.accuracy)}: ${architecture.name}</title></circle>`;
}

function diamond({ x, y, right }: ChartFrame, { ms, value, architecture }: ChartPoint): Html {
  const [cx, cy] = [x.at(ms), y.at(value)];
  return markup`<path
      class="today ${architecture.accuracy.basis}"
      d="M${cx} ${cy - 8}L${cx + 8} ${cy}L${cx} ${cy + 8}L${cx - 8} ${cy}Z"
      ><title>today: ${formatDuration(ms)}, ${accuracyWords(architecture.accuracy)}</title></path
    ><text class="name" x="${Math.min(cx, right - 18)}" y="${cy - 14}" text-anchor="middle">today</text>`;
}

/** Named on its left, or on its right where there is no room. */
function ring({ x, y, left }: ChartFrame, { ms, value, architecture }: ChartPoint): Html {
  const [cx, cy] = [x.at(ms), y.at(value)];
  const isFirst = cx - left < ROOM;
  return markup`<circle class="offered" cx="${cx}" cy="${cy}" r="10"
      ><title>offered: ${formatDuration(ms)}, ${accuracyWords(architecture.accuracy)}</title></circle
    ><text class="name" x="${cx + (isFirst ? 14 : -14)}" y="${cy + 4}" text-anchor="${isFirst ? 'start' : 'end'}">offer</text>`;
}
