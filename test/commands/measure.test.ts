import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runMeasure, type MeasureArgs } from '../../src/commands/measure.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { agent, chat, line, tool } from '../traces/helpers/spans.ts';
import { tempFolder } from '../support/tempFolder.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/measured-agent/traces', import.meta.url));
const GOOD = line(
  { id: 1, name: 'invoke_agent support', ms: 1000, attributes: agent('support') },
  { id: 2, parent: 1, name: 'chat m', ms: 500, attributes: chat('m') },
  { id: 3, parent: 1, name: 'execute_tool crm', at: 600, ms: 100, attributes: tool('crm') },
);

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with these files, and the command run in it. */
function inFolder(files: Readonly<Record<string, string>>): {
  cwd: string;
  run: (args: Partial<MeasureArgs>, stdin?: string) => Promise<Outcome>;
} {
  const cwd = tempFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
  return { cwd, run: (args, stdin = '') => run(args, cwd, stdin) };
}

async function run(args: Partial<MeasureArgs>, cwd: string, stdin: string): Promise<Outcome> {
  const out = { stdout: '', stderr: '' };
  const code = await runMeasure(
    { files: [], output: null, into: null, name: null, quiet: false, ...args },
    {
      stdout: { write: (text) => (out.stdout += text) },
      stderr: { write: (text) => (out.stderr += text) },
      cwd,
      stdin: Readable.from([stdin]),
    },
  );
  return { code, ...out };
}

describe('the table', () => {
  test('goes to standard output, named after the agent; the coverage to standard error', async () => {
    const { code, stdout, stderr } = await inFolder({ 'a.jsonl': GOOD }).run({
      files: ['a.jsonl'],
    });
    expect(code).toBe(0);
    expect(tableSchema.parse(parse(stdout)).name).toBe('support');
    expect(stderr).toContain('spans     3, all counted');
  });

  test('comes from standard input too', async () => {
    const { code, stdout } = await inFolder({}).run(
      { files: ['-'], name: 'mine', quiet: true },
      GOOD,
    );
    expect([code, tableSchema.parse(parse(stdout)).name]).toEqual([0, 'mine']);
  });

  test.each(['-', '/dev/stdout'])('-o %s is standard output', async (output) => {
    const { stdout } = await inFolder({ 'a.jsonl': GOOD }).run({ files: ['a.jsonl'], output });
    expect(stdout).toContain('name: support');
  });

  test('goes to a file in one step, and nothing else is left behind', async () => {
    const { cwd, run } = inFolder({ 'a.jsonl': GOOD, 'table.yaml': 'old' });
    expect(await run({ files: ['a.jsonl'], output: 'table.yaml', quiet: true })).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(readdirSync(cwd).sort()).toEqual(['a.jsonl', 'table.yaml']);
    expect(readFileSync(join(cwd, 'table.yaml'), 'utf8')).toContain('name: support');
  });

  test('through a link, the file behind it changes', async () => {
    const { cwd, run } = inFolder({ 'a.jsonl': GOOD, 'real.yaml': 'old' });
    symlinkSync('real.yaml', join(cwd, 'link.yaml'));
    await run({ files: ['a.jsonl'], output: 'link.yaml' });
    expect(readFileSync(join(cwd, 'real.yaml'), 'utf8')).toContain('name: support');
  });

  test('names its schema where there is one beside it', async () => {
    const { cwd, run } = inFolder({ 'a.jsonl': GOOD });
    mkdirSync(join(cwd, 'schemas'));
    mkdirSync(join(cwd, 'tables'));
    writeFileSync(join(cwd, 'schemas/table.json'), '{}');
    await run({ files: ['a.jsonl'], output: 'tables/t.yaml' });
    expect(readFileSync(join(cwd, 'tables/t.yaml'), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/schemas\/table\.json\n/,
    );
  });

  test('of the same traces is the same bytes', async () => {
    const { run } = inFolder({});
    const first = await run({ files: [EXAMPLE] });
    expect(await run({ files: [EXAMPLE] })).toEqual(first);
  });
});

describe('--into', () => {
  test('adds to the table in place', async () => {
    const { cwd, run } = inFolder({
      'a.jsonl': GOOD,
      'table.yaml': '# ours\nversion: 1\nname: ours\ncomponents: {}\n',
    });
    expect((await run({ files: ['a.jsonl'], into: 'table.yaml' })).code).toBe(0);
    expect((await run({ files: ['a.jsonl'], into: 'table.yaml' })).code).toBe(0);
    const text = readFileSync(join(cwd, 'table.yaml'), 'utf8');
    expect(text).toMatch(/^# ours\nversion: 1\nname: ours\n/);
    expect(tableSchema.parse(parse(text)).components['crm']?.latency?.n).toBe(2);
  });

  test('with -o writes there, and leaves the table alone', async () => {
    const { cwd, run } = inFolder({
      'a.jsonl': GOOD,
      'table.yaml': 'version: 1\nname: ours\ncomponents: {}\n',
    });
    const { stdout } = await run({
      files: ['a.jsonl'],
      into: 'table.yaml',
      output: '-',
      name: 'new',
    });
    expect(stdout).toContain('name: new');
    expect(readFileSync(join(cwd, 'table.yaml'), 'utf8')).toContain('components: {}');
  });

  test.each([
    ['none.yaml', 'none.yaml: no such file or folder'],
    ['broken.yaml', 'broken.yaml: not YAML: '],
    ['other.yaml', 'other.yaml: not a conversion table (budget check other.yaml says why)'],
  ])('%s stops with one message', async (into, message) => {
    const { run } = inFolder({
      'a.jsonl': GOOD,
      'broken.yaml': 'a: [',
      'other.yaml': 'version: 2',
    });
    const { code, stdout, stderr } = await run({ files: ['a.jsonl'], into });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`error: ${message}`);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('what cannot be measured stops with exit code 2 and one message', () => {
  const FILES = {
    'empty.jsonl': '',
    'blank.jsonl': '\n\n',
    'half.jsonl': GOOD.slice(0, 100),
    'metrics.jsonl': '{"resourceMetrics":[]}\n',
    'bad-span.jsonl': GOOD.replaceAll('"endTimeUnixNano":"', '"endTimeUnixNano":"0", "x":"'),
    'ai6.jsonl': line({
      id: 1,
      name: 'ai.streamText',
      attributes: { 'ai.operationId': 'ai.streamText' },
    }),
    'web.jsonl': line({ id: 1, name: 'GET /health' }),
    'failed.jsonl': line({
      id: 1,
      name: 'execute_tool t',
      attributes: tool('t'),
      status: { code: 2 },
    }),
  };

  test.each([
    [[], 'name at least one trace file, a folder, or - for standard input'],
    [['none.jsonl'], 'none.jsonl: no such file'],
    [['none.jsonl', 'no*.jsonl'], 'none.jsonl: no such file (and 1 more)'],
    [['empty.jsonl'], 'empty.jsonl: empty'],
    [['blank.jsonl'], 'no traces of a known format in these files'],
    [
      ['half.jsonl'],
      'no traces of a known format in these files (not JSON (cut off or damaged), first at half.jsonl:1)',
    ],
    [
      ['metrics.jsonl'],
      'no traces of a known format in these files (metrics, first at metrics.jsonl:1)',
    ],
    [
      ['bad-span.jsonl'],
      'no usable spans in these files (unfinished (no end time), first at bad-span.jsonl:1)',
    ],
    [['ai6.jsonl'], "no model calls or tools in 1 spans: is this an agent's trace?"],
    [['web.jsonl'], "no model calls or tools in 1 spans: is this an agent's trace?"],
    [['failed.jsonl'], 'not one successful call in 1 spans'],
  ])('%j', async (files, message) => {
    const { cwd, run } = inFolder(FILES);
    const { code, stdout, stderr } = await run({ files, output: 'table.yaml', quiet: true });
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: ${message}\n`,
    });
    expect(existsSync(join(cwd, 'table.yaml'))).toBe(false);
  });

  test('a table that cannot be written', async () => {
    const { run } = inFolder({ 'a.jsonl': GOOD });
    const { code, stderr } = await run({
      files: ['a.jsonl'],
      output: 'a.jsonl/table.yaml',
      quiet: true,
    });
    expect([code, stderr]).toEqual([
      2,
      'error: a.jsonl/table.yaml: cannot be written: a file is in the way\n',
    ]);
  });

  test('in mixed input the good part is used', async () => {
    const { run } = inFolder({ ...FILES, 'good.jsonl': GOOD });
    const { code, stdout, stderr } = await run({
      files: ['none.jsonl', ...Object.keys(FILES), 'good.jsonl'],
    });
    expect(code).toBe(0);
    expect(Object.keys(tableSchema.parse(parse(stdout)).components)).toContain('support');
    expect(stderr).toContain('unread  none.jsonl: no such file');
  });
});

describe('the coverage', () => {
  test('of the example fits 80 columns and says what is missing', async () => {
    const { stderr } = await inFolder({}).run({ files: [EXAMPLE], output: '/dev/null' });
    expect(stderr).toBe(`files     1 file read
lines     15, all accepted
spans     2,608, all counted
sources   Langfuse
             note  retries may hide inside calls: those then only look longer
requests  300 (traces with exactly one root)
                6  failed: no answer; not in the end-to-end times
          > 99.9%  of their time lies in the 7 components found
calls     978 model calls succeeded; of these, how many report their
             100%  tokens
              69%  first token  first-token limits see only the calls that do
              69%  effort       variants may mix calls of several efforts
             100%  reasoning
`);
  });

  test('of damaged input names each reason and its first place', async () => {
    const again = line({
      id: 3,
      parent: 1,
      name: 'execute_tool crm',
      at: 600,
      ms: 100,
      attributes: tool('crm'),
    });
    const orphan = line({
      id: 8,
      parent: 77,
      name: 'execute_tool crm',
      ms: 100,
      attributes: tool('crm'),
    });
    const late = line({ id: 9, parent: 1, name: 'x', ms: 100, raw: { endTimeUnixNano: '0' } });
    const { run } = inFolder({
      'a.jsonl': [GOOD, GOOD.slice(0, 40), '', '{"resourceLogs":[]}', again, orphan, late].join(
        '\n',
      ),
    });
    const { stderr } = await run({ files: ['a.jsonl', 'none.jsonl'] });
    expect(stderr).toBe(`files     1 file read
           unread  none.jsonl: no such file
lines     7: 4 accepted, 2 rejected, 1 blank
                1  logs, first at a.jsonl:4
                1  not JSON (cut off or damaged), first at a.jsonl:2
spans     6: 4 counted, 1 duplicate, 1 rejected
                1  unfinished (no end time), first at a.jsonl:7
                1  orphans: their parent was never seen (they are counted)
sources   OTel GenAI
             note  retries may hide inside calls: those then only look longer
requests  1 (traces with exactly one root)
            60.0%  of their time lies in the 2 components found
            40.0%  of it waits for nothing named: a model or tool call may lack
                   its span, or the agent itself is slow
calls     1 model call succeeded; of these, how many report their
             100%  tokens
               0%  first token  first-token limits cannot be checked
               0%  effort       variants are told apart by model only
               0%  reasoning    hidden tokens are inside the output
`);
  });

  test('never exceeds 80 columns', async () => {
    const { run } = inFolder({
      [`${'x'.repeat(100)}.jsonl`]: `${GOOD}\n{\n{"resourceMetrics":[]}`,
    });
    const { stderr } = await run({ files: ['*.jsonl'] });
    expect(Math.max(...stderr.split('\n').map((each) => each.length))).toBeLessThanOrEqual(80);
  });

  test('is silent with -q', async () => {
    expect(
      (await inFolder({ 'a.jsonl': GOOD }).run({ files: ['a.jsonl'], quiet: true })).stderr,
    ).toBe('');
  });
});

test('the example traces hold no text and stay small', () => {
  const [name = ''] = readdirSync(EXAMPLE);
  const text = readFileSync(join(EXAMPLE, name), 'utf8');
  expect(statSync(join(EXAMPLE, name)).size).toBeLessThanOrEqual(1_600_000);
  expect(text).not.toMatch(/lorem|observation\.(?:input|output)|metadata|app_run/);
});
