import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** What the stub answers to a query; it ends the response itself. */
export type Answer = (sql: string, response: ServerResponse) => void;

export interface Stub {
  /** `127.0.0.1:port`. */
  readonly host: string;
  /** Every query so far, with the parameters of its address and its user. */
  readonly asked: {
    readonly sql: string;
    readonly query: URLSearchParams;
    readonly user: string;
  }[];
}

const closing: (() => void)[] = [];

afterAll(() => {
  for (const close of closing) close();
});

/** A server on this machine that speaks as much of ClickHouse's HTTP interface as a test needs. */
export async function stubServer(answer: Answer): Promise<Stub> {
  const asked: Stub['asked'] = [];
  const server = createServer((request, response) => {
    const body: Buffer[] = [];
    request.on('data', (chunk: Buffer) => body.push(chunk));
    request.on('end', () => {
      const sql = Buffer.concat(body).toString('utf8');
      const { searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
      asked.push({ sql, query, user: userOf(request.headers.authorization ?? '') });
      answer(sql, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function userOf(authorization: string): string {
  return Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8');
}

/** Rows as ClickHouse writes them. */
export function rows(response: ServerResponse, ...all: readonly unknown[][]): void {
  response.end(all.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** An error before anything was sent. */
export function exception(response: ServerResponse, code: number, text: string): void {
  response.statusCode = code === 516 ? 403 : code === 60 || code === 81 ? 404 : 500;
  response.setHeader('x-clickhouse-exception-code', code);
  response.end(exceptionText(code, text));
}

export function exceptionText(code: number, text: string): string {
  return `Code: ${code}. DB::Exception: ${text} (version 26.7.2.1 (official build))\n`;
}

/** Columns of the collector's table, as DESCRIBE gives them. */
export const OTEL_COLUMNS: readonly unknown[][] = [
  ['Timestamp', 'DateTime64(9)'],
  ['TraceId', 'String'],
  ['SpanId', 'String'],
  ['ParentSpanId', 'String'],
  ['SpanName', 'LowCardinality(String)'],
  ['SpanKind', 'LowCardinality(String)'],
  ['ServiceName', 'LowCardinality(String)'],
  ['ScopeName', 'String'],
  ['SpanAttributes', 'Map(LowCardinality(String), String)'],
  ['Duration', 'UInt64'],
  ['StatusCode', 'LowCardinality(String)'],
];

/** What comes before the spans, answered as a server in good health does. */
export function preliminaries(sql: string, response: ServerResponse): boolean {
  if (sql.includes('system.settings')) rows(response, [0]);
  else if (sql.startsWith('DESCRIBE')) rows(response, ...OTEL_COLUMNS);
  else if (sql.includes('system.tables')) rows(response, ['MergeTree']);
  else if (sql.includes('groupUniqArrayArray'))
    rows(response, ['2', ['gen_ai.operation.name', 'gen_ai.tool.name']]);
  else return false;
  return true;
}

/** A request of one tool call, as the query for all spans answers. */
export function spanRows(): unknown[][] {
  const agent = '00f067aa0ba902b7';
  return [
    spanRow(agent, '', 'invoke_agent helper', 'invoke_agent', ''),
    spanRow('00f067aa0ba902b8', agent, 'execute_tool search', 'execute_tool', 'search'),
  ];
}

function spanRow(
  id: string,
  parent: string,
  name: string,
  operation: string,
  tool: string,
): unknown[] {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const times = ['1767225600000000000', '1767225601500000000'];
  const before = [trace, id, parent, name, 'Internal', 'api', ''];
  return [...before, ...times, 'Unset', '', '', operation, tool];
}
