import type { Columns } from '../rows/columns.ts';
import { identifier, literal } from './quote.ts';
import type { AttributeColumn, Column } from './spanQuery.ts';

/** Phoenix and others write each attribute into a column of its own. */
const PREFIX = /^(?:attributes|span_attributes|SpanAttributes)\./;

/** Kinds of spans as OpenTelemetry has them; OpenInference writes its own into the same column. */
const OTEL_KIND =
  "'^(?:SPAN_KIND_|SpanKind[.])?(?:UNSPECIFIED|INTERNAL|SERVER|CLIENT|PRODUCER|CONSUMER|[0-5])?$'";

/** What a table holds of the attributes that are looked at. */
export interface Held {
  /** Attributes that are looked at. */
  readonly wanted: readonly string[];
  /** Those that occur in a map of attributes; null where it was not looked. */
  readonly inMap: ReadonlySet<string> | null;
}

/** How to read each attribute: from a column of its own, from a map, or from JSON. */
export function attributeColumns(
  columns: Columns,
  types: readonly Column[],
  { wanted, inMap }: Held,
): AttributeColumn[] {
  const own = ownColumns(types, wanted);
  const of = types.find(({ name }) => name === columns.attributes);
  const seen = new Set(own.map(({ key }) => key));
  const others = wanted.filter((key) => !seen.has(key) && (inMap === null || inMap.has(key)));
  const kept = of === undefined ? [] : others.map((key) => attribute(key, of));
  return [...own, ...kept, ...kindColumn(columns, [...seen, ...kept.map(({ key }) => key)])];
}

function attribute(key: string, { name, type }: Column): AttributeColumn {
  if (isMap(type)) return { key, expression: `${identifier(name)}[${literal(key)}]::VARCHAR` };
  const json = /^(?:JSON|VARCHAR)$/.test(type)
    ? `TRY_CAST(${identifier(name)} AS JSON)`
    : `to_json(${identifier(name)})`;
  // Written as one name with dots, or taken apart at the dots.
  const paths = [
    `$."${key}"`,
    `$.${key
      .split('.')
      .map((part) => `"${part}"`)
      .join('.')}`,
  ];
  const [whole, nested] = paths.map((path) => `json_extract_string(${json}, ${literal(path)})`);
  return { key, expression: `coalesce(${whole}, ${nested})` };
}

/** Only of maps is it known at once which attributes occur. */
export function isMap(type: string): boolean {
  return type.startsWith('MAP(');
}

function ownColumns(types: readonly Column[], wanted: readonly string[]): AttributeColumn[] {
  return types.flatMap(({ name }) => {
    const key = name.replace(PREFIX, '');
    return wanted.includes(key) ? [{ key, expression: `${identifier(name)}::VARCHAR` }] : [];
  });
}

/** OpenInference's kind of a span stands where OpenTelemetry's would. */
function kindColumn({ kind }: Columns, known: readonly string[]): AttributeColumn[] {
  const key = 'openinference.span.kind';
  if (kind === undefined || known.includes(key)) return [];
  const name = `${identifier(kind)}::VARCHAR`;
  const expression = `CASE WHEN NOT regexp_matches(${name}, ${OTEL_KIND}, 'i') THEN ${name} END`;
  return [{ key, expression }];
}
