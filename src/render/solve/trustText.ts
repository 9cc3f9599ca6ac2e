import type { AgentResult, Architecture } from '../../solver/result.ts';
import type { AgentTrust } from '../../trust/agentTrust.ts';
import type { Backtest } from '../../trust/backtest.ts';
import type { Rescored } from '../../trust/rescored.ts';
import { formatDuration } from '../../units/duration.ts';
import { type Block, marked } from '../markdown/markdown.ts';
import { markdownTable } from '../markdown/markdownTable.ts';
import { textTable } from '../text/textTable.ts';
import { gapWords, methodWords, offWords } from './trustWords.ts';
import type { Screen } from '../report.ts';
import { wrap } from '../text/wrap.ts';

/** How far the figures of an agent can be trusted, for the terminal; nothing without traces. */
export function trustText(
  result: AgentResult,
  trust: AgentTrust | undefined,
  { width }: Screen,
): string {
  if (trust === undefined) return '';
  const again = rescoredRows(result, trust);
  return [
    ...(trust.backtest === null
      ? []
      : ['Today, composed and as traced:', backtestText(trust.backtest, width)]),
    ...driftLines(trust).map((line) => wrap(line, width)),
    wrap(methodWords(trust), width),
    ...(again.rows.length === 0 ? [] : [inText(again, width)]),
  ].join('\n');
}

/** What was composed against what requests took, and the gap in a paragraph, for the terminal. */
export function backtestText(tested: Backtest, width: number): string {
  return `${inText(backtestRows(tested), width)}\n${wrap(gapWords(tested), width)}`;
}

function inText({ head, rows }: Rows, width: number): string {
  return textTable(
    head.map((column, at) => ({ head: column, align: at === 0 ? 'left' : 'right' })),
    rows.map((cells) => [...cells]),
    width,
  );
}

/** The same for a pull request. */
export function trustMarkdown(result: AgentResult, trust: AgentTrust | undefined): Block[] {
  if (trust === undefined) return [];
  const again = rescoredRows(result, trust);
  const tested = trust.backtest && backtestRows(trust.backtest);
  return [
    marked`### As traced`,
    ...(tested === null ? [] : [markdownTable(tested.head, tested.rows)]),
    ...(trust.backtest === null ? [] : [gapWords(trust.backtest)]),
    ...driftLines(trust),
    methodWords(trust),
    ...(again.rows.length === 0 ? [] : [markdownTable(again.head, again.rows)]),
  ];
}

interface Rows {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function backtestRows({ percentiles }: Backtest): Rows {
  const rows = percentiles.map((row) => [
    `p${row.p * 100}`,
    formatDuration(row.composed),
    `${row.lowerBound ? '≥ ' : ''}${formatDuration(row.measured)}`,
    `${formatDuration(row.low)}–${formatDuration(row.high)}`,
    row.within ? `${offWords(row.gap)} ✓` : offWords(row.gap),
  ]);
  return { head: ['', 'composed', 'traced', '90%', 'off by'], rows };
}

function driftLines({ drift }: AgentTrust): string[] {
  return drift.map(({ component, variant, p95, composedP95: { before, after } }) => {
    const what = variant === 'on' ? component : `${component} ${variant}`;
    return `${what} moved since the table was measured: p95 ${formatDuration(p95.table)} then, ${formatDuration(p95.traced)} now; that alone makes the composed p95 ${formatDuration(after)} instead of ${formatDuration(before)}.`;
  });
}

function rescoredRows(result: AgentResult, { rescored }: AgentTrust): Rows {
  const known = architecturesById(result);
  const rows = (rescored?.architectures ?? []).map(({ id, percentiles, meets }) => [
    id === result.today?.id ? `${id} (today)` : id,
    ...pair(known.get(id), percentiles, 0.95),
    rangeOf(percentiles.find(({ p }) => p === 0.95)),
    ...pair(known.get(id), percentiles, 0.99),
    meets ?? '–',
  ]);
  return {
    head: ['id', 'p95', 'traced', '90%', 'p99', 'traced', 'limit'],
    rows,
  };
}

/** A percentile as composed, and as rescored. */
function pair(
  architecture: Architecture | undefined,
  rescored: readonly Rescored[],
  p: 0.95 | 0.99,
): string[] {
  const composed = composedAt(architecture, p);
  const again = rescored.find((each) => each.p === p);
  return [
    composed === null ? '–' : formatDuration(composed),
    again ? formatDuration(again.ms) : '–',
  ];
}

function rangeOf(rescored: Rescored | undefined): string {
  if (rescored === undefined || rescored.low === null) return '';
  if (rescored.high === null) return `≥ ${formatDuration(rescored.low)}`;
  return `${formatDuration(rescored.low)}–${formatDuration(rescored.high)}`;
}

function composedAt(architecture: Architecture | undefined, p: number): number | null {
  if (architecture === undefined) return null;
  const { p95, p99 } = architecture.latency.e2e;
  return p === 0.95 ? p95 : p99;
}

function architecturesById(result: AgentResult): ReadonlyMap<string, Architecture> {
  return new Map(finalistsOf(result).map((each) => [each.id, each]));
}

/** Feasible architectures that are looked at again. */
const FEASIBLE = 5;

/** What a reader may choose: today's architecture, what fits, each trade, the nearest miss. */
export function finalistsOf(result: AgentResult): Architecture[] {
  const all = [
    ...(result.today ? [result.today] : []),
    ...result.feasible.slice(0, FEASIBLE),
    ...result.pickTwo.flatMap(({ architecture }) => architecture ?? []),
    ...result.nearMisses.slice(0, 1),
  ];
  return [...new Map(all.map((each) => [each.id, each])).values()];
}
