import type { EmitSpan } from '../../formats/format.ts';
import { langfuse } from '../../formats/langfuse.ts';
import { EngineError } from '../engineError.ts';
import type { RowReader, SpanSource } from '../rows/spanSource.ts';
import type { Address } from './address.ts';
import type { Database } from './database.ts';
import { identifier } from './quote.ts';
import { partName, partOf, type Part, type Selection } from './selection.ts';
import { partsFor } from './sampleFor.ts';
import { originOf, type Target } from './target.ts';

/** Columns of an observation as the reader of Langfuse's exports knows them. Neither input nor output. */
const COLUMNS: readonly (readonly [name: string, sql: string])[] = [
  ['id', 'id'],
  ['trace_id', 'trace_id'],
  ['type', 'toString(type)'],
  ['parent_observation_id', "ifNull(parent_observation_id, '')"],
  ['start_time', timeText('start_time')],
  ['end_time', timeText('end_time')],
  ['name', 'name'],
  ['level', 'toString(level)'],
  ['provided_model_name', "ifNull(provided_model_name, '')"],
  ['model_parameters', "ifNull(model_parameters, '')"],
  // As numbers: whole ones of 64 bits would come as text.
  [
    'usage_details',
    'toJSONString(mapApply((key, count) -> (key, toFloat64(count)), usage_details))',
  ],
  ['total_cost', "ifNull(toString(total_cost), '')"],
  ['completion_start_time', timeText('completion_start_time')],
  ['event_ts', timeText('event_ts')],
  ['is_deleted', 'toString(is_deleted)'],
  ['budget.signature', "''"],
];

const SIGNATURE = 'budget.signature';

function timeText(column: string): string {
  return `ifNull(toString(toTimeZone(${column}, 'UTC')), '')`;
}

/** A row of `observations`, or of `traces` where it has a single cell more than the name. */
type Row = unknown[];

/** The table beside the observations that names the requests. */
const TRACES = 'traces';

/** @throws EngineError when it holds several projects, and none was asked for */
export async function countObservations(
  { database, table }: Target,
  selection: Selection,
): Promise<number> {
  const [row] = await database.rows({
    purpose: 'how many observations, of which projects',
    sql: `SELECT toString(count()), groupUniqArray(11)(project_id) FROM ${table.from} WHERE ${selection.where}`,
    parameters: selection.parameters,
  });
  const projects = (Array.isArray(row?.[1]) ? row[1].map(String) : []).sort();
  if (projects.length > 1)
    throw new EngineError(
      `the table holds several projects: ${projects.slice(0, 10).join(', ')}${projects.length > 10 ? ', …' : ''}`,
      `choose one: &project=${projects[0]}`,
    );
  return Number(row?.[0] ?? 0);
}

/** Observations are held as objects until their traces are whole: about 300 MB. */
const ROWS_PER_PART = 200_000;

/** Which observations are read. */
export interface ObservationPlan {
  readonly selection: Selection;
  /** Of the selection. */
  readonly rows: number;
  readonly oneIn: number;
  /** SQL of the signature of each observation, if it is wanted. */
  readonly marks?: string;
  /** A further condition. */
  readonly only?: string;
}

/** The observations of all traces, or of one in so many. */
export function observationSource(target: Target, plan: ObservationPlan): SpanSource<Row> {
  const { rows, oneIn, only } = plan;
  const parts = only === undefined ? partsFor(rows, oneIn, ROWS_PER_PART) : 1;
  return {
    origin: originOf(target, oneIn, oneIn === 1 ? [] : [`one trace in ${oneIn} was read`]),
    total: Math.ceil(rows / oneIn),
    parts,
    open: observationReader,
    rows: (part) => observationBatches(target, plan, { part, parts, oneIn }),
  };
}

/** Observations of one part of the traces, and the names of these traces. */
async function* observationBatches(
  { database, table, address }: Target,
  { selection, marks, only }: ObservationPlan,
  part: Part,
): AsyncGenerator<Row[]> {
  yield* names(database, address, part);
  const cells = COLUMNS.map(([name, sql]) =>
    name === SIGNATURE && marks !== undefined ? `toString(${marks})` : sql,
  );
  const where = only === undefined ? selection.where : `${selection.where} AND ${only}`;
  yield* database.batches({
    purpose: `observations of ${only === undefined ? partName(part) : 'traces with what the sample lacks'}`,
    sql: `SELECT
  ${cells.join(',\n  ')}
FROM ${table.from}
WHERE ${partOf(where, 'trace_id', part)}`,
    parameters: selection.parameters,
  });
}

/** Not every installation keeps them in this database. */
async function* names(
  database: Database,
  { database: name, project }: Address,
  part: Part,
): AsyncGenerator<Row[]> {
  const where = project === null ? '1' : 'project_id = {project:String}';
  try {
    yield* database.batches({
      purpose: 'names of requests',
      sql: `SELECT id, name FROM ${identifier(name)}.${TRACES} WHERE ${partOf(where, 'id', part)}`,
      parameters: project === null ? {} : { project },
    });
  } catch (error) {
    if (!(error instanceof EngineError) || !error.message.startsWith('no table ')) throw error;
  }
}

/** Reads observations as it reads Langfuse's own exports of them. */
function observationReader(emit: EmitSpan): RowReader<Row> {
  const reader = langfuse.open(emit);
  return {
    add: (row) => {
      if (row.length === 2)
        return reader.read({ trace: { id: row[0], name: row[1] }, observations: [] }, '');
      const values = row.map((value, at) => [COLUMNS[at]?.[0] ?? '', value] as const);
      reader.read(Object.fromEntries(values), `observation ${String(row[0])}`);
    },
    end: () => reader.end(),
  };
}
