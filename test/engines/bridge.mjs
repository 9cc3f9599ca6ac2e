// A server of ClickHouse's HTTP interface, as far as the tests need it: an engine of today (chdb) behind
// node:http. It buffers whole results, runs one query at a time, and knows no users: what it cannot show
// (errors in mid-stream, TLS, passwords) the stub server of the tests does.
//   node bridge.mjs   prints its port; ends when its standard input does
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Session } from 'chdb';

const session = new Session();

const server = createServer(async (request, response) => {
  // Programs that block while another one runs would not notice that an idle connection was closed.
  response.setHeader('connection', 'close');
  let body = '';
  for await (const chunk of request) body += chunk;
  const { searchParams } = new URL(request.url, 'http://localhost');
  if (request.url === '/cpu') return void response.end(String(cpuSeconds()));
  try {
    const text = await run(body || searchParams.get('query') || 'SELECT 1', searchParams);
    const packed = searchParams.get('enable_http_compression') === '1';
    if (packed) response.setHeader('content-encoding', 'gzip');
    response.end(packed ? gzipSync(text, { level: 1 }) : text);
  } catch (error) {
    const message = String(error.message).replace(/^Query failed: /, '');
    response.statusCode = 500;
    response.setHeader('x-clickhouse-exception-code', /Code: (\d+)/.exec(message)?.[1] ?? '1002');
    response.end(message);
  }
});

function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Parameters are settings of the session; the format stands at the end of the query. */
async function run(query, searchParams) {
  const database = searchParams.get('database');
  if (database) session.query(`USE ${database}`);
  for (const [name, value] of searchParams)
    if (name.startsWith('param_')) session.query(`SET ${name} = '${escaped(value)}'`);
  const [, sql, format] = /^([^]*?)(?:\s+FORMAT\s+(\w+)\s*;?\s*)?$/.exec(query);
  const limit = searchParams.get('max_execution_time');
  const settings =
    limit && /^\s*SELECT/i.test(sql) ? ` SETTINGS max_execution_time = ${Number(limit)}` : '';
  return (await session.queryAsync(sql + settings, { format: format ?? 'TabSeparated' })).text();
}

function escaped(value) {
  return value.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
