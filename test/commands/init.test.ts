import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCommand, type Ran } from '../support/runCommand.ts';
import { agent, chat, line, tool, type SpanOptions } from '../traces/helpers/spans.ts';
import { hasShared, SHARED } from '../traces/helpers/sharedData.ts';
import { tempFolder } from '../support/tempFolder.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/measured-agent', import.meta.url));

const folder = (): string => tempFolder();

const budget = (cwd: string, ...argv: string[]): Promise<Ran> => runCommand(argv, { cwd });

interface Item {
  readonly step?: string;
  readonly component?: string;
  readonly tools?: readonly string[];
  readonly order?: string;
  readonly calls?: unknown;
  readonly on_reject?: unknown;
  readonly optional?: boolean;
  readonly streams?: boolean;
  readonly parallel?: readonly Item[];
}

function agentOf(
  cwd: string,
  path = 'spec.yaml',
): { today?: unknown; want: unknown; workflow: Item[]; traffic?: unknown } {
  const spec = parse(readFileSync(join(cwd, path), 'utf8')) as { agents: Record<string, never> };
  const [only] = Object.values(spec.agents);
  if (only === undefined) throw new Error('no agent');
  return only;
}

/** Requests of these spans, one trace each. */
function traces(...requests: readonly (readonly SpanOptions[])[]): string {
  return requests
    .map((spans, index) =>
      line(
        ...spans.map((span) => ({ ...span, trace: (index + 1).toString(16).padStart(32, '0') })),
      ),
    )
    .join('\n');
}

const root: SpanOptions = {
  id: 1,
  name: 'invoke_agent support',
  ms: 1000,
  attributes: agent('support'),
};
const call = (id: number, name: string, at: number, ms: number): SpanOptions[] => [
  { id, parent: 1, name, at, ms },
  {
    id: id + 50,
    parent: id,
    name: 'chat m',
    at,
    ms,
    attributes: chat('m', { 'gen_ai.response.time_to_first_chunk': ms / 4000 }),
  },
];
const use = (id: number, name: string, at: number, ms: number): SpanOptions => ({
  id,
  parent: 1,
  name: `execute_tool ${name}`,
  at,
  ms,
  attributes: tool(name),
});

describe('from nothing', () => {
  test('a starter spec and table that solve, and are never overwritten', async () => {
    const cwd = folder();
    const first = await budget(cwd, 'init', 'agent');
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toBe(
      'wrote agent/spec.yaml and agent/table.yaml: a small made-up agent\nnext: budget solve agent/spec.yaml\n',
    );
    const solved = await budget(cwd, 'solve', 'agent/spec.yaml', '--exit-code');
    expect(solved.code).toBe(0);
    expect((await budget(cwd, 'check', 'agent/spec.yaml')).code).toBe(0);
    writeFileSync(join(cwd, 'agent/spec.yaml'), 'mine');
    const again = await budget(cwd, 'init', 'agent');
    expect(again.code).toBe(2);
    expect(again.stderr).toBe(
      'error: agent/spec.yaml and agent/table.yaml are there already: nothing was written\nhelp: name another folder, or replace with --force\n',
    );
    expect(readFileSync(join(cwd, 'agent/spec.yaml'), 'utf8')).toBe('mine');
    expect((await budget(cwd, 'init', 'agent', '--force')).code).toBe(0);
    expect(readFileSync(join(cwd, 'agent/spec.yaml'), 'utf8')).not.toBe('mine');
  });
});

describe('from traces', () => {
  test('loop, tools, verdict, today and traffic of the example, and how well they fit', async () => {
    const cwd = folder();
    const { code, stdout } = await budget(cwd, 'init', '--traces', `${EXAMPLE}/traces`);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'workflow: retrieve → compact_context → reason → 3 tools → answer → verify_answer',
    );
    expect(stdout).toMatch(/p95 +19\.\d s +2\d\.\d s .* −1\d%/);
    const { workflow, today, want, traffic } = agentOf(cwd);
    expect(workflow.map(({ step, tools }) => step ?? tools)).toEqual([
      'retrieve',
      'compact_context',
      'reason',
      ['crm_lookup', 'web_search', 'calculator'],
      'answer',
      'verify_answer',
    ]);
    expect(workflow[2]).toMatchObject({
      component: 'main-llm',
      calls: { 0: '14.7%', 1: '43.3%', 2: '42%' },
    });
    expect(workflow[4]).toMatchObject({ component: 'main-llm', calls: 1, streams: true });
    expect(today).toEqual({
      reason: 'gpt-5-mini-low',
      answer: 'gpt-5-mini-low',
      order: 'parallel',
    });
    expect(want).toEqual({ latency: { p95: '24s' }, tools: 'all' });
    expect(traffic).toEqual({ requests: '9000/month' });
    const solved = await budget(cwd, 'solve', 'spec.yaml', '--exit-code');
    expect(solved.code).toBe(0);
    expect(solved.stderr).toContain('assumed: turns: 1, active_hours: 24, peak: 3x');
    expect(solved.stderr).toContain('0 errors, 0 warnings, 1 note');
  });

  test('a redo after a verdict is a loop, and its calls are not counted twice', async () => {
    const cwd = folder();
    const plain = [root, ...call(2, 'write', 0, 400), ...call(3, 'verify', 400, 100)];
    const redone = [...plain, ...call(4, 'write', 500, 300), ...call(5, 'verify', 800, 100)];
    writeFileSync(join(cwd, 't.jsonl'), traces(plain, plain, plain, redone));
    const { code, stdout } = await budget(cwd, 'init', '--traces', 't.jsonl');
    expect(code).toBe(0);
    expect(stdout).toContain('workflow: write → verify');
    expect(agentOf(cwd).workflow).toEqual([
      { step: 'write', streams: true },
      {
        step: 'verify',
        calls: 1,
        optional: true,
        on_reject: { redo: 'write', chance: '25%', times: 1 },
      },
    ]);
    expect((await budget(cwd, 'solve', 'spec.yaml')).code).toBe(0);
  });

  test('steps that ran at once are a group; tools in a row stay in a row', async () => {
    const cwd = folder();
    const request = [
      root,
      { id: 2, parent: 1, name: 'retrieve_docs', at: 0, ms: 300 },
      { id: 3, parent: 1, name: 'retrieve_history', at: 0, ms: 200 },
      ...call(4, 'choose', 300, 100),
      use(5, 'crm', 400, 100),
      use(6, 'web', 510, 100),
      ...call(7, 'answer', 700, 300),
    ];
    writeFileSync(join(cwd, 't.jsonl'), traces(request, request));
    expect((await budget(cwd, 'init', '--traces', 't.jsonl')).code).toBe(0);
    const { workflow, today } = agentOf(cwd);
    const [group] = workflow;
    expect(group?.parallel?.map(({ step }) => step).sort()).toEqual([
      'retrieve_docs',
      'retrieve_history',
    ]);
    expect(today).toEqual({ order: 'series' });
    expect((await budget(cwd, 'solve', 'spec.yaml')).code).toBe(0);
  });

  test('nothing to measure writes nothing', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 't.jsonl'), '{"resourceMetrics":[]}');
    const { code, stderr } = await budget(cwd, 'init', '--traces', 't.jsonl', '-q');
    expect([code, stderr]).toEqual([
      2,
      'error: no traces of a known format in these files (metrics, first at t.jsonl:1)\n',
    ]);
    expect(existsSync(join(cwd, 'spec.yaml'))).toBe(false);
    expect(existsSync(join(cwd, 'table.yaml'))).toBe(false);
  });

  test.skipIf(!hasShared)(
    'AI SDK 7: the spec solves, within 15% of what was measured',
    async () => {
      const cwd = folder();
      const file = `${SHARED}sdk/vercel-ai7.otlp.jsonl`;
      const { code, stdout } = await budget(cwd, 'init', '--traces', file, '-q', '--name', 'shop');
      expect([code, stdout]).toEqual([0, '']);
      expect((await budget(cwd, 'solve', 'spec.yaml', '--exit-code')).code).toBe(0);
      const again = await budget(cwd, 'init', 'again', '--traces', file);
      const errors = [...again.stdout.matchAll(/^ +p\d+ .* [+−]?(\d+)%( ✓)?$/gm)].map(
        ([, digits]) => Number(digits),
      );
      expect(errors).toHaveLength(4);
      expect(Math.max(...errors)).toBeLessThan(15);
    },
  );
});

describe('from a table', () => {
  test('the spec names it from its own folder, and the table stays as it is', async () => {
    const cwd = folder();
    const text = readFileSync(join(EXAMPLE, 'table.yaml'), 'utf8');
    writeFileSync(join(cwd, 'mine.yaml'), text);
    const { code, stdout } = await budget(cwd, 'init', 'specs/a', '--table', 'mine.yaml');
    expect(code).toBe(0);
    expect(stdout).toContain('wrote specs/a/spec.yaml\n');
    expect(readFileSync(join(cwd, 'specs/a/spec.yaml'), 'utf8')).toContain(
      'table: ../../mine.yaml\n',
    );
    expect(readFileSync(join(cwd, 'mine.yaml'), 'utf8')).toBe(text);
    expect((await budget(cwd, 'solve', 'specs/a/spec.yaml', '--exit-code')).code).toBe(0);
  });

  test('that people wrote will do: the limit is what is composed', async () => {
    const cwd = folder();
    writeFileSync(
      join(cwd, 't.yaml'),
      'version: 1\nname: small agent\ncomponents:\n  plan: { kind: llm, latency: 1s }\n  "look:up": { kind: tool, latency: 500ms }\n',
    );
    const { code, stdout } = await budget(cwd, 'init', '--table', 't.yaml');
    expect(code).toBe(0);
    expect(stdout).toContain('Whole requests were not measured: how well this fits is not known.');
    expect(agentOf(cwd).want).toEqual({ latency: { p95: '1.5s' }, tools: 'all' });
    expect((await budget(cwd, 'solve', 'spec.yaml', '--exit-code')).code).toBe(0);
  });

  test.each([
    [['--table', 'none.yaml'], 'none.yaml: error: there is no such file'],
    [['--table', 'bad.yaml'], 'bad.yaml:1:1: error:'],
    [['--table', 'bad.yaml', '--traces', 'x'], 'error: --traces and --table exclude each other'],
    [
      ['--traces', 'x', '--from', 'jeager'],
      'error: --from jeager: no format of that name\nhelp: did you mean jaeger?',
    ],
    [['--traces', 'x', '--since', 'soon'], 'error: --since soon: not a date'],
  ])('%j: what is wrong is said, and nothing is written', async (argv, message) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'bad.yaml'), 'name: x\n');
    const { code, stderr } = await budget(cwd, 'init', ...argv);
    expect(code).toBe(2);
    expect(stderr.slice(0, message.length)).toBe(message);
    expect(existsSync(join(cwd, 'spec.yaml'))).toBe(false);
  });
});
