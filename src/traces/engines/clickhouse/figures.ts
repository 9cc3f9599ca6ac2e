import { COST_KEYS } from '../../readers/reportedCost.ts';
import { USAGE_KEYS } from '../../readers/reportedUsage.ts';
import { TTFT_KEYS } from '../../readers/ttft.ts';
import type { CountShape } from './countQuery.ts';
import type { SpanExpressions } from './spanExpressions.ts';

/**
 * Figures of a span in SQL, as readers/ttft.ts, reportedUsage.ts and reportedCost.ts work them out; NULL
 * where it reports none. What is missing here (Langfuse's JSON among the attributes) is found out when
 * the counts are checked against whole traces, and taken from those.
 */
export type Figures = Pick<CountShape, 'ttft' | 'cost' | 'raw' | 'usage'>;

/** @param keys attributes that occur in the table: the others need not be looked for */
export function figures(expressions: SpanExpressions, keys: readonly string[]): Figures {
  const first = (names: readonly string[]): string =>
    firstNumber(
      names.filter((name) => keys.includes(name)),
      expressions.attribute,
    );
  const event = expressions.firstToken === '0' ? NONE : eventMs(expressions);
  const parts = COST_KEYS.parts.map((key) => first([key]));
  return {
    ttft: coalesce([
      scaled(first(TTFT_KEYS.client)),
      first(TTFT_KEYS.clientMs),
      event,
      scaled(first(TTFT_KEYS.server)),
    ]),
    raw: {
      raw_input: first(USAGE_KEYS.input),
      raw_output: first(USAGE_KEYS.output),
      raw_cached: first(USAGE_KEYS.cached),
      raw_written: first(USAGE_KEYS.written),
      raw_reasoning: first(USAGE_KEYS.reasoning),
    },
    cost: coalesce([first(COST_KEYS.total), sumOf(parts)]),
    usage: USAGE,
  };
}

/** As readers/reportedUsage.ts has it. */
const USAGE = [
  'raw_input IS NOT NULL OR raw_output IS NOT NULL AS has_usage',
  'ifNull(raw_cached, 0) + ifNull(raw_written, 0) AS apart',
  'if(has_usage, if(apart > raw_input, raw_input + apart, raw_input), NULL) AS input',
  'if(has_usage, raw_cached, NULL) AS cached',
  'if(has_usage, raw_written, NULL) AS written',
  'if(has_usage, if(raw_reasoning <= raw_output, raw_output - raw_reasoning, raw_output), NULL) AS output',
  'if(has_usage, raw_reasoning, NULL) AS reasoning',
];

const NONE = 'NULL::Nullable(Float64)';

function eventMs({ firstToken, start }: SpanExpressions): string {
  return `if(${firstToken} = 0, NULL, (${firstToken} - ${start}) / 1e6)`;
}

function scaled(seconds: string): string {
  return seconds === NONE ? NONE : `(${seconds}) * 1000`;
}

/** The first of these attributes that holds a finite number, 0 or more; as `numberIn` reads it. */
function firstNumber(keys: readonly string[], attribute: (key: string) => string): string {
  return coalesce(
    keys.map((key) => {
      const value = `toFloat64OrNull(${attribute(key)})`;
      return `if(${value} >= 0 AND ${value} < inf, ${value}, NULL)`;
    }),
  );
}

function coalesce(expressions: readonly string[]): string {
  const some = expressions.filter((expression) => expression !== NONE);
  const [only = NONE] = some;
  return some.length <= 1 ? only : `coalesce(${some.join(', ')})`;
}

function sumOf(parts: readonly string[]): string {
  const some = parts.filter((part) => part !== NONE);
  if (some.length === 0) return NONE;
  const isThere = some.map((part) => `(${part}) IS NOT NULL`).join(' OR ');
  return `if(${isThere}, ${some.map((part) => `ifNull(${part}, 0)`).join(' + ')}, NULL)`;
}
