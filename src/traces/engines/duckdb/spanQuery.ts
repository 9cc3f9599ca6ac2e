import { ABSENT, CELLS, type Cell } from '../rows/cells.ts';
import { DURATIONS, type Columns } from '../rows/columns.ts';
import { identifier, literal } from './quote.ts';

/** A column as DuckDB describes it. */
export interface Column {
  readonly name: string;
  /** In DuckDB's words: `VARCHAR`, `MAP(VARCHAR, VARCHAR)`, `TIMESTAMP_NS`. */
  readonly type: string;
}

/** How one query reads spans. */
export interface SpanQuery {
  /** One row of text for each span, its cells separated by {@link SEPARATOR}. */
  readonly select: string;
  /** The attributes of the last cells. */
  readonly keys: readonly string[];
  /** Start and end are nanoseconds; otherwise they are as the file writes them. */
  readonly timesAreNanos: boolean;
}

/** One text a row: each value on its own would cost more than reading it. */
export const SEPARATOR = '\u001F';

/** An attribute, and the expression that reads it. */
export interface AttributeColumn {
  readonly key: string;
  readonly expression: string;
}

/** The query for a table of these columns. */
export function spanQuery(
  columns: Columns,
  types: readonly Column[],
  attributes: readonly AttributeColumn[],
): SpanQuery {
  const typeOf = (name: string): string =>
    types.find((column) => column.name === name)?.type ?? 'VARCHAR';
  const times = timeExpressions(columns, typeOf);
  const texts: Record<Cell, string> = {
    traceId: idText(columns.traceId, typeOf),
    spanId: idText(columns.spanId, typeOf),
    parentId: idText(columns.parentId, typeOf),
    name: text(columns.name),
    kind: text(columns.kind),
    clock: clock(columns, typeOf),
    scope: text(columns.scope),
    start: times.start,
    end: times.end,
    status: text(columns.status),
    firstToken: eventTime(columns),
    evaluated: isEvaluated(columns),
  };
  const cells = [
    ...CELLS.map((cell) => texts[cell]),
    ...attributes.map(({ expression }) => `coalesce(${expression}, chr(${ABSENT.charCodeAt(0)}))`),
  ];
  return {
    select: `concat_ws(chr(${SEPARATOR.charCodeAt(0)}), ${cells.join(', ')})`,
    keys: attributes.map(({ key }) => key),
    timesAreNanos: times.areNanos,
  };
}

function text(column: string | undefined): string {
  return column === undefined ? "''" : `coalesce(${identifier(column)}::VARCHAR, '')`;
}

/** As readers/otlpJson.ts tells clocks apart: by service and machine. */
function clock({ service, resource }: Columns, typeOf: (name: string) => string): string {
  if (resource === undefined || !typeOf(resource).startsWith('MAP(')) return text(service);
  const of = (key: string): string =>
    `nullif(${identifier(resource)}[${literal(key)}]::VARCHAR, '')`;
  return `concat_ws(' ', ${text(service)}, ${of('service.instance.id')}, ${of('host.name')})`;
}

/** Ids are hex text; some keep them as 8 or 16 bytes, or as UUIDs. */
function idText(column: string | undefined, typeOf: (name: string) => string): string {
  if (column === undefined) return "''";
  const name = identifier(column);
  switch (typeOf(column)) {
    case 'BLOB':
      return `coalesce(lower(hex(${name})), '')`;
    case 'UUID':
      return `coalesce(replace(${name}::VARCHAR, '-', ''), '')`;
    default:
      return `coalesce(${name}::VARCHAR, '')`;
  }
}

interface Times {
  readonly start: string;
  readonly end: string;
  readonly areNanos: boolean;
}

function timeExpressions(columns: Columns, typeOf: (name: string) => string): Times {
  const start = nanos(columns.start ?? '', typeOf);
  const end = columns.end === undefined ? null : nanos(columns.end, typeOf);
  const length = durationNanos(columns, typeOf);
  if (start !== null && length !== null)
    return { start: asText(start), end: asText(`${start} + ${length}`), areNanos: true };
  if (start !== null && end !== null)
    return { start: asText(start), end: asText(end), areNanos: true };
  return { start: text(columns.start), end: text(columns.end), areNanos: false };
}

function asText(expression: string): string {
  return `coalesce((${expression})::VARCHAR, '')`;
}

/** Nanoseconds since 1970 as a whole number that no sum overflows; null where the type does not tell. */
function nanos(column: string, typeOf: (name: string) => string): string | null {
  const name = identifier(column);
  const type = typeOf(column);
  if (type.startsWith('TIMESTAMP')) return `epoch_ns(${name})::HUGEINT`;
  return /unix_?nano$/i.test(column) && isWhole(type) ? `${name}::HUGEINT` : null;
}

/** The collector's Duration is unsigned, and what was negative has wrapped around. */
function durationNanos(columns: Columns, typeOf: (name: string) => string): string | null {
  for (const meaning of Object.keys(DURATIONS) as (keyof typeof DURATIONS)[]) {
    const column = columns[meaning];
    if (column === undefined) continue;
    const name = identifier(column);
    if (meaning !== 'durationNs') return `round(${name}::DOUBLE * ${DURATIONS[meaning]})::HUGEINT`;
    if (typeOf(column) !== 'UBIGINT') return `round(${name}::DECIMAL(38, 3))::HUGEINT`;
    return `(${name}::HUGEINT - CASE WHEN ${name} >= 9223372036854775808 THEN 18446744073709551616::HUGEINT ELSE 0 END)`;
  }
  return null;
}

function isWhole(type: string): boolean {
  return /^(?:U?(?:BIG|HUGE)INT|VARCHAR)$/.test(type);
}

/** As readers/ttft.ts finds it. */
function eventTime({ eventNames, eventTimes }: Columns): string {
  if (eventNames === undefined || eventTimes === undefined) return "''";
  const names = identifier(eventNames);
  const first = `list_position(list_transform(${names}, lambda name: regexp_matches(name, 'first[ _.]?(?:token|chunk)', 'i')), true)`;
  return `CASE WHEN len(${names}) > 0 THEN coalesce(epoch_ns(${identifier(eventTimes)}[${first}])::VARCHAR, '') ELSE '' END`;
}

function isEvaluated({ eventNames }: Columns): string {
  if (eventNames === undefined) return "''";
  const names = identifier(eventNames);
  return `CASE WHEN list_contains(${names}, ${literal('gen_ai.evaluation.result')}) THEN '1' ELSE '' END`;
}
