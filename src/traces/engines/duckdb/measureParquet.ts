import { expandPaths } from '../../expandPaths.ts';
import type { Measurement } from '../../measurement.ts';
import { threadsOfMachine, type TraceSources } from '../../measureTraces.ts';
import { keysInUse } from '../../readers/attributeKeys.ts';
import { attributesOfRules } from '../../rules/rule.ts';
import { EngineError } from '../engineError.ts';
import { cellReader } from '../rows/cells.ts';
import { columnsOf, isMisfit, misfitText, type Columns } from '../rows/columns.ts';
import { measureRows } from '../rows/measureRows.ts';
import type { SpanSource } from '../rows/spanSource.ts';
import { attributeColumns, isMap } from './attributeColumns.ts';
import { objectStoreSettings, REMOTE } from './objectStore.ts';
import { identifier, literal, plainPath } from './quote.ts';
import { Session } from './session.ts';
import { SEPARATOR, spanQuery, type Column, type SpanQuery } from './spanQuery.ts';

/**
 * Parquet files, and CSV files in object stores, to a measurement: DuckDB reads the columns, and spans
 * become what they become from any other source.
 *
 * @throws EngineError when DuckDB is not installed, or cannot read them, or they hold no spans
 */
export async function measureParquet(sources: TraceSources): Promise<Measurement> {
  const session = await Session.open(sources.cwd, sources.threads ?? threadsOfMachine());
  try {
    const paths = pathsOf(sources);
    if (paths.some((path) => REMOTE.test(path)))
      for (const setting of objectStoreSettings(sources.env ?? {})) await session.rows(setting);
    return await measureRows(await sourceOf(session, paths, sources), sources);
  } finally {
    session.close();
  }
}

const PARQUET = { endings: /\.parquet$/i, none: 'no Parquet files in this folder' };

function pathsOf({ files, cwd }: TraceSources): string[] {
  return files.flatMap((file) =>
    REMOTE.test(file)
      ? [file]
      : expandPaths([file], cwd, PARQUET).map(({ path, name, problem }) => {
          if (path === null || problem !== null) throw new EngineError(`${name}: ${problem}`);
          return plainPath(path);
        }),
  );
}

async function sourceOf(
  session: Session,
  paths: readonly string[],
  { files, rules = [] }: TraceSources,
): Promise<SpanSource<readonly string[]>> {
  const name = files.length === 1 ? String(files[0]) : `${files[0]} and ${files.length - 1} more`;
  const from = fromClause(paths);
  const types = await describe(session, from);
  const columns = columnsOf(types.map((column) => column.name));
  if (isMisfit(columns)) {
    const { message, help } = misfitText(columns);
    throw new EngineError(`${name}: ${message}`, help);
  }
  const { shared, own } = keysInUse(attributesOfRules(rules));
  const inMap = await keysOf(session, from, columns, types);
  const attributes = attributeColumns(columns, types, { wanted: [...shared, ...own], inMap });
  const query = spanQuery(columns, types, attributes);
  const [total, count] = await countOf(session, from);
  return {
    origin: { what: `${name}, through DuckDB`, files: count, notes: [], oneIn: null },
    total,
    parts: 1,
    open: (emit) => cellReader(query.keys, emit, query),
    rows: () => cellsOf(session, from, query),
  };
}

function fromClause(paths: readonly string[]): string {
  const list = paths.map(literal).join(', ');
  return paths.every((path) => /\.csv(?:\.gz|\.zst)?$/i.test(path))
    ? `read_csv([${list}], all_varchar = true, union_by_name = true, filename = 'budget_file')`
    : `read_parquet([${list}], union_by_name = true, filename = 'budget_file')`;
}

async function describe(session: Session, from: string): Promise<Column[]> {
  const rows = await session.rows(`DESCRIBE SELECT * FROM ${from}`);
  return rows
    .map(([name, type]) => ({ name: String(name), type: String(type) }))
    .filter(({ name }) => name !== 'budget_file');
}

/** Attributes that occur anywhere; null unless they are in a map. */
async function keysOf(
  session: Session,
  from: string,
  { attributes }: Columns,
  types: readonly Column[],
): Promise<ReadonlySet<string> | null> {
  const column = types.find(({ name }) => name === attributes);
  if (column === undefined || !isMap(column.type)) return null;
  const rows = await session.rows(
    `SELECT DISTINCT unnest(map_keys(${identifier(column.name)})) FROM ${from}`,
  );
  return new Set(rows.map(([key]) => String(key)));
}

async function countOf(session: Session, from: string): Promise<[rows: number, files: number]> {
  const [row] = await session.rows(`SELECT count(*), count(DISTINCT budget_file) FROM ${from}`);
  return [Number(row?.[0] ?? 0), Number(row?.[1] ?? 0)];
}

async function* cellsOf(
  session: Session,
  from: string,
  { select }: SpanQuery,
): AsyncGenerator<readonly (readonly string[])[]> {
  for await (const texts of session.texts(`SELECT ${select} FROM ${from}`))
    yield texts.map((text) => String(text).split(SEPARATOR));
}
