import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { runMeasure } from '../../src/commands/measure.ts';
import { measureTraces } from '../../src/traces/measureTraces.ts';
import type { Measurement } from '../../src/traces/measurement.ts';
import { agent, chat, line, otlpLine, otlpSpan, tool, type SpanOptions } from './helpers/spans.ts';
import { tempFolder } from '../support/tempFolder.ts';

function request(index: number, more: readonly SpanOptions[] = []): string {
  const trace = index.toString(16).padStart(32, '0');
  return line(
    { trace, id: 1, name: 'invoke_agent support', ms: 1000, attributes: agent('support') },
    { trace, id: 2, parent: 1, name: 'chat m', ms: 500, attributes: chat('m') },
    ...more.map((span) => ({ trace, ...span })),
  );
}

/** A folder with these files in it. */
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const cwd = tempFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), content);
  }
  return cwd;
}

const measure = (cwd: string, files: string[], stdin = ''): Promise<Measurement> =>
  measureTraces({ files, cwd, stdin: Readable.from([stdin]) });

/** The one message that the command stops with. */
async function messageOf(content: string | Uint8Array): Promise<string> {
  const out = { stdout: '', stderr: '' };
  const code = await runMeasure(
    { files: ['input'], output: null, into: null, name: null, quiet: true },
    {
      stdout: { write: (text) => (out.stdout += text) },
      stderr: { write: (text) => (out.stderr += text) },
      cwd: folderOf({ input: content }),
      stdin: Readable.from([]),
    },
  );
  expect([code, out.stdout]).toEqual([2, '']);
  return out.stderr;
}

describe('where traces come from', () => {
  const cwd = folderOf({
    'a.jsonl': request(1),
    'b.jsonl': `${request(2)}\n${request(3)}\n`,
    'deep/c.json': JSON.stringify(JSON.parse(request(4)), null, 2),
    'deep/notes.txt': request(5),
    'deep/.hidden.jsonl': request(6),
  });
  symlinkSync(join(cwd, 'a.jsonl'), join(cwd, 'link'));

  test.each([
    [['a.jsonl'], 1, 1],
    [['a.jsonl', 'b.jsonl'], 2, 3],
    [['*.jsonl'], 2, 3],
    [['deep'], 2, 2, 'notes.txt is left out'],
    [['deep/*.json'], 1, 1],
    [['deep/notes.txt'], 1, 1],
    [['.'], 4, 5, '2 other files are left out, as notes.txt'],
    [['link'], 1, 1],
    [['d*'], 2, 2, 'notes.txt is left out'],
  ])('%j: %d files, %d requests', async (files, read, requests, leftOut: string | null = null) => {
    const { coverage, ...measured } = await measure(cwd, files);
    expect(coverage.files).toMatchObject({ read, damaged: [] });
    expect(coverage.files.notRead.map(({ reason }) => reason)).toEqual(
      leftOut === null ? [] : [leftOut],
    );
    expect(measured.requests).toBe(requests);
  });

  test('standard input, beside files', async () => {
    const measured = await measure(cwd, ['a.jsonl', '-'], `${request(7)}\n${request(8)}`);
    expect([measured.requests, measured.coverage.files.read]).toEqual([3, 2]);
  });

  test('standard input without anything is empty', async () => {
    expect((await measure(cwd, ['-'])).coverage.files).toEqual({
      read: 0,
      notRead: [{ name: 'stdin', reason: 'empty' }],
      damaged: [],
    });
  });

  test('standard input that breaks off is named', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield `${request(1)}\n${request(2)}\n{"half`;
      throw Object.assign(new Error('lost'), { code: 'ECONNRESET' });
    }
    const { coverage, requests } = await measureTraces({ files: ['-'], cwd, stdin: broken() });
    expect(coverage.files.notRead).toEqual([
      { name: 'stdin', reason: 'cannot be read (ECONNRESET)' },
    ]);
    expect([coverage.lines.accepted, requests]).toEqual([2, 2]);
  });

  test('one file named twice counts its spans once', async () => {
    const { coverage, requests } = await measure(cwd, ['a.jsonl', './a.jsonl']);
    expect(coverage.spans).toMatchObject({ total: 4, counted: 2, duplicate: 2 });
    expect(requests).toBe(1);
  });

  test('a trace whose spans lie in two files is one', async () => {
    const [root, call] = [
      otlpSpan({ id: 1, name: 'invoke_agent a', ms: 900, attributes: agent('a') }),
      otlpSpan({ id: 2, parent: 1, name: 'chat m', attributes: chat('m') }),
    ];
    const halves = folderOf({ '1.jsonl': otlpLine([call]), '2.jsonl': otlpLine([root]) });
    const { coverage, requests } = await measure(halves, ['.']);
    expect([requests, coverage.spans.orphan, coverage.traces.total]).toEqual([1, 0, 1]);
  });
});

describe('bytes around the lines', () => {
  const expected = async (): Promise<unknown> =>
    (await measure(folderOf({ x: `${request(1)}\n${request(2)}\n` }), ['x'])).components;

  test.each([
    ['no final newline', `${request(1)}\n${request(2)}`],
    ['CRLF', `${request(1)}\r\n${request(2)}\r\n`],
    ['a byte order mark', `\uFEFF${request(1)}\n${request(2)}\n`],
    ['both, and blank lines', `\uFEFF\r\n${request(1)}\r\n\r\n${request(2)}`],
  ])('%s: nothing is lost', async (_, text) => {
    const { components, coverage } = await measure(folderOf({ x: text }), ['x']);
    expect(components).toEqual(await expected());
    expect(coverage.lines).toMatchObject({ accepted: 2, rejected: [] });
  });

  test('a line of 12 MB between two others is read as they are', async () => {
    const long: SpanOptions = {
      id: 3,
      parent: 1,
      name: 'execute_tool crm',
      at: 600,
      attributes: { ...tool('crm'), 'gen_ai.tool.call.result': 'ä'.repeat(6_000_000) },
    };
    const text = [request(1), request(2, [long]), request(3)].join('\n');
    expect(Buffer.byteLength(text)).toBeGreaterThan(12_000_000);
    const { coverage, requests, components } = await measure(folderOf({ x: text }), ['x']);
    expect(coverage.lines).toMatchObject({ total: 3, accepted: 3 });
    expect(requests).toBe(3);
    expect(components.map(({ name, runs }) => [name, runs])).toEqual([
      ['support', 3],
      ['crm', 1],
    ]);
  });
});

describe('what is not understood is named', () => {
  const lines = (reason: string): string =>
    `error: no traces of a known format in these files (${reason}, first at input:1)\n`;

  test.each([
    ['metrics', '{"resourceMetrics":[]}', lines('metrics')],
    ['any JSON', '{"a":1}', lines('JSON of no known trace format')],
    ['zstd', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0), 'error: input: zstd data is cut off\n'],
    [
      'a framed message',
      Uint8Array.of(0, 0, 0, 9, 0x0a, 7),
      'error: input: the last message is cut off\n',
    ],
    ['bare protobuf', Uint8Array.of(0x0a, 7, 0x12, 5, 0), lines('not OTLP protobuf')],
    ['a PDF', '%PDF-1.7', 'error: input: a PDF document, no traces\n'],
    ['empty gzip', gzipSync(''), 'error: input: empty\n'],
    [
      'OTLP without spans',
      '{"resourceSpans":[null,{"scopeSpans":[null,{"spans":{}}]}]}',
      'error: no usable spans in these files\n',
    ],
    [
      'a service without an agent',
      '[{"traceId":"1","id":"2","name":"get","timestamp":1795305600000000,"duration":5}]',
      "error: no model calls or tools in 1 spans: is this an agent's trace?\n",
    ],
  ])('%s', async (_, content, message) => {
    expect(await messageOf(content)).toBe(message);
  });
});
