import { LANGFUSE_KEYS } from '../../readers/langfuseUsage.ts';
import type { Countable } from './countable.ts';
import { observationSource, type ObservationPlan } from './langfuseSource.ts';
import { literal } from './quote.ts';
import { isOneOf, type Selection } from './selection.ts';
import type { Target } from './target.ts';

/** Langfuse's observations, for counting: the newest version of each, deleted ones left out. */
export function langfuseCountable(
  target: Target,
  plan: ObservationPlan,
  exact: Selection,
): Countable {
  const { selection, oneIn } = plan;
  return {
    shape: {
      from: `${target.table.from} FINAL`,
      trace: 'trace_id',
      span: 'id',
      parent: "''",
      start: nanos('start_time'),
      duration: `if(end_time IS NULL, if(lower(type) = 'event', 0, -${nanos('start_time')}), ${nanos('assumeNotNull(end_time)')} - ${nanos('start_time')})`,
      ttft: `if(completion_start_time IS NULL, NULL, (${nanos('assumeNotNull(completion_start_time)')} - ${nanos('start_time')}) / 1e6)`,
      cost: 'toFloat64(total_cost)',
      raw: RAW,
      usage: USAGE,
      idsAreHex: false,
    },
    selection,
    exact,
    oneIn,
    signature,
    sample: (marks) => observationSource(target, { ...plan, marks }),
    traces: (marks, ids) =>
      observationSource(target, { ...plan, oneIn: 1, marks, only: isOneOf('trace_id', ids) }),
  };
}

function nanos(column: string): string {
  return `toUnixTimestamp64Nano(${column})`;
}

/**
 * Counts of `usage_details` as readers/langfuseUsage.ts has them. Keys that it does not name (audio,
 * modalities) are found out when the counts are checked against whole traces, and taken from those.
 */
const RAW = {
  raw_input: count(LANGFUSE_KEYS.input),
  raw_cached: count(LANGFUSE_KEYS.cached),
  raw_written: sum(LANGFUSE_KEYS.written),
  raw_output: count(LANGFUSE_KEYS.output),
  raw_reasoning: count(LANGFUSE_KEYS.reasoning),
  raw_total: count(LANGFUSE_KEYS.total),
};

const USAGE = [
  'raw_input IS NOT NULL OR raw_output IS NOT NULL AS has_usage',
  'ifNull(raw_input, 0) + ifNull(raw_output, 0) AS plain',
  'ifNull(raw_cached, 0) + ifNull(raw_written, 0) + ifNull(raw_reasoning, 0) AS apart',
  'raw_total IS NOT NULL AND plain = raw_total AND plain + apart != raw_total AS is_inclusive',
  'if(has_usage, raw_cached, NULL) AS cached',
  'if(has_usage, raw_written, NULL) AS written',
  'if(has_usage, raw_reasoning, NULL) AS reasoning',
  'if(is_inclusive, raw_input, raw_input + ifNull(raw_cached, 0) + ifNull(raw_written, 0)) AS input',
  'if(is_inclusive, greatest(0, raw_output - ifNull(raw_reasoning, 0)), raw_output) AS output',
];

function count(keys: readonly string[]): string {
  const cases = keys.map(
    (key) =>
      `mapContains(usage_details, ${literal(key)}), toNullable(toFloat64(usage_details[${literal(key)}]))`,
  );
  return `multiIf(${cases.join(', ')}, NULL)`;
}

function sum(keys: readonly string[]): string {
  const isThere = keys.map((key) => `mapContains(usage_details, ${literal(key)})`).join(' OR ');
  const total = keys.map((key) => `toFloat64(usage_details[${literal(key)}])`).join(' + ');
  return `if(${isThere}, toNullable(${total}), NULL)`;
}

function signature(withNames: boolean): string {
  const parts = [
    ...(withNames ? ['name'] : []),
    'lower(type)',
    'level',
    "ifNull(provided_model_name, '')",
    "ifNull(JSONExtractString(model_parameters, 'reasoning_effort'), '')",
    "ifNull(JSONExtractString(model_parameters, 'reasoning', 'effort'), '')",
    "ifNull(JSONExtractString(model_parameters, 'model'), '')",
    'notEmpty(usage_details)',
    'completion_start_time IS NULL',
    'total_cost IS NULL',
  ];
  return `cityHash64(${parts.join(', ')})`;
}
