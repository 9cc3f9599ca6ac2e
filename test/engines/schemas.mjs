/**
 * Tables as those who write them create them: the collector's exporter today and until 2023
 * (open-telemetry/opentelemetry-collector-contrib, exporter/clickhouseexporter), with its feature gate
 * for JSON, and Langfuse (packages/shared/clickhouse/migrations, 0001 and 0002). Indexes that do not
 * change an answer, and columns that nobody reads here, are left out.
 */
const MAP = 'Map(LowCardinality(String), String)';

export function otelTable(name, schema) {
  const attributes = schema === 'json' ? 'JSON' : MAP;
  const [scope, duration] =
    schema === 'older'
      ? ['', 'Int64 CODEC(ZSTD(1))']
      : ['ScopeName String, ScopeVersion String,', 'UInt64 CODEC(T64, ZSTD(1))'];
  return `CREATE TABLE ${name} (
    Timestamp DateTime64(9) CODEC(Delta(8), ZSTD(1)),
    TraceId String, SpanId String, ParentSpanId String, TraceState String,
    SpanName LowCardinality(String), SpanKind LowCardinality(String),
    ServiceName LowCardinality(String), ResourceAttributes ${MAP}, ${scope}
    SpanAttributes ${attributes}, Duration ${duration},
    StatusCode LowCardinality(String), StatusMessage String,
    Events Nested (Timestamp DateTime64(9), Name LowCardinality(String), Attributes ${MAP}),
    Links Nested (TraceId String, SpanId String, TraceState String, Attributes ${MAP}),
    INDEX idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1
  ) ENGINE = MergeTree
  PARTITION BY toDate(Timestamp)
  ORDER BY (ServiceName, SpanName, toDateTime(Timestamp))`;
}

export function langfuseTables() {
  return [
    `CREATE TABLE observations (
      id String, trace_id String, project_id String, type LowCardinality(String),
      parent_observation_id Nullable(String), start_time DateTime64(3), end_time Nullable(DateTime64(3)),
      name String, metadata ${MAP}, level LowCardinality(String), input Nullable(String),
      output Nullable(String), provided_model_name Nullable(String), model_parameters Nullable(String),
      usage_details Map(LowCardinality(String), UInt64),
      cost_details Map(LowCardinality(String), Decimal64(12)), total_cost Nullable(Decimal64(12)),
      completion_start_time Nullable(DateTime64(3)), event_ts DateTime64(3), is_deleted UInt8
    ) ENGINE = ReplacingMergeTree(event_ts, is_deleted)
    PARTITION BY toYYYYMM(start_time)
    PRIMARY KEY (project_id, type, toDate(start_time))
    ORDER BY (project_id, type, toDate(start_time), id)`,
    `CREATE TABLE traces (id String, name String, project_id String) ENGINE = MergeTree ORDER BY id`,
  ];
}

/** Of rows of bench/otelRows.mjs. */
export const ROW_STRUCTURE = [
  'Timestamp DateTime64(9)',
  ...['TraceId', 'SpanId', 'ParentSpanId', 'TraceState', 'SpanName', 'SpanKind', 'ServiceName'].map(
    (name) => `${name} String`,
  ),
  'ResourceAttributes Map(String, String)',
  'ScopeName String, ScopeVersion String',
  'SpanAttributes Map(String, String)',
  'Duration UInt64',
  'StatusCode String, StatusMessage String',
  '`Events.Timestamp` Array(DateTime64(9)), `Events.Name` Array(String)',
].join(', ');

/** How rows of {@link ROW_STRUCTURE} go into a table of this schema. */
export function insertOf(table, schema, file) {
  const columns = [
    ...same('Timestamp', 'TraceId', 'SpanId', 'ParentSpanId', 'TraceState', 'SpanName'),
    ['SpanKind', schema === 'older' ? "concat('SPAN_KIND_', upper(SpanKind))" : 'SpanKind'],
    ...same('ServiceName', 'ResourceAttributes'),
    ...(schema === 'older' ? [] : same('ScopeName', 'ScopeVersion')),
    ['SpanAttributes', ATTRIBUTES[schema]],
    ['Duration', schema === 'older' ? 'toInt64(Duration)' : 'Duration'],
    ['StatusCode', schema === 'older' ? "concat('STATUS_CODE_', upper(StatusCode))" : 'StatusCode'],
    ...same('StatusMessage', '`Events.Timestamp`', '`Events.Name`'),
  ];
  const [names, values] = [columns.map(([name]) => name), columns.map(([, sql]) => sql)];
  return `INSERT INTO ${table} (${names.join(', ')})
    SELECT ${values.join(', ')} FROM file('${file}', JSONEachRow, '${ROW_STRUCTURE}')`;
}

const ATTRIBUTES = {
  current: 'SpanAttributes',
  older: "mapConcat(SpanAttributes, map('otel.scope.name', ScopeName))",
  json: 'toJSONString(SpanAttributes)::JSON',
};

function same(...names) {
  return names.map((name) => [name, name]);
}

const PARQUET_COLUMNS = {
  Timestamp: 'VARCHAR',
  TraceId: 'VARCHAR',
  SpanId: 'VARCHAR',
  ParentSpanId: 'VARCHAR',
  SpanName: 'VARCHAR',
  SpanKind: 'VARCHAR',
  ServiceName: 'VARCHAR',
  ResourceAttributes: 'MAP(VARCHAR, VARCHAR)',
  ScopeName: 'VARCHAR',
  SpanAttributes: 'MAP(VARCHAR, VARCHAR)',
  Duration: 'UBIGINT',
  StatusCode: 'VARCHAR',
  'Events.Timestamp': 'VARCHAR[]',
  'Events.Name': 'VARCHAR[]',
};

/** The rows of bench/otelRows.mjs as a table of DuckDB, times as times. */
export function rowTable(path) {
  const columns = Object.entries(PARQUET_COLUMNS).map(([name, type]) => `'${name}': '${type}'`);
  return `(SELECT * REPLACE (
    "Timestamp"::TIMESTAMP_NS AS "Timestamp",
    "Events.Timestamp"::TIMESTAMP_NS[] AS "Events.Timestamp"
  ) FROM read_json('${path}', format = 'newline_delimited', columns = {${columns.join(', ')}}))`;
}
