import { formatDuration } from '../../units/duration.ts';
import { formatShare } from '../../units/share.ts';
import { accuracyWords, shownTime } from '../words.ts';
import type { AgentView, ShownArchitecture } from './agentView.ts';
import { type Html, markup } from './html.ts';
import { type Scale, accuracyScale, timeScale } from './scales.ts';

const WIDTH = 720;
const HEIGHT = 380;
const MARGIN = { left: 56, right: 24, top: 20, bottom: 46 };

/** More points than this are not told apart. */
const MOST_POINTS = 400;

interface Point {
  readonly ms: number;
  readonly value: number;
  readonly architecture: ShownArchitecture;
}

/**
 * Accuracy over time, as SVG: what none beats, the best within each time, today, and the limits.
 * Measured accuracies are filled, predicted ones hollow; lines through them are 90% intervals.
 */
export function chart(view: AgentView, frontier: readonly ShownArchitecture[]): Html | null {
  const points = frontier.flatMap(pointOf).slice(0, MOST_POINTS);
  const steps = view.cliff.flatMap(({ architecture }) => pointOf(architecture));
  const today = view.today === null ? [] : pointOf(view.today);
  const all = [...points, ...steps, ...today];
  if (all.length < 2) return null;
  const limits = limitsOf(view);
  const x = timeScale(
    [...all.map(({ ms }) => ms), ...limits.times],
    MARGIN.left,
    WIDTH - MARGIN.right,
  );
  const y = accuracyScale(
    all.flatMap(({ value, architecture: { accuracy } }) => [value, accuracy.low ?? value]),
    HEIGHT - MARGIN.bottom,
    MARGIN.top,
  );
  return markup`<svg
    class="chart"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-label="${spoken(view, steps)}"
  >
    ${axes(x, y, shownTime(view).label)}
    ${limits.times.map((ms) => markup`<line class="limit" x1="${x.at(ms)}" x2="${x.at(ms)}" y1="${MARGIN.top}" y2="${HEIGHT - MARGIN.bottom}" /><text class="limit" x="${x.at(ms) + 4}" y="${MARGIN.top + 10}">wanted ${formatDuration(ms)}</text>`)}
    ${limits.accuracy.map((share) => markup`<line class="limit" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y.at(share)}" y2="${y.at(share)}" /><text class="limit" x="${WIDTH - MARGIN.right}" y="${y.at(share) - 4}" text-anchor="end">wanted ${formatShare(share, 1)}</text>`)}
    <path class="cliff" d="${stairs(steps, x, y)}" />
    ${points.map((point) => dot(point, x, y, 3))}
    ${steps.map((point) => [interval(point, x, y), dot(point, x, y, 5)])}
    ${today.map((point) => diamond(point, x, y))}
  </svg>`;
}

function pointOf(architecture: ShownArchitecture): Point[] {
  const { shown, accuracy } = architecture;
  return shown.ms === null || accuracy.value === null
    ? []
    : [{ ms: shown.ms, value: accuracy.value, architecture }];
}

function limitsOf({ limits }: AgentView): {
  readonly times: readonly number[];
  readonly accuracy: readonly number[];
} {
  const times = limits.latency ?? limits.ttft ?? limits.progress ?? {};
  const [first] = Object.values(times);
  const time = first ?? limits.deadline ?? null;
  return {
    times: time === null ? [] : [time],
    accuracy: limits.accuracy === null ? [] : [limits.accuracy.atLeast],
  };
}

function axes(x: Scale, y: Scale, label: string): Html {
  const bottom = HEIGHT - MARGIN.bottom;
  return markup`<g class="axes">
    ${y.ticks.map((share) => markup`<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y.at(share)}" y2="${y.at(share)}" /><text x="${MARGIN.left - 8}" y="${y.at(share) + 4}" text-anchor="end">${formatShare(share)}</text>`)}
    ${x.ticks.map((ms) => markup`<line x1="${x.at(ms)}" x2="${x.at(ms)}" y1="${bottom}" y2="${bottom + 5}" /><text x="${x.at(ms)}" y="${bottom + 18}" text-anchor="middle">${formatDuration(ms)}</text>`)}
    <text x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 8}" text-anchor="middle"
      >${label} of the time it takes</text
    >
  </g>`;
}

/** The best accuracy within each time holds until something slower is better. */
function stairs(steps: readonly Point[], x: Scale, y: Scale): string {
  const parts = steps.map((point, index) =>
    index === 0
      ? `M${x.at(point.ms)} ${y.at(point.value)}`
      : `H${x.at(point.ms)}V${y.at(point.value)}`,
  );
  return steps.length === 0 ? '' : `${parts.join('')}H${WIDTH - MARGIN.right}`;
}

function interval({ ms, architecture: { accuracy } }: Point, x: Scale, y: Scale): Html | null {
  if (accuracy.low === null || accuracy.high === null) return null;
  return markup`<line
    class="interval ${accuracy.basis}"
    x1="${x.at(ms)}"
    x2="${x.at(ms)}"
    y1="${y.at(accuracy.low)}"
    y2="${y.at(accuracy.high)}"
  />`;
}

function dot({ ms, value, architecture }: Point, x: Scale, y: Scale, radius: number): Html {
  return markup`<circle
    class="${architecture.accuracy.basis}"
    cx="${x.at(ms)}"
    cy="${y.at(value)}"
    r="${radius}"
    ><title>${formatDuration(ms)}, ${accuracyWords(architecture.accuracy)}: ${architecture.name}</title></circle>`;
}

function diamond({ ms, value, architecture }: Point, x: Scale, y: Scale): Html {
  const [cx, cy] = [x.at(ms), y.at(value)];
  return markup`<path
      class="today ${architecture.accuracy.basis}"
      d="M${cx} ${cy - 8}L${cx + 8} ${cy}L${cx} ${cy + 8}L${cx - 8} ${cy}Z"
      ><title>today: ${formatDuration(ms)}, ${accuracyWords(architecture.accuracy)}</title></path
    ><text x="${cx}" y="${cy + 22}" text-anchor="middle">today</text>`;
}

/** What the chart shows, for those who do not see it. */
function spoken(view: AgentView, steps: readonly Point[]): string {
  const [fastest] = steps;
  const best = steps.at(-1);
  if (fastest === undefined || best === undefined) return 'Accuracy over time';
  const label = shownTime(view).label;
  return `Accuracy over ${label}: from ${formatShare(fastest.value, 1)} within ${formatDuration(fastest.ms)} to ${formatShare(best.value, 1)} within ${formatDuration(best.ms)}`;
}
