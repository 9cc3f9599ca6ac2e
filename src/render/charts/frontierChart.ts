import type { AgentResult, Architecture } from '../../solver/result.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatShare } from '../../units/share.ts';
import { dropWords } from '../cliffDrop.ts';
import { shownTime } from '../words.ts';
import { besideAxis, INK, key, svgOf } from './drawing.ts';
import type { Pen, Picture } from './plotLibrary.ts';

interface Point {
  readonly id: string;
  readonly seconds: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly measured: boolean;
}

/** Accuracy against time: what none beats, with intervals, the limits, the cliff and what runs today. */
export function frontierChart(pen: Pen, result: AgentResult): Picture | null {
  const time = shownTime(result);
  const points = distinct([
    ...result.frontier,
    ...result.cliff.map((each) => each.architecture),
  ]).flatMap((each) => pointOf(each, time.of(each)));
  if (points.length < 2) return null;
  const today = result.today === null ? [] : pointOf(result.today, time.of(result.today));
  const title = `${result.agent}: accuracy within each ${time.label}`;
  const { cliffDrop: drop } = result;
  const svg = svgOf(pen, title, {
    height: 420,
    marginLeft: 64,
    x: { ...scaleOf([...points, ...today]), label: `${time.label}, seconds`, grid: true },
    inset: 10,
    y: { ...besideAxis('accuracy, %'), percent: true, grid: true, nice: true },
    marks: marks(pen, result, points, today),
  });
  const alt = `${title}: ${drop === null ? rangeWords(points) : dropWords(drop)}`;
  return { name: 'frontier', alt, svg };
}

function rangeWords(points: readonly Point[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return '';
  const words = ({ value, seconds }: Point) =>
    `${formatShare(value)} in ${formatDuration(seconds * 1000)}`;
  return `${words(first)} to ${words(last)}`;
}

function distinct(architectures: readonly Architecture[]): Architecture[] {
  return [...new Map(architectures.map((each) => [each.id, each])).values()];
}

function pointOf({ id, accuracy }: Architecture, ms: number | null): Point[] {
  const { value, low, high, basis } = accuracy;
  if (ms === null || value === null) return [];
  return [
    {
      id,
      seconds: rounded(ms / 1000),
      value: rounded(value),
      low: rounded(low ?? value),
      high: rounded(high ?? value),
      measured: basis === 'measured',
    },
  ];
}

/** As a saved result has it, so that a picture of it is the same. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

/** From here on, equal steps of an axis are equal ratios. */
const FAR = 6;

function scaleOf(points: readonly Point[]): Readonly<Record<string, unknown>> {
  const seconds = points.map((point) => point.seconds);
  const least = Math.min(...seconds);
  return Math.max(...seconds) > FAR * least && least > 0
    ? { type: 'log', tickFormat: 'g', ticks: 6 }
    : { zero: true };
}

function marks(
  pen: Pen,
  { limits, cliff, cliffDrop: drop }: AgentResult,
  points: readonly Point[],
  today: readonly Point[],
): unknown[] {
  const { Plot } = pen;
  const ms = Object.values(limits.latency ?? limits.ttft ?? limits.progress ?? {})[0];
  const floor = limits.accuracy?.atLeast;
  const ids = new Set(cliff.map(({ architecture }) => architecture.id));
  const edge = points.filter(({ id }) => ids.has(id)).toSorted((a, b) => a.seconds - b.seconds);
  const fallen = drop === null ? [] : edge.filter(({ id }) => id === drop.from || id === drop.to);
  const at = { x: 'seconds', y: 'value' };
  return [
    key(pen, '● measured   ○ predicted   bars: central 90%   ◆ today   dashed: what is wanted'),
    Plot.ruleX(ms === undefined ? [] : [ms / 1000], { stroke: INK.text, strokeDasharray: '4 3' }),
    Plot.ruleY(floor === undefined ? [] : [floor], { stroke: INK.text, strokeDasharray: '4 3' }),
    Plot.line(edge, { ...at, curve: 'step-after', stroke: INK.quiet }),
    Plot.line(fallen, { ...at, curve: 'step-after', stroke: INK.bad, strokeWidth: 3 }),
    Plot.ruleX([...points, ...today], {
      x: 'seconds',
      y1: 'low',
      y2: 'high',
      stroke: INK.main,
      strokeOpacity: 0.45,
    }),
    Plot.dot(
      points.filter(({ measured }) => measured),
      { ...at, r: 4.5, fill: INK.main },
    ),
    Plot.dot(
      points.filter(({ measured }) => !measured),
      { ...at, r: 4.5, fill: 'white', stroke: INK.main, strokeWidth: 1.8 },
    ),
    Plot.dot(today, { ...at, symbol: 'diamond2', r: 6, fill: INK.text }),
  ];
}
