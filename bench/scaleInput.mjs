// The files that bench/scale.mjs reads: generated traces as OTLP lines, and the same as Parquet.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeTraces } from './madeTraces.mjs';

/** A generator with more kinds of spans, where it lies beside the project. */
const SHARED = fileURLToPath(new URL('../../shared/tools/gen-otlp.mjs', import.meta.url));

/**
 * Writes about so many spans.
 * @returns how many, and whose traces they are
 */
export function makeTraces(path, wanted) {
  if (!existsSync(SHARED)) return { spans: writeTraces(path, wanted), by: 'bench/madeTraces.mjs' };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [SHARED, '--spans', String(wanted), '--seed', '7', '--out', path],
    { encoding: 'utf8' },
  );
  const { spans } = /"spans":(?<spans>\d+)/.exec(stdout + stderr)?.groups ?? {};
  if (status !== 0 || spans === undefined) throw new Error(`gen-otlp.mjs failed: ${stderr}`);
  return { spans: Number(spans), by: '../shared/tools/gen-otlp.mjs' };
}

const SPANS = `STRUCT(traceId VARCHAR, spanId VARCHAR, parentSpanId VARCHAR, name VARCHAR, kind INTEGER,
  startTimeUnixNano BIGINT, endTimeUnixNano BIGINT, status STRUCT(code INTEGER),
  attributes STRUCT(key VARCHAR, value STRUCT(stringValue VARCHAR, intValue VARCHAR, doubleValue DOUBLE))[])[]`;
const RESOURCES = `STRUCT(
  resource STRUCT(attributes STRUCT(key VARCHAR, value STRUCT(stringValue VARCHAR))[]),
  scopeSpans STRUCT(scope STRUCT(name VARCHAR), spans ${SPANS})[])[]`;

/** As the collector's exporters name the columns. */
const COLUMNS = `s.traceId AS TraceId, s.spanId AS SpanId, s.parentSpanId AS ParentSpanId,
  s.name AS SpanName, s.kind::VARCHAR AS SpanKind, service AS ServiceName, scope AS ScopeName,
  make_timestamp_ns(s.startTimeUnixNano) AS "Timestamp",
  (s.endTimeUnixNano - s.startTimeUnixNano)::UBIGINT AS Duration,
  CASE s.status.code WHEN 2 THEN 'Error' ELSE 'Unset' END AS StatusCode,
  map_from_entries(list_transform(s.attributes, lambda a: {k: a.key, v:
    coalesce(a.value.stringValue, a.value.intValue, a.value.doubleValue::VARCHAR)})) AS SpanAttributes`;

/** Where the same spans are as Parquet. */
export function parquetOf(path) {
  return path.replace(/\.jsonl$/, '.parquet');
}

/**
 * The same spans as Parquet, beside the file.
 * @returns null, or why there are none
 */
export async function makeParquet(path) {
  const duckdb = await import('@duckdb/node-api').catch(() => null);
  if (duckdb === null) return 'npm install @duckdb/node-api would add a line for DuckDB';
  const instance = await duckdb.DuckDBInstance.create(':memory:', { memory_limit: '2GB' });
  const connection = await instance.connect();
  await connection.run(`SET preserve_insertion_order = false`);
  await connection.run(`COPY (
    WITH resources AS (SELECT unnest(resourceSpans) AS r FROM read_json('${path}',
        format = 'newline_delimited', columns = {resourceSpans: '${RESOURCES}'})),
      scopes AS (SELECT unnest(r.scopeSpans) AS c, list_filter(r.resource.attributes,
        lambda a: a.key = 'service.name')[1].value.stringValue AS service FROM resources),
      spans AS (SELECT unnest(c.spans) AS s, c.scope.name AS scope, service FROM scopes)
    SELECT ${COLUMNS} FROM spans
  ) TO '${parquetOf(path)}' (FORMAT parquet, COMPRESSION zstd)`);
  connection.closeSync();
  instance.closeSync();
  return null;
}
