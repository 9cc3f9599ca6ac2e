import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { tableSchema, type Table } from '../../src/table/schema.ts';
import { runCommand, type Ran } from '../support/runCommand.ts';
import { agent, chat, line, tool } from '../traces/helpers/spans.ts';
import { tempFolder } from '../support/tempFolder.ts';

const DAY_MS = 86_400_000;

/** A request of the agent `support` that begins so many days after 2026-11-22. */
function request(index: number, day = 0, toolName = 'crm'): string {
  const trace = (index + 1).toString(16).padStart(32, '0');
  const at = day * DAY_MS;
  return line(
    { trace, id: 1, name: 'invoke_agent support', at, ms: 1000, attributes: agent('support') },
    { trace, id: 2, parent: 1, name: 'chat m', at, ms: 500, attributes: chat('m') },
    {
      trace,
      id: 3,
      parent: 1,
      name: `execute_tool ${toolName}`,
      at: at + 500,
      ms: 100,
      attributes: tool(toolName),
    },
  );
}

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): {
  readonly cwd: string;
  readonly measure: (...args: string[]) => Promise<Ran>;
  readonly table: (path: string) => Table;
} {
  const cwd = tempFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content);
  return {
    cwd,
    measure: (...args) => runCommand(['measure', ...args], { cwd }),
    table: (path) => tableSchema.parse(parse(readFileSync(join(cwd, path), 'utf8'))),
  };
}

describe('--since and --until', () => {
  const days = [0, 1, 2, 3].map((day) => request(day, day)).join('\n');

  test.each([
    [['--since', '2026-11-23'], 3, 1],
    [['--until', '2026-11-23'], 2, 2],
    [['--since', '2026-11-23', '--until', '2026-11-24'], 2, 2],
    [['--since', '2026-11-22T00:00:01Z'], 3, 1],
    [['--since', '2026-11-23T01:00+01:00'], 3, 1],
  ])('%j: %d requests, %d left out and counted', async (flags, requests, outside) => {
    const { measure, table } = folderWith({ 't.jsonl': days });
    const { code, stderr } = await measure('t.jsonl', '-o', 'out.yaml', ...flags);
    expect(code).toBe(0);
    expect(table('out.yaml').counted?.requests).toBe(requests);
    expect(stderr).toContain(`${outside}  traces begin outside of the period asked for: left out`);
  });

  test('nothing in the period is an error, and writes nothing', async () => {
    const { cwd, measure } = folderWith({ 't.jsonl': days });
    const { code, stderr } = await measure(
      't.jsonl',
      '-q',
      '-o',
      'out.yaml',
      '--since',
      '2027-01-01',
    );
    expect([code, stderr]).toEqual([2, 'error: no traces in this period: 4 lie outside of it\n']);
    expect(existsSync(join(cwd, 'out.yaml'))).toBe(false);
  });
});

describe('--anonymize', () => {
  test('no name that people gave reaches the table; models keep theirs', async () => {
    const { cwd, measure, table } = folderWith({
      'support-secret.jsonl': `${request(0)}\n${request(1, 0, 'erp')}`,
    });
    expect(
      (await measure('support-secret.jsonl', '-q', '--anonymize', '-o', 'out.yaml')).code,
    ).toBe(0);
    const { name, components, tool_sets } = table('out.yaml');
    expect(name).toBe('agent');
    expect(Object.keys(components)).toEqual(['llm-1', 'tool-1', 'tool-2']);
    expect(tool_sets?.map(([, tools]) => tools)).toEqual([['tool-1'], ['tool-2']]);
    expect(readFileSync(join(cwd, 'out.yaml'), 'utf8')).not.toMatch(/support|crm|erp|secret/);
    expect(components['llm-1']?.variants?.['m']?.model).toBe('m');
  });

  test('cannot add to a table, whose names it would not find', async () => {
    const { measure } = folderWith({ 't.jsonl': request(0) });
    expect((await measure('t.jsonl', '-q', '-o', 'out.yaml')).code).toBe(0);
    const { code, stderr } = await measure('t.jsonl', '--anonymize', '--into', 'out.yaml');
    expect([code, stderr]).toEqual([
      2,
      'error: --anonymize numbers components anew each time: it cannot add --into a table\n',
    ]);
  });
});

describe('--from', () => {
  const row = JSON.stringify({
    id: 'o',
    traceId: 't',
    startTime: '2026-11-22T00:00:00Z',
    endTime: '2026-11-22T00:00:01Z',
    type: 'GENERATION',
    model: 'm',
  });

  test('the format is found out file by file; packed files too', async () => {
    const { measure, table } = folderWith({
      'a.jsonl.gz': gzipSync(request(0)),
      'b.json': row,
      'c.txt': 'not read: its ending says nothing of traces',
    });
    const { code, stderr } = await measure('.', '-o', 'out.yaml');
    expect(code).toBe(0);
    expect(stderr).toContain('sources   OTel GenAI, Langfuse\n');
    expect(table('out.yaml').counted?.requests).toBe(2);
  });

  test('what is not of the format named is rejected with that reason', async () => {
    const { measure } = folderWith({ 'a.jsonl': `${request(0)}\n${row}` });
    const { code, stderr } = await measure('a.jsonl', '--from', 'otlp', '-o', 'out.yaml');
    expect(code).toBe(0);
    expect(stderr).toContain('1  not OTLP, first at a.jsonl:2');
  });
});

describe('--rules', () => {
  test('mistakes are found with their place, all at once', async () => {
    const { measure } = folderWith({
      't.jsonl': request(0),
      'rules.yaml':
        'version: 1\nrules:\n  - { name: "/(/", kind: tool }\n  - { nmae: x, kind: tools }\n',
    });
    const { code, stderr } = await measure('t.jsonl', '--rules', 'rules.yaml', '-o', 'out.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('rules.yaml:3:13: error:');
    expect(stderr).toContain('rules.yaml:4:7: error:');
    expect(stderr).toContain('rules.yaml:4:22: error:');
    expect(stderr).toContain('did you mean "name"?');
    expect(stderr).not.toMatch(/at .*\.ts:/);
  });

  test('a file that is not there is named', async () => {
    const { measure } = folderWith({ 't.jsonl': request(0) });
    const { code, stderr } = await measure('t.jsonl', '--rules', 'none.yaml');
    expect(code).toBe(2);
    expect(stderr).toContain('none.yaml: error: there is no such file');
  });

  test('name components in the table', async () => {
    const { measure, table } = folderWith({
      't.jsonl': request(0),
      'rules.yaml':
        'version: 1\nrules:\n  - { name: execute_tool crm, component: customers, kind: retrieval }\n',
    });
    expect((await measure('t.jsonl', '-q', '--rules', 'rules.yaml', '-o', 'out.yaml')).code).toBe(
      0,
    );
    expect(table('out.yaml').components['customers']?.kind).toBe('retrieval');
  });
});

describe('--into', () => {
  test('two halves are the whole, and look like it', async () => {
    const { cwd, measure } = folderWith({
      'a.jsonl': [0, 1, 2].map((at) => request(at)).join('\n'),
      'b.jsonl': [3, 4].map((at) => request(at, 1, 'erp')).join('\n'),
    });
    await measure('a.jsonl', 'b.jsonl', '-q', '-o', 'whole.yaml');
    await measure('a.jsonl', '-q', '-o', 'parts.yaml');
    await measure('b.jsonl', '-q', '--into', 'parts.yaml');
    const text = (name: string): string => readFileSync(join(cwd, name), 'utf8');
    expect(parse(text('parts.yaml'))).toEqual(parse(text('whole.yaml')));
    // Keys that are news come last in their component; nothing else differs.
    const lines = (name: string): string[] => text(name).split('\n').sort();
    expect(lines('parts.yaml')).toEqual(lines('whole.yaml'));
  });
});
