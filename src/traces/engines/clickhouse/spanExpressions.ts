import type { Cell } from '../rows/cells.ts';
import { DURATIONS, type Columns } from '../rows/columns.ts';
import { identifier, literal } from './quote.ts';
import type { SpanTable } from './table.ts';

/** How ClickHouse reads what a span is made of. */
export interface SpanExpressions {
  /** Text, by cell. */
  readonly cells: Readonly<Record<Cell, string>>;
  /** Nanoseconds since 1970. */
  readonly start: string;
  /** Nanoseconds; what was negative when it was written is negative here. */
  readonly duration: string;
  /** Nanoseconds since 1970 of the first event about a first token; 0 where there is none. */
  readonly firstToken: string;
  /** An attribute as text; empty where the span lacks it. */
  readonly attribute: (key: string) => string;
  /** Keys of the attributes of a row, as an array. */
  readonly keys: string;
}

/** Of a table with one row a span. */
export function spanExpressions({ columns, types }: SpanTable): SpanExpressions {
  const typeOf = (name: string | undefined): string => (name && types.get(name)) ?? '';
  const start = nanos(columns.start, typeOf(columns.start));
  const duration = durationOf(columns, typeOf, start);
  const firstToken = eventTime(columns);
  return {
    cells: {
      traceId: text(columns.traceId),
      spanId: text(columns.spanId),
      parentId: text(columns.parentId),
      name: text(columns.name),
      kind: text(columns.kind),
      clock: clock(columns, typeOf(columns.resource)),
      scope: scope(columns, typeOf(columns.attributes)),
      start: `toString(${start})`,
      // Of two 64-bit numbers the sum may not fit.
      end: `toString(toInt128(${start}) + ${duration})`,
      status: text(columns.status),
      firstToken: firstToken === '0' ? "''" : `if(${firstToken} = 0, '', toString(${firstToken}))`,
      evaluated: isEvaluated(columns),
    },
    start,
    duration,
    firstToken,
    ...attributesOf(columns.attributes, typeOf(columns.attributes)),
  };
}

function text(column: string | undefined): string {
  return column === undefined ? "''" : `ifNull(toString(${identifier(column)}), '')`;
}

/** As readers/otlpJson.ts tells clocks apart: by service and machine. */
function clock({ service, resource }: Columns, type: string): string {
  if (resource === undefined || !isMap(type)) return text(service);
  const of = (key: string): string => `${identifier(resource)}[${literal(key)}]`;
  return `arrayStringConcat(arrayFilter(part -> part != '', [${text(service)}, ${of('service.instance.id')}, ${of('host.name')}]), ' ')`;
}

/** Before 2023 the exporter kept the scope among the attributes. */
function scope({ scope: column, attributes }: Columns, type: string): string {
  if (column !== undefined) return text(column);
  if (attributes === undefined || !isMap(type)) return "''";
  return `${identifier(attributes)}['otel.scope.name']`;
}

function nanos(column: string | undefined, type: string): string {
  const name = identifier(column ?? '');
  if (/DateTime64/.test(type)) return `toUnixTimestamp64Nano(${name})`;
  if (/DateTime/.test(type)) return `toInt64(toUnixTimestamp(${name})) * 1000000000`;
  if (/Int/.test(type)) return `toInt64(${name})`;
  return `toUnixTimestamp64Nano(ifNull(parseDateTime64BestEffortOrNull(${name}, 9, 'UTC'), toDateTime64(0, 9, 'UTC')))`;
}

/** The exporter's Duration is unsigned, and what was negative has wrapped: as Int64 it is itself again. */
function durationOf(
  columns: Columns,
  typeOf: (name: string | undefined) => string,
  start: string,
): string {
  for (const meaning of Object.keys(DURATIONS) as (keyof typeof DURATIONS)[]) {
    const column = columns[meaning];
    if (column === undefined) continue;
    return meaning === 'durationNs'
      ? `toInt64(${identifier(column)})`
      : `toInt64(round(toFloat64(${identifier(column)}) * ${DURATIONS[meaning]}))`;
  }
  return `(${nanos(columns.end, typeOf(columns.end))} - ${start})`;
}

/** As readers/ttft.ts finds it; 0 where there is none. */
function eventTime({ eventNames, eventTimes }: Columns): string {
  if (eventNames === undefined || eventTimes === undefined) return '0';
  const pattern = literal('(?i)first[ _.]?(?:token|chunk)');
  const first = `arrayFirstIndex(name -> match(name, ${pattern}), ${identifier(eventNames)})`;
  return `if(empty(${identifier(eventNames)}) OR ${first} = 0, 0, toUnixTimestamp64Nano(${identifier(eventTimes)}[${first}]))`;
}

function isEvaluated({ eventNames }: Columns): string {
  if (eventNames === undefined) return "''";
  return `if(has(${identifier(eventNames)}, 'gen_ai.evaluation.result'), '1', '')`;
}

/** The exporter writes maps, or with its feature gate JSON. */
function attributesOf(
  column: string | undefined,
  type: string,
): Pick<SpanExpressions, 'attribute' | 'keys'> {
  if (column === undefined) return { attribute: () => "''", keys: '[]' };
  const name = identifier(column);
  if (isMap(type))
    return { attribute: (key) => `${name}[${literal(key)}]`, keys: `mapKeys(${name})` };
  if (type.startsWith('JSON'))
    return {
      attribute: (key) =>
        `ifNull(toString(${name}.${key.split('.').map(identifier).join('.')}), '')`,
      keys: `JSONAllPaths(${name})`,
    };
  return {
    attribute: (key) => `JSONExtractString(${name}, ${literal(key)})`,
    keys: `JSONExtractKeys(${name})`,
  };
}

function isMap(type: string): boolean {
  return type.startsWith('Map(');
}
