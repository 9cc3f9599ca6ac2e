import { durationBeside } from '../../solver/words/beside.ts';
import { distinctSteps } from '../../solver/explain/cliffDrop.ts';
import type { AgentResult, CliffPoint } from '../../solver/result.ts';
import { formatShare } from '../../units/share.ts';
import { dropWords, exchangeWords } from '../cliffDrop.ts';
import { taskCliffWords } from '../measureNext.ts';
import type { RenderOptions, Screen } from '../report.ts';
import { intervalRow, type Scale, scaleRow } from '../text/intervalChart.ts';
import { type Column, textTable } from '../text/textTable.ts';
import { wrap } from '../text/wrap.ts';
import { accuracyWords, requestCost, shownTime } from '../words.ts';
import { WIDE } from './architectureTable.ts';

/** Points of the cliff that are shown unless all are asked for. */
const SHOWN = 7;

/** The best accuracy within each time, as a chart with the drop marked. */
export function cliffText(result: AgentResult, { screen, all }: RenderOptions): string {
  const points = distinctSteps(result.cliff, ({ latencyMs }) => latencyMs);
  if (points.length < 2) return '';
  const shown = all ? points : telling(points, result);
  const hidden = points.length - shown.length;
  const { cliffDrop: drop } = result;
  const sentences = [
    ...(drop === null ? [] : [`Cliff: ${dropWords(drop)}.`]),
    ...[exchangeWords(result, all)].filter((words) => words !== ''),
  ];
  return [
    ...sentences.map((words) => wrap(words, screen.width)),
    chart(result, shown, screen),
    ...(hidden > 0 ? [screen.paint.quiet(`… and ${hidden} more: --all`)] : []),
    ...(all ? taskCliffWords(result).map((words) => wrap(words, screen.width)) : []),
  ].join('\n');
}

/** Where there are many: the ends, both sides of the drop and of the limit, then the fastest of the others. */
function telling(points: readonly CliffPoint[], result: AgentResult): CliffPoint[] {
  const { cliffDrop: drop } = result;
  const limit = limitOf(result);
  const beyond = points.findIndex(({ latencyMs }) => limit !== null && latencyMs > limit);
  const first = new Set([
    0,
    points.length - 1,
    ...(drop === null ? [] : [indexOf(points, drop.from), indexOf(points, drop.to)]),
    beyond - 1,
    beyond,
    ...points.keys(),
  ]);
  const wanted = [...first].filter((index) => index >= 0).slice(0, SHOWN);
  return points.filter((_, index) => wanted.includes(index));
}

function indexOf(points: readonly CliffPoint[], id: string): number {
  return points.findIndex(({ architecture }) => architecture.id === id);
}

function limitOf({ limits }: AgentResult): number | null {
  return Object.values(limits.latency ?? limits.ttft ?? limits.progress ?? {})[0] ?? null;
}

/** Chart and mark together, beside what the table holds else. */
const LEAST_CHART = 16;
const MOST_CHART = 48;

function chart(
  result: AgentResult,
  points: readonly CliffPoint[],
  { paint, width }: Screen,
): string {
  const wide = width >= WIDE;
  const scale = scaleOf(result, points);
  const plain = textTable(
    headsOf(result, wide),
    points.map((point) => cellsOf(point, result, wide)),
  );
  const used = Math.max(...plain.split('\n').map((line) => line.length));
  const room = Math.min(MOST_CHART, width - used - GAPS - MARK.length);
  if (room < LEAST_CHART || scale === null)
    return textTable(
      [...headsOf(result, wide), { head: '' }],
      points.map((point) => [
        ...cellsOf(point, result, wide),
        isDrop(result, point) ? paint.bad(MARK) : '',
      ]),
      width,
    );
  const share = (at: number) => formatShare(at, 0);
  return textTable(
    [...headsOf(result, wide), { head: scaleRow(scale, room, share) }, { head: '' }],
    points.map((point) => [
      ...cellsOf(point, result, wide),
      rowOf(point, scale, room),
      isDrop(result, point) ? paint.bad(MARK) : '',
    ]),
    width,
  );
}

const MARK = '◀ cliff';
const GAPS = 4;

function isDrop({ cliffDrop: drop }: AgentResult, { architecture }: CliffPoint): boolean {
  return drop?.to === architecture.id;
}

function headsOf(result: AgentResult, wide: boolean): Column[] {
  return [
    { head: `${shownTime(result).label} within`, align: 'decimal' },
    { head: 'best accuracy' },
    ...(wide ? [{ head: 'a request', align: 'decimal' } as const, { head: 'id' }] : []),
  ];
}

function cellsOf(
  { latencyMs, architecture }: CliffPoint,
  result: AgentResult,
  wide: boolean,
): string[] {
  return [
    durationBeside(latencyMs, limitOf(result)),
    accuracyWords(architecture.accuracy, result),
    ...(wide ? [requestCost(architecture, result), architecture.id] : []),
  ];
}

function rowOf({ architecture: { accuracy } }: CliffPoint, scale: Scale, width: number): string {
  return intervalRow({ ...accuracy, measured: accuracy.basis === 'measured' }, scale, width);
}

/** Tenths that hold every interval and the limit; null where nothing is known. */
function scaleOf({ limits }: AgentResult, points: readonly CliffPoint[]): Scale | null {
  const line = limits.accuracy?.atLeast ?? null;
  const figures = points.flatMap(({ architecture: { accuracy } }) =>
    [accuracy.low, accuracy.value, accuracy.high].filter((each) => each !== null),
  );
  if (figures.length === 0) return null;
  const all = line === null ? figures : [...figures, line];
  const from = Math.floor(Math.min(...all) * 10 + 1e-9) / 10;
  const to = Math.ceil(Math.max(...all) * 10 - 1e-9) / 10;
  return { from, to: to > from ? to : from + 0.1, line };
}
