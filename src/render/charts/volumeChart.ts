import type { AgentCost } from '../../solver/costing/agentCost.ts';
import { axisName, INK, key, svgOf } from './drawing.ts';
import type { Pen, Picture } from './plotLibrary.ts';

interface Point {
  readonly way: string;
  readonly requests: number;
  readonly usd: number;
}

/** Colours of lines, in order; further lines are grey (Okabe and Ito 2008). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'];

/** What a month costs at each volume, model by model and host by host. */
export function volumeChart(pen: Pen, { agent, volume, traffic }: AgentCost): Picture | null {
  const points = volume.flatMap(({ step, variant, volumes }) =>
    volumes.flatMap(({ requests, perMonth }): Point[] =>
      perMonth === null || perMonth <= 0 || requests <= 0
        ? []
        : [
            {
              way: axisName(`${step}: ${variant}`),
              requests,
              usd: Number(perMonth.toPrecision(6)),
            },
          ],
    ),
  );
  const ways = [...new Set(points.map(({ way }) => way))];
  if (ways.length === 0 || new Set(points.map(({ requests }) => requests)).size < 2) return null;
  const title = `${agent}: a month by requests`;
  const { Plot } = pen;
  const colourOf = (way: string) => COLOURS[ways.indexOf(way)] ?? INK.quiet;
  const ends = ways.flatMap((way) => points.findLast((point) => point.way === way) ?? []);
  const svg = svgOf(pen, title, {
    height: 420,
    marginLeft: 64,
    marginRight: 190,
    x: { type: 'log', label: 'requests a month', tickFormat: ',', ticks: 5, grid: true },
    y: { type: 'log', label: 'US dollars a month', tickFormat: ',', ticks: 5, grid: true },
    marks: [
      key(pen, 'dashed: launch and month 12'),
      Plot.ruleX(
        [traffic.requests, traffic.requestsInTwelveMonths].filter((each) => each !== null),
        { stroke: INK.text, strokeDasharray: '4 3' },
      ),
      Plot.line(points, {
        x: 'requests',
        y: 'usd',
        z: 'way',
        stroke: ({ way }: Point) => colourOf(way),
      }),
      Plot.dot(points, {
        x: 'requests',
        y: 'usd',
        r: 2.5,
        fill: ({ way }: Point) => colourOf(way),
      }),
      Plot.text(apart(ends), {
        x: 'requests',
        y: 'usd',
        text: 'way',
        textAnchor: 'start',
        dx: 6,
        fill: ({ way }: Point) => colourOf(way),
      }),
    ],
  });
  return { name: 'volume', alt: title, svg };
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
