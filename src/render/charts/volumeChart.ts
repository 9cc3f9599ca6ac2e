import type { AgentCost } from '../../solver/costing/agentCost.ts';
import { axisName, besideAxis, INK, key, svgOf } from './drawing.ts';
import type { Pen, Picture } from './plotLibrary.ts';

interface Point {
  readonly way: string;
  readonly requests: number;
  readonly usd: number;
}

/** Colours of lines, in order (Okabe and Ito 2008). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];

/** Lines that are told apart. */
const MOST_LINES = COLOURS.length;

/** What a month costs at each volume, for each way to run the step that leaves most open. */
export function volumeChart(pen: Pen, agent: AgentCost): Picture | null {
  const { step, ways, points } = linesOf(agent);
  if (ways.length === 0 || new Set(points.map(({ requests }) => requests)).size < 2) return null;
  const title = `${agent.agent}: a month of ${step} by requests`;
  const { Plot } = pen;
  const colour = ({ way }: Point) => COLOURS[ways.indexOf(way)] ?? INK.quiet;
  const ends = ways.flatMap((way) => points.findLast((point) => point.way === way) ?? []);
  const { requests, requestsInTwelveMonths } = agent.traffic;
  const at = { x: 'requests', y: 'usd' };
  const svg = svgOf(pen, title, {
    height: 420,
    inset: 6,
    marginLeft: 72,
    marginRight: 150,
    x: { type: 'log', label: 'requests a month', tickFormat: ',', ticks: 5, grid: true },
    y: { ...besideAxis('US dollars a month'), type: 'log', tickFormat: ',', ticks: 5, grid: true },
    marks: [
      key(pen, 'dashed: launch and month 12'),
      Plot.ruleX(
        [requests, requestsInTwelveMonths].filter((each) => each !== null),
        { stroke: INK.text, strokeDasharray: '4 3' },
      ),
      Plot.line(points, { ...at, z: 'way', stroke: colour }),
      Plot.dot(points, { ...at, r: 2.5, fill: colour }),
      Plot.text(apart(ends), { ...at, text: 'way', textAnchor: 'start', dx: 6, fill: colour }),
    ],
  });
  return { name: 'volume', alt: title, svg };
}

/** Of the step with most ways to run it, those that cost least at the largest volume. */
function linesOf({ volume }: AgentCost): { step: string; ways: string[]; points: Point[] } {
  const count = (step: string) => volume.filter((line) => line.step === step).length;
  const step = volume.reduce(
    (most, line) => (count(line.step) > count(most) ? line.step : most),
    '',
  );
  const last = ({ volumes }: AgentCost['volume'][number]) => volumes.at(-1)?.perMonth ?? Infinity;
  const lines = volume
    .filter((line) => line.step === step)
    .toSorted((a, b) => last(a) - last(b))
    .slice(0, MOST_LINES);
  const points = lines.flatMap(({ variant, volumes }) =>
    volumes.flatMap(({ requests, perMonth }): Point[] =>
      perMonth === null || perMonth <= 0 || requests <= 0
        ? []
        : [{ way: axisName(variant), requests, usd: Number(perMonth.toPrecision(6)) }],
    ),
  );
  return { step, ways: [...new Set(points.map(({ way }) => way))], points };
}

/** Names of lines that end close together stand one above the other. */
const APART = 1.35;

function apart(ends: readonly Point[]): Point[] {
  let least = 0;
  return ends
    .toSorted((a, b) => a.usd - b.usd)
    .map((point) => {
      const usd = Math.max(point.usd, least);
      least = usd * APART;
      return { ...point, usd };
    });
}
