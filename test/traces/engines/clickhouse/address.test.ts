import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../../../src/traces/engines/clickhouse/address.ts';
import { EngineError } from '../../../../src/traces/engines/engineError.ts';

function refusal(text: string): string {
  try {
    parseAddress(text);
  } catch (error) {
    if (error instanceof EngineError) return `${error.message} | ${error.help ?? ''}`;
    throw error;
  }
  return 'accepted';
}

describe('an address', () => {
  test('names a host; the rest has defaults', () => {
    expect(parseAddress('clickhouse://db.example.com')).toEqual({
      url: 'http://db.example.com:8123',
      user: null,
      database: 'default',
      table: 'otel_traces',
      service: null,
      agent: null,
      project: null,
      oneIn: null,
      maxSeconds: 600,
      label: 'db.example.com:8123',
    });
  });

  test('may say everything', () => {
    expect(
      parseAddress(
        'clickhouse://reader@db:8124/otel%20x?table=spans&service=api&agent=helper&sample=1/20&max_seconds=9',
      ),
    ).toEqual({
      url: 'http://db:8124',
      user: 'reader',
      database: 'otel x',
      table: 'spans',
      service: 'api',
      agent: 'helper',
      project: null,
      oneIn: 20,
      maxSeconds: 9,
      label: 'db:8124',
    });
  });

  test('has TLS where its scheme says so, on the port for it', () => {
    expect(parseAddress('clickhouses://db/otel').url).toBe('https://db:8443');
  });

  test('all traces are one in one', () => {
    expect(parseAddress('clickhouse://db/otel?sample=all').oneIn).toBe(1);
  });

  test.each([
    ['clickhouse://reader:secret@db/otel', 'an address must not hold a password'],
    ['clickhouse://db:9000/otel', 'port 9000 is that of ClickHouse'],
    ['clickhouse:///otel', 'not the address of a database'],
    ['clickhouse://', 'not the address of a database'],
    ['clickhouse://db/otel/spans', 'otel/spans: not the name of a database'],
    ['clickhouse://db/otel?tabel=x', 'did you mean table?'],
    ['clickhouse://db/otel?sample=5', 'sample=5: not a sample | write sample=1/20, or sample=all'],
    ['clickhouse://db/otel?sample=1/0', 'sample=1/0: not a sample'],
    ['clickhouse://db/otel?max_seconds=soon', 'max_seconds=soon: not a number of seconds'],
  ])('%s is refused', (text, reason) => {
    expect(refusal(text)).toContain(reason);
  });

  test('no refusal repeats a password', () => {
    expect(refusal('clickhouse://reader:s3cret@db/otel')).not.toContain('s3cret');
    expect(refusal('clickhouse://reader:s3cret@/otel')).not.toContain('s3cret');
  });
});
