import type { AgentResult } from '../../solver/result.ts';
import { formatMoney } from '../../units/money.ts';
import { hostSummary } from '../solve/hostSummary.ts';
import { axisName, INK, key, nameMargin, svgOf } from './drawing.ts';
import type { Pen, Picture } from './plotLibrary.ts';

/** Costs further apart than this are shown by their ratios. */
const FAR = 12;

interface Bar {
  readonly at: number;
  readonly launch: number;
  readonly later: number;
  readonly words: string;
  readonly feasible: boolean;
}

/** What each way to run one step costs a month, at launch and in month 12. */
export function hostsChart(pen: Pen, result: AgentResult): Picture | null {
  const summary = hostSummary(result, Number.POSITIVE_INFINITY);
  const rows = (summary?.rows ?? []).filter(({ perMonth }) => (perMonth.launch ?? 0) > 0);
  if (summary === null || rows.length < 2) return null;
  const names = rows.map(({ variant }) => axisName(variant));
  const bars = rows.map(({ perMonth: { launch, month12 }, feasible }, at): Bar => {
    const [now, later] = [launch ?? 0, month12 ?? launch ?? 0].map((usd) =>
      Number(usd.toPrecision(6)),
    ) as [number, number];
    const words = later === now ? formatMoney(now) : `${formatMoney(now)} → ${formatMoney(later)}`;
    return { at, launch: now, later, words, feasible };
  });
  const title = `${result.agent}: a month by model and host for ${summary.step}`;
  const all = bars.flatMap(({ launch, later }) => [launch, later]);
  const far = Math.max(...all) > FAR * Math.min(...all);
  const svg = svgOf(pen, title, {
    height: 90 + 24 * bars.length,
    marginLeft: nameMargin(names),
    marginRight: 130,
    x: {
      label: 'US dollars a month',
      grid: true,
      ...(far ? { type: 'log', tickFormat: ',', ticks: 5 } : { zero: true }),
    },
    y: {
      label: null,
      domain: bars.map(({ at }) => at),
      tickFormat: (at: number) => names[at],
      type: 'point',
    },
    marks: marks(pen, bars),
  });
  const [first] = bars;
  const alt = `${title}: ${names[first?.at ?? 0]} ${first?.words}`;
  return { name: 'cost', alt, svg };
}

function marks(pen: Pen, bars: readonly Bar[]): unknown[] {
  const { Plot } = pen;
  return [
    key(pen, '● at launch   ○ in month 12   grey: misses a limit'),
    Plot.ruleY(bars, { y: 'at', x1: 'launch', x2: 'later', stroke: INK.quiet }),
    Plot.dot(bars, { y: 'at', x: 'launch', r: 5, fill: colourOf }),
    Plot.dot(bars, {
      y: 'at',
      x: 'later',
      r: 4,
      fill: 'white',
      stroke: colourOf,
      strokeWidth: 1.8,
    }),
    Plot.text(bars, {
      y: 'at',
      x: ({ launch, later }: Bar) => Math.max(launch, later),
      text: 'words',
      textAnchor: 'start',
      dx: 9,
    }),
  ];
}

function colourOf({ feasible }: Bar): string {
  return feasible ? INK.main : INK.quiet;
}
