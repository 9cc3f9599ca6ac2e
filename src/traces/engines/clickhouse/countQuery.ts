import { GROWTH } from '../../../latency/histogram.ts';
import { EARLIEST, LATEST, LONGEST_MS, type SpanRejection } from '../../readers/otlpSpan.ts';
import { literal } from './quote.ts';

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

/** What a table says of each span, in SQL. */
export interface CountShape {
  readonly from: string;
  readonly trace: string;
  readonly span: string;
  /** Empty for none. */
  readonly parent: string;
  /** Nanoseconds since 1970. */
  readonly start: string;
  /** Nanoseconds; the negative of `start` where there is no end. */
  readonly duration: string;
  /** Milliseconds to the first token, credible or not; NULL where nobody says. */
  readonly ttft: string;
  /** USD; NULL where nobody says. */
  readonly cost: string;
  /** By name, worked out first. */
  readonly raw: Readonly<Record<string, string>>;
  /** `input`, `cached`, `written`, `output` and `reasoning` as span.ts has them, out of what is above. */
  readonly usage: readonly string[];
  /** Ids must be hex digits; others are made so when they are read. */
  readonly idsAreHex: boolean;
}

export interface CountQuery {
  readonly where: string;
  /** SQL of the signature. */
  readonly signature: string;
  /** Copies of a span count once: affordable for a sample only. */
  readonly distinct: boolean;
}

/**
 * One pass over all spans: for each signature counts, sums and histograms, whose bins are those of
 * latency/histogram.ts. Tens of kilobytes come back, however many spans there are; partial results add,
 * so servers of a cluster each count their own.
 */
export function countSql(shape: CountShape, query: CountQuery): string {
  return `SELECT
  ${COLUMNS.join(',\n  ')}
FROM (
  SELECT *,
    ${derived(shape).join(',\n    ')}
  FROM (
    SELECT
      ${perSpan(shape, query).join(',\n      ')}
    FROM ${shape.from}
    WHERE ${query.where}${query.distinct ? '\n    LIMIT 1 BY trace, span' : ''}
  )
)
GROUP BY signature, reason
LIMIT ${MOST_SIGNATURES + REASONS.length + 1}`;
}

function perSpan(shape: CountShape, { signature }: CountQuery): string[] {
  return [
    `${shape.trace} AS trace`,
    `${shape.span} AS span`,
    `${shape.parent} AS parent`,
    `${shape.start} AS start`,
    `${shape.duration} AS duration`,
    `${shape.ttft} AS first_token`,
    `${shape.cost} AS cost`,
    ...Object.entries(shape.raw).map(([name, sql]) => `${sql} AS ${name}`),
    `${signature} AS looks`,
  ];
}

/** As readers/otlpSpan.ts has it. */
function derived({ usage, idsAreHex }: CountShape): string[] {
  return [
    `${reasonSql(idsAreHex)} AS reason`,
    'if(reason = 0, looks, 0) AS signature',
    'if(first_token > 0 AND first_token <= duration / 1e6, first_token, NULL) AS ttft',
    ...usage,
  ];
}

function reasonSql(idsAreHex: boolean): string {
  const [earliest, latest] = [EARLIEST, LATEST].map((ms) => `${ms}000000`);
  const isBad = (id: string, digits: number): string =>
    `NOT match(${id}, ${literal(`^[0-9a-fA-F]{${digits}}$`)}) OR ${id} = ${literal('0'.repeat(digits))}`;
  const badParent = "parent != '' AND NOT match(parent, '^(?:[0-9a-fA-F]{16}|0+)$')";
  return `multiIf(
      trace = '' OR span = '', 1,
      ${idsAreHex ? `${isBad('trace', 32)} OR ${isBad('span', 16)} OR ${badParent}` : '0'}, 2,
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
