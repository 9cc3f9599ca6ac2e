import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../../support/runCommand.ts';
import { tempFolder } from '../../../support/tempFolder.ts';
import {
  exception,
  exceptionText,
  preliminaries,
  rows,
  spanRows,
  stubServer,
  type Answer,
} from './stubServer.ts';

const cwd = tempFolder();

async function measure(address: string, env: Readonly<Record<string, string>> = {}) {
  const ran = await runCommand(['measure', address, '-o', 'table.yaml'], { cwd, env });
  return { ...ran, isWritten: existsSync(join(cwd, 'table.yaml')) };
}

/** What users read when a server answers so, and that nothing was written. */
async function failure(answer: Answer, path = '/otel'): Promise<string> {
  const { host } = await stubServer(answer);
  const { code, stdout, stderr, isWritten } = await measure(`clickhouse://reader@${host}${path}`);
  expect({ code, stdout, isWritten }).toEqual({ code: 2, stdout: '', isWritten: false });
  return stderr.replaceAll(host, 'HOST');
}

/** In good health until the spans are asked for. */
function atSpans(answer: Answer): Answer {
  return (sql, response) => {
    if (!preliminaries(sql, response)) answer(sql, response);
  };
}

describe('a database that cannot be measured is told in one line, and no table is written', () => {
  test('it is down', async () => {
    const { code, stderr, isWritten } = await measure('clickhouse://127.0.0.1:9/otel');
    expect({ code, isWritten }).toEqual({ code: 2, isWritten: false });
    expect(stderr).toBe(
      'error: no database answers at 127.0.0.1:9\nhelp: is it running? is this its HTTP port (8123, with TLS 8443)?\n',
    );
  });

  test('there is no such host', async () => {
    const { code, stderr } = await measure('clickhouse://nowhere.invalid/otel');
    expect(code).toBe(2);
    expect(stderr).toBe('error: no host of the name nowhere.invalid\n');
  });

  test('the password is wrong', async () => {
    const text =
      'reader: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)';
    expect(await failure((_, response) => exception(response, 516, text))).toBe(
      'error: ClickHouse refuses user reader: wrong name or password\nhelp: the password is read from CLICKHOUSE_PASSWORD, the user from the address or CLICKHOUSE_USER\n',
    );
  });

  test('the database is missing', async () => {
    const answer: Answer = (_, response) =>
      exception(response, 81, 'Database otel does not exist. (UNKNOWN_DATABASE)');
    expect(await failure(answer)).toBe('error: no database otel\n');
  });

  test('the table is missing: those that are there are listed, and the nearest named', async () => {
    const answer: Answer = (sql, response) => {
      if (sql.includes('system.settings')) rows(response, [0]);
      else if (sql.startsWith('SHOW TABLES')) rows(response, ['otel_logs'], ['otel_traces']);
      else exception(response, 60, 'Table otel.otel_trace does not exist. (UNKNOWN_TABLE)');
    };
    expect(await failure(answer, '/otel?table=otel_trace')).toBe(
      'error: no table otel_trace in otel\nhelp: did you mean otel_traces? it has otel_logs, otel_traces\n',
    );
  });

  test('a column is missing: what is there is listed, and the nearest named', async () => {
    const answer: Answer = (sql, response) => {
      if (sql.includes('system.settings')) rows(response, [0]);
      else if (sql.startsWith('DESCRIBE'))
        rows(
          response,
          ['TraceID', 'String'],
          ['SpanId', 'String'],
          ['Name', 'String'],
          ['duration', 'UInt64'],
        );
      else rows(response, ['MergeTree']);
    };
    expect(await failure(answer)).toBe(
      'error: otel.otel_traces: no spans: it lacks Timestamp, Duration or EndTime; it has TraceID, SpanId, Name, duration\n' +
        'help: is duration the Duration or EndTime?; duration has no unit: name it duration_ns, duration_us, duration_ms or duration_s; columns are named as in the collector’s otel_traces, or as docs/measure.md lists\n',
    );
  });

  test('the user may not read it', async () => {
    const text =
      'reader: Not enough privileges. To execute this query, it is necessary to have the grant SELECT(TraceId) ON otel.otel_traces. (ACCESS_DENIED)';
    expect(await failure(atSpans((_, response) => exception(response, 497, text)))).toBe(
      'error: reader may not read otel.otel_traces: Not enough privileges. To execute this query, it is necessary to have the grant SELECT(TraceId) ON otel.otel_traces.\nhelp: GRANT SELECT ON otel.otel_traces TO reader\n',
    );
  });

  test('a slow query is cut by its limit', async () => {
    const text = 'Timeout exceeded: elapsed 600.1 seconds, maximum: 600. (TIMEOUT_EXCEEDED)';
    expect(await failure(atSpans((_, response) => exception(response, 159, text)))).toBe(
      'error: ClickHouse stopped the query: it took longer than its limit\nhelp: the limit is 600 s here (max_seconds=), and may be less on the server; ask for less: --since and --until, &service=, or a smaller sample (&sample=1/100)\n',
    );
  });

  test('it fails in the middle of the result, after rows were sent', async () => {
    const answer = atSpans((_, response) => {
      response.write(`${JSON.stringify(spanRows()[0])}\n`);
      response.end(
        exceptionText(
          241,
          'Memory limit (total) exceeded: would use 9.31 GiB. (MEMORY_LIMIT_EXCEEDED)',
        ),
      );
    });
    expect(await failure(answer)).toMatch(
      /^error: ClickHouse ran out of memory: Memory limit \(total\) exceeded: would use 9.31 GiB\n?.*\nhelp: ask for less/,
    );
  });

  test('the connection is lost in the middle of the result', async () => {
    const answer = atSpans((_, response) => {
      response.write(`${JSON.stringify(spanRows()[0])}\n`);
      setTimeout(() => response.destroy(), 20);
    });
    expect(await failure(answer)).toBe(
      'error: the connection to HOST was lost before all was read\nhelp: nothing was written; try again\n',
    );
  });

  test('the result ends in the middle of a row, as if it were complete', async () => {
    const answer = atSpans((_, response) => {
      response.end(`${JSON.stringify(spanRows()[0])}\n["4bf92f3577b34da6a3`);
    });
    expect(await failure(answer)).toContain('was lost before all was read');
  });

  test('it fails in the middle of the result, as servers of today write it', async () => {
    const answer = atSpans((_, response) => {
      const why = exceptionText(159, 'Timeout exceeded: elapsed 601 seconds. (TIMEOUT_EXCEEDED)');
      response.write(`${JSON.stringify(spanRows()[0])}\n\r\n__exception__\r\nabcdefgh\r\n`);
      response.end(`${why}\r\n99 abcdefgh\r\n__exception__\r\n`);
    });
    expect(await failure(answer)).toContain('ClickHouse stopped the query: it took longer');
  });

  test('the table is empty', async () => {
    const answer: Answer = (sql, response) => {
      if (sql.includes('groupUniqArrayArray')) rows(response, ['0', []]);
      else if (!preliminaries(sql, response)) rows(response);
    };
    expect(await failure(answer)).toContain(
      'error: no rows in ClickHouse table otel.otel_traces at HOST\n',
    );
  });

  test('it is no ClickHouse', async () => {
    const answer: Answer = (_, response) => response.end('<html><body>It works!</body></html>');
    expect(await failure(answer)).toBe(
      'error: HOST does not answer as ClickHouse does\nhelp: is this its HTTP port (8123, with TLS 8443)?\n',
    );
  });

  test('it does not speak TLS', async () => {
    const { host } = await stubServer((_, response) => rows(response, [0]));
    const { code, stderr } = await measure(`clickhouses://${host}/otel`);
    expect(code).toBe(2);
    expect(stderr.replaceAll(host, 'HOST')).toBe(
      'error: HOST does not speak TLS\nhelp: clickhouse:// is without TLS, clickhouses:// with it\n',
    );
  });
});

describe('an old table stays as it was when measuring into it fails', () => {
  test('the connection is lost', async () => {
    const old = 'version: 1\nname: kept\ncomponents:\n  search: { kind: tool, latency: 1s }\n';
    writeFileSync(join(cwd, 'old.yaml'), old);
    const { host } = await stubServer(
      atSpans((_, response) => {
        response.write(`${JSON.stringify(spanRows()[0])}\n`);
        setTimeout(() => response.destroy(), 20);
      }),
    );
    const { code } = await runCommand(
      ['measure', `clickhouse://${host}/otel`, '--into', 'old.yaml'],
      { cwd },
    );
    expect(code).toBe(2);
    expect(readFileSync(join(cwd, 'old.yaml'), 'utf8')).toBe(old);
  });
});

describe('how it asks', () => {
  const healthy = atSpans((_, response) => rows(response, ...spanRows()));

  test('spans that a server sends become a table', async () => {
    const { host } = await stubServer(healthy);
    const { code, stdout } = await runCommand(['measure', `clickhouse://${host}/otel`, '-q']);
    expect(code).toBe(0);
    expect(stdout).toContain('search:');
    expect(stdout).toContain('p50: 1.5s');
  });

  test('the password comes from the environment and stands in no address', async () => {
    const { host, asked } = await stubServer(healthy);
    const env = { CLICKHOUSE_PASSWORD: 's3cret:#' };
    const { stderr } = await runCommand(['measure', `clickhouse://reader@${host}/otel`, '-v'], {
      env,
    });
    expect(new Set(asked.map(({ user }) => user))).toEqual(new Set(['reader:s3cret:#']));
    expect(asked.filter(({ query }) => query.toString().includes('s3cret'))).toEqual([]);
    expect(stderr).not.toContain('s3cret');
  });

  test('queries are read-only, limited in time, and end when nobody waits for them', async () => {
    const { host, asked } = await stubServer(healthy);
    await runCommand(['measure', `clickhouse://${host}/otel?max_seconds=42`, '-q']);
    const { query } = asked.at(-1) ?? { query: new URLSearchParams() };
    expect(query.get('readonly')).toBe('2');
    expect(query.get('max_execution_time')).toBe('42');
    expect(query.get('cancel_http_readonly_queries_on_client_close')).toBe('1');
  });

  test('a user who may only read is sent no settings, which the server would refuse', async () => {
    const { host, asked } = await stubServer((sql, response) => {
      if (sql.includes('system.settings')) rows(response, [1]);
      else healthy(sql, response);
    });
    const { code } = await runCommand(['measure', `clickhouse://${host}/otel`, '-q']);
    expect(code).toBe(0);
    const settings = asked.flatMap(({ query }) => [...query.keys()]);
    expect(settings.filter((name) => /readonly|max_|cancel|compression/.test(name))).toEqual([]);
  });

  test('names and times that users give are bound, not spliced', async () => {
    const { host, asked } = await stubServer(healthy);
    const service = "x') OR 1 --";
    await runCommand([
      'measure',
      `clickhouse://${host}/otel?service=${encodeURIComponent(service)}&agent=a%27b`,
      '--since',
      '2026-01-01',
      '-q',
    ]);
    expect(asked.filter(({ sql }) => sql.includes('OR 1 --') || sql.includes("a'b"))).toEqual([]);
    const last = asked.at(-1);
    expect(last?.query.get('param_service')).toContain('OR 1 --');
    expect(last?.sql).toContain('`ServiceName` = {service:String}');
    expect(last?.sql).toContain('`Timestamp` >= fromUnixTimestamp64Milli({since:Int64})');
  });

  test('a table name is an identifier, whatever it holds', async () => {
    const { host, asked } = await stubServer(healthy);
    await runCommand([
      'measure',
      `clickhouse://${host}/otel?table=${encodeURIComponent('t` FINAL; --')}`,
      '-q',
    ]);
    expect(asked.find(({ sql }) => sql.startsWith('DESCRIBE'))?.sql).toContain(
      'DESCRIBE TABLE `otel`.`t\\` FINAL; --`',
    );
  });

  test('-v says what ran and what came back', async () => {
    const { host } = await stubServer(healthy);
    const { stderr } = await runCommand(['measure', `clickhouse://${host}/otel`, '-v']);
    expect(stderr).toContain('DESCRIBE TABLE `otel`.`otel_traces`\n-- columns: 11 rows and');
    expect(stderr).toMatch(/-- spans of all traces: 2 rows and \d+ bytes sent here/);
  });
});
