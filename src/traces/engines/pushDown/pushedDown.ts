import { Aggregator, type Read } from '../../aggregate.ts';
import type { Measurement, Origin } from '../../measurement.ts';
import { formatCount } from '../../../units/count.ts';
import { Rejections } from '../../rejections.ts';
import type { Period } from '../../traceCounts.ts';
import type { Replaced } from './replaceCounted.ts';
import type { Counts } from './signatureCounts.ts';

export interface PushedDown {
  readonly counts: Counts;
  /** What reading the sample came to. */
  readonly sample: Read;
  readonly replaced: Replaced;
  readonly period: Period;
  readonly origin: Origin;
}

/** The measurement that counts of all spans and a sample of traces make together. */
export function pushedDown(parts: PushedDown): Measurement {
  const { counts, replaced, period } = parts;
  const aggregator = new Aggregator(period, null);
  aggregator.addState(replaced.state);
  const rejected = new Rejections();
  for (const { reason, n, first } of counts.rejected) rejected.add(reason, `span ${first}`, n);
  const counted = sum(counts.signatures);
  const total = counted + sum(counts.rejected);
  const notes = notesOf(parts, counted);
  const measurement = aggregator.result({
    files: { read: 0, notRead: [], damaged: [] },
    lines: { total, accepted: total, blank: 0, rejected: [] },
    spans: { total, rejected: rejected.list() },
    origin: { ...parts.origin, notes },
  });
  const { spans } = measurement.coverage;
  return {
    ...measurement,
    ...daysOf(counts),
    spans: counted,
    coverage: { ...measurement.coverage, spans: { ...spans, counted, duplicate: 0 } },
  };
}

function sum(counts: readonly { readonly n: number }[]): number {
  return counts.reduce((total, { n }) => total + n, 0);
}

function daysOf({ signatures }: Counts): Pick<Measurement, 'from' | 'to'> {
  if (signatures.length === 0) return { from: null, to: null };
  const from = signatures.reduce((first, each) => Math.min(first, each.from), Infinity);
  const to = signatures.reduce((last, each) => Math.max(last, each.to), -Infinity);
  return { from: utcDay(from), to: utcDay(to) };
}

function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** What comes from all spans, what from the sample, and what from neither. */
function notesOf({ sample, replaced, origin }: PushedDown, counted: number): string[] {
  const { sampled, rare, unexplained } = replaced;
  return [
    `${formatCount(counted)} spans counted there, 1 trace in ${origin.oneIn ?? 1} read whole:`,
    `${formatCount(sample.spans.total)} spans tell use, errors, path and end to end`,
    sampled.length === 0
      ? 'times and tokens are those of all spans'
      : `times and tokens are those of all spans, but ${list(sampledOnes(sampled))}`,
    ...(rare.length === 0
      ? []
      : [
          `left out, in no sampled trace: ${list(rare.map((each) => `${each.component} (${formatCount(each.spans)})`))}`,
        ]),
    ...(unexplained === 0
      ? []
      : [`left out, what they are is not known: ${formatCount(unexplained)} spans`]),
    ...copies(replaced),
  ];
}

function sampledOnes(sampled: Replaced['sampled']): string[] {
  const parts = new Map<string, string[]>();
  for (const { component, part } of sampled)
    parts.set(component, [...new Set([...(parts.get(component) ?? []), part])]);
  return [...parts].map(([component, of]) => `${component} (sample: ${of.join(', ')})`);
}

function copies({ state }: Replaced): string[] {
  const { duplicate, counted } = state.counts.spans;
  return duplicate === 0
    ? []
    : [
        `${formatCount(duplicate)} of ${formatCount(duplicate + counted)} sampled spans come twice: there both count`,
      ];
}

const MOST_LISTED = 6;

function list(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_LISTED).join(', ');
  return texts.length > MOST_LISTED ? `${shown} and ${texts.length - MOST_LISTED} more` : shown;
}
