import { GROWTH } from '../../../latency/histogram.ts';
import { EARLIEST, LATEST, LONGEST_MS, type SpanRejection } from '../../readers/otlpSpan.ts';
import type { Figures } from './figures.ts';
import { literal } from './quote.ts';
import type { SpanExpressions } from './spanExpressions.ts';

/** Why a span is not counted; the place in this list is what the database answers, less one. */
export const REASONS: readonly SpanRejection[] = [
  'no trace or span id',
  'malformed id',
  'impossible time',
  'unfinished (no end time)',
  'ends before it starts',
  'longer than 24 h',
];

/** Beyond so many signatures names are made up anew each time. */
export const MOST_SIGNATURES = 2000;

export interface CountQuery {
  readonly from: string;
  readonly where: string;
  /** SQL of the signature. */
  readonly signature: string;
  readonly figures: Figures;
  /** Copies of a span count once: affordable for a sample only. */
  readonly distinct: boolean;
}

/**
 * One pass over all spans: for each signature counts, sums and histograms, whose bins are those of
 * latency/histogram.ts. Tens of kilobytes come back, however many spans there are; partial results add,
 * so servers of a cluster each count their own.
 */
export function countSql(expressions: SpanExpressions, query: CountQuery): string {
  return `SELECT
  ${COLUMNS.join(',\n  ')}
FROM (
  SELECT *,
    ${derived().join(',\n    ')}
  FROM (
    SELECT
      ${perSpan(expressions, query).join(',\n      ')}
    FROM ${query.from}
    WHERE ${query.where}${query.distinct ? '\n    LIMIT 1 BY trace, span' : ''}
  )
)
GROUP BY signature, reason
LIMIT ${MOST_SIGNATURES + REASONS.length + 1}`;
}

function perSpan(
  { cells, start, duration }: SpanExpressions,
  { signature, figures: { raw, ttft, cost } }: CountQuery,
): string[] {
  return [
    `${cells.traceId} AS trace`,
    `${cells.spanId} AS span`,
    `${cells.parentId} AS parent`,
    `${start} AS start`,
    `${duration} AS duration`,
    `${ttft} AS first_token`,
    `${cost} AS cost`,
    ...Object.entries(raw).map(([name, sql]) => `${sql} AS raw_${name}`),
    `${signature} AS looks`,
  ];
}

/** As readers/otlpSpan.ts and reportedUsage.ts have it. */
function derived(): string[] {
  return [
    `${reasonSql()} AS reason`,
    'if(reason = 0, looks, 0) AS signature',
    'if(first_token > 0 AND first_token <= duration / 1e6, first_token, NULL) AS ttft',
    'raw_input IS NOT NULL OR raw_output IS NOT NULL AS has_usage',
    'ifNull(raw_cached, 0) + ifNull(raw_written, 0) AS apart',
    'if(has_usage, if(apart > raw_input, raw_input + apart, raw_input), NULL) AS input',
    'if(has_usage, raw_cached, NULL) AS cached',
    'if(has_usage, raw_written, NULL) AS written',
    'if(has_usage, if(raw_reasoning <= raw_output, raw_output - raw_reasoning, raw_output), NULL) AS output',
    'if(has_usage, raw_reasoning, NULL) AS reasoning',
  ];
}

function reasonSql(): string {
  const [earliest, latest] = [EARLIEST, LATEST].map((ms) => `${ms}000000`);
  const isBad = (id: string, digits: number): string =>
    `NOT match(${id}, ${literal(`^[0-9a-fA-F]{${digits}}$`)}) OR ${id} = ${literal('0'.repeat(digits))}`;
  const badParent = "parent != '' AND NOT match(parent, '^(?:[0-9a-fA-F]{16}|0+)$')";
  return `multiIf(
      trace = '' OR span = '', 1,
      ${isBad('trace', 32)} OR ${isBad('span', 16)} OR ${badParent}, 2,
      start < ${earliest} OR start >= ${latest} OR toInt128(start) + duration < 0, 3,
      start + duration = 0, 4,
      duration < 0, 5,
      toInt128(start) + duration >= ${latest}, 3,
      duration > ${LONGEST_MS}000000, 6,
      0)`;
}

/** Of one signature, in the order in which countRows.ts reads them. */
const COLUMNS = [
  'toString(signature)',
  'toString(reason)',
  'toString(count())',
  'min(span)',
  'min(trace)',
  'max(trace)',
  'toString(min(start))',
  'toString(max(start + duration))',
  ...durations('duration', 'duration / 1e6', 'reason = 0'),
  ...durations('toInt64(floor(ttft * 1e6 + 0.5))', 'ttft', 'reason = 0 AND ttft IS NOT NULL'),
  ...['input', 'cached', 'written', 'output', 'reasoning'].flatMap((tokens) => [
    `toString(count(${tokens}))`,
    `ifNull(sum(${tokens}), 0)`,
  ]),
  'toString(count(cost))',
  'toString(sum(toInt64(floor(ifNull(cost, 0) * 1e9 + 0.5))))',
];

/**
 * How many, their sum and the longest in nanoseconds, how many of no length, and the bins: the index of
 * the first one, then for each the distance from the one before and what it holds.
 */
function durations(ns: string, ms: string, condition: string): string[] {
  // What the condition leaves out is worked out all the same: it must not be the logarithm of nothing.
  const bin = `toInt32(ceil(log(greatest(ifNull(${ms}, 1), 1e-6)) / log(${GROWTH}) - 1e-9))`;
  const bins = `sumMapIf([${bin}], [toUInt64(1)], ${condition} AND ${ms} > 0)`;
  const gaps = `arrayMap((gap, count) -> concat(if(gap = 1, '', concat(toString(gap), '+')), toString(count)), arrayDifference(${bins}.1), ${bins}.2)`;
  return [
    `toString(countIf(${condition}))`,
    `toString(sumIf(toInt128(assumeNotNull(${ns})), ${condition}))`,
    `toString(maxIf(assumeNotNull(${ns}), ${condition}))`,
    `toString(countIf(${condition} AND ${ms} = 0))`,
    `${bins}.1[1]`,
    `arrayStringConcat(${gaps}, ' ')`,
  ];
}
