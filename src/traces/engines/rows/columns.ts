import { nearest } from '../../../units/nearest.ts';

/** What a span needs, and may have, of a table whose every row is one span. */
const ALIASES = {
  traceId: ['TraceId', 'trace_id', 'traceId', 'trace.id', 'context.trace_id'],
  spanId: ['SpanId', 'span_id', 'spanId', 'span.id', 'context.span_id'],
  parentId: ['ParentSpanId', 'parent_span_id', 'parentSpanId', 'parent_id', 'parentId'],
  name: ['SpanName', 'span_name', 'spanName', 'name', 'operation_name', 'operationName'],
  start: [
    'Timestamp',
    'start_time',
    'startTime',
    'StartTime',
    'start_time_unix_nano',
    'startTimeUnixNano',
    'timestamp',
  ],
  end: ['EndTime', 'end_time', 'endTime', 'end_time_unix_nano', 'endTimeUnixNano'],
  durationNs: ['Duration', 'duration_ns', 'duration_nano', 'durationNano', 'duration_nanos'],
  durationUs: ['duration_us', 'duration_micros', 'durationMicros'],
  durationMs: ['duration_ms', 'durationMs', 'latency_ms', 'latencyMs'],
  durationS: ['duration_s', 'duration_seconds'],
  kind: ['SpanKind', 'span_kind', 'spanKind', 'kind'],
  status: ['StatusCode', 'status_code', 'statusCode', 'status'],
  service: ['ServiceName', 'service_name', 'serviceName', 'service.name'],
  scope: ['ScopeName', 'scope_name', 'otel.scope.name', 'scope.name'],
  resource: ['ResourceAttributes', 'resource_attributes'],
  attributes: ['SpanAttributes', 'span_attributes', 'attributes', 'Attributes'],
  eventNames: ['Events.Name'],
  eventTimes: ['Events.Timestamp'],
} as const;

export type Meaning = keyof typeof ALIASES;

/** Lengths of spans, by how many nanoseconds their unit has. */
export const DURATIONS = {
  durationNs: 1,
  durationUs: 1e3,
  durationMs: 1e6,
  durationS: 1e9,
} as const satisfies Partial<Record<Meaning, number>>;

/** The columns of a table by what they mean; those that mean nothing are left out. */
export type Columns = Readonly<Partial<Record<Meaning, string>>>;

/** Why a table holds no spans: what it lacks, and which of its columns might have been meant. */
export interface Misfit {
  readonly missing: readonly string[];
  readonly found: readonly string[];
  readonly near: readonly { readonly column: string; readonly wanted: string }[];
}

/** Spelling as written comes first, then without regard to capitals. */
export function columnsOf(found: readonly string[]): Columns | Misfit {
  const columns: Partial<Record<Meaning, string>> = {};
  for (const meaning of Object.keys(ALIASES) as Meaning[]) {
    const column = columnFor(meaning, found);
    if (column !== undefined) columns[meaning] = column;
  }
  const missing = wanting(columns);
  return missing.length === 0 ? columns : { missing, found, near: nearOnes(missing, found) };
}

export function isMisfit(columns: Columns | Misfit): columns is Misfit {
  return 'missing' in columns;
}

function columnFor(meaning: Meaning, found: readonly string[]): string | undefined {
  const names: readonly string[] = ALIASES[meaning];
  const exact = names.find((name) => found.includes(name));
  if (exact !== undefined) return exact;
  // `duration` may be in any unit: only the collector's own spelling is known to be nanoseconds.
  const loose = names.filter((name) => name !== 'Duration').map((name) => name.toLowerCase());
  return found.find((column) => loose.includes(column.toLowerCase()));
}

function wanting(columns: Columns): string[] {
  const must = (['traceId', 'spanId', 'name', 'start'] as const).filter(
    (meaning) => columns[meaning] === undefined,
  );
  const hasEnd =
    columns.end !== undefined ||
    (Object.keys(DURATIONS) as Meaning[]).some((meaning) => columns[meaning] !== undefined);
  return [
    ...must.map((meaning): string => ALIASES[meaning][0]),
    ...(hasEnd ? [] : ['Duration or EndTime']),
  ];
}

function nearOnes(missing: readonly string[], found: readonly string[]): Misfit['near'] {
  return missing.flatMap((wanted) => {
    const column = nearest(wanted.split(' ')[0] ?? wanted, found);
    return column === null ? [] : [{ column, wanted }];
  });
}

const MOST_LISTED = 12;

/** What is wrong with a table, in a sentence and a hint. */
export function misfitText({ missing, found, near }: Misfit): { message: string; help: string } {
  const listed = found.slice(0, MOST_LISTED).join(', ');
  const more = found.length > MOST_LISTED ? ` and ${found.length - MOST_LISTED} more` : '';
  const hints = [
    ...near.map(({ column, wanted }) => `is ${column} the ${wanted}?`),
    ...(found.includes('duration')
      ? ['duration has no unit: name it duration_ns, duration_us, duration_ms or duration_s']
      : []),
  ];
  return {
    message: `no spans: it lacks ${missing.join(', ')}; it has ${listed}${more}`,
    help: [
      ...hints,
      'columns are named as in the collector’s otel_traces, or as docs/measure.md lists',
    ].join('; '),
  };
}
