import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EmitSpan } from '../../../src/traces/formats/format.ts';
import { SessionReader } from '../../../src/traces/formats/claudeCode.ts';
import { measureText } from '../helpers/measureFile.ts';

const at = (seconds: number): string =>
  new Date(Date.UTC(2026, 10, 22) + seconds * 1000).toISOString();

interface Line {
  readonly second: number;
  readonly type: 'user' | 'assistant';
  readonly message: unknown;
  readonly more?: Readonly<Record<string, unknown>>;
}

function session(lines: readonly Line[]): string {
  return lines
    .map(({ second, type, message, more }, index) =>
      JSON.stringify({
        type,
        sessionId: 's1',
        uuid: `u${index}`,
        timestamp: at(second),
        isSidechain: false,
        message,
        ...more,
      }),
    )
    .join('\n');
}

const prompt = (second: number): Line => ({
  second,
  type: 'user',
  message: { role: 'user', content: 'CANARY prompt' },
});

const says = (second: number, id: string, content: unknown, more = {}): Line => ({
  second,
  type: 'assistant',
  message: {
    id,
    model: 'claude-sonnet-4-6',
    content: [content],
    usage: {
      input_tokens: 10,
      cache_read_input_tokens: 5000,
      cache_creation_input_tokens: 200,
      output_tokens: 90,
    },
  },
  more,
});

const asks = (id: string, name: string, input: object = {}): unknown => ({
  type: 'tool_use',
  id,
  name,
  input: { x: 'CANARY', ...input },
});

const result = (second: number, id: string, isError = false, more = {}): Line => ({
  second,
  type: 'user',
  message: { content: [{ type: 'tool_result', tool_use_id: id, is_error: isError }] },
  more,
});

describe('a Claude Code session', () => {
  test('is one request per prompt; a message on several lines is one call', async () => {
    const { components, requests, endToEnd } = await measureText(
      session([
        prompt(0),
        says(2, 'm1', { type: 'thinking' }),
        says(3, 'm1', { type: 'text', text: 'CANARY' }),
        says(4, 'm1', asks('t1', 'Bash')),
        result(6, 't1'),
        says(9, 'm2', { type: 'text' }),
        prompt(100),
        says(105, 'm3', { type: 'text' }),
      ]),
    );
    expect(requests).toBe(2);
    expect(endToEnd.latency).toMatchObject({ n: 2, mean: 7000, max: 9000 });
    const model = components.find(({ kind }) => kind === 'llm');
    expect(model?.calls).toEqual([
      { count: 1, requests: 1 },
      { count: 2, requests: 1 },
    ]);
    // 0-4, 6-9 and 100-105 seconds.
    expect(model?.variants[0]?.latency).toMatchObject({ n: 3, mean: 4000 });
    expect(model?.variants[0]?.tokens).toMatchObject({
      input: { n: 3, sum: 3 * 5210 },
      cached: { sum: 15_000 },
      written: { sum: 600 },
      output: { sum: 270 },
    });
    expect(components.find(({ name }) => name === 'Bash')).toMatchObject({ kind: 'tool', runs: 1 });
  });

  test('has tools in parallel, failing ones, and a subagent inside the tool that started it', async () => {
    const { components, coverage } = await measureText(
      session([
        prompt(0),
        says(1, 'm1', asks('t1', 'Read')),
        says(1, 'm1', asks('t2', 'Grep')),
        result(2, 't1'),
        result(3, 't2', true),
        says(4, 'm2', asks('t3', 'Task')),
        says(6, 'm3', { type: 'text' }, { isSidechain: true }),
        result(8, 't3'),
        says(9, 'm4', { type: 'text' }),
      ]),
    );
    const tools = components.map(({ name, runs, failed }) => [name, runs, failed]);
    expect(tools).toContainEqual(['Read', 1, 0]);
    expect(tools).toContainEqual(['Grep', 1, 1]);
    expect(tools).toContainEqual(['Task', 1, 0]);
    expect(coverage.spans.orphan).toBe(0);
  });

  test('takes lines that hold no message for what they are', async () => {
    const lines = [
      JSON.stringify({ type: 'summary', summary: 'CANARY', leafUuid: 'x' }),
      JSON.stringify({ type: 'file-history-snapshot', messageId: 'x', snapshot: {} }),
      JSON.stringify({ type: 'system', sessionId: 's1', content: 'CANARY' }),
    ];
    const text = `${lines.join('\n')}\n${session([prompt(0), says(1, 'm1', { type: 'text' })])}`;
    const { coverage, requests } = await measureText(text);
    expect(coverage.lines).toMatchObject({ total: 5, accepted: 5, rejected: [] });
    expect(requests).toBe(1);
  });

  test('a summary of what came before is no prompt: the request goes on', async () => {
    const summary = { ...prompt(5), more: { isCompactSummary: true } };
    const { requests, endToEnd, components } = await measureText(
      session([
        prompt(0),
        says(2, 'm1', asks('t1', 'Read')),
        result(4, 't1'),
        summary,
        says(8, 'm2', {}),
      ]),
    );
    expect(requests).toBe(1);
    expect(endToEnd.latency).toMatchObject({ n: 1, max: 8000 });
    // The model began when it had read the summary.
    const model = components.find(({ kind }) => kind === 'llm');
    expect(model?.variants[0]?.latency).toMatchObject({ n: 2, mean: 2500 });
  });

  test('resumed in another file holds copies, which are duplicates', async () => {
    const first = session([prompt(0), says(2, 'm1', {}), prompt(10), says(13, 'm2', {})]);
    const resumed = first
      .replaceAll('"s1"', '"s2"')
      .concat('\n', session([prompt(20), says(24, 'm3', {})]).replaceAll('"s1"', '"s2"'));
    const { requests, components, coverage } = await measureText(`${first}\n${resumed}`);
    expect(requests).toBe(3);
    expect(components[0]?.runs).toBe(3);
    expect(coverage.spans).toMatchObject({ total: 10, counted: 6, duplicate: 4, rejected: [] });
  });

  test('whose beginning is missing loses its first call with a reason, and nothing else', async () => {
    const { coverage, requests, components } = await measureText(
      session([
        says(2, 'm1', asks('t1', 'Bash')),
        result(3, 't1'),
        says(5, 'm2', {}),
        prompt(10),
        says(12, 'm3', {}),
      ]),
    );
    expect(coverage.spans.rejected).toMatchObject([{ reason: 'no start time', count: 1 }]);
    expect(requests).toBe(1);
    expect(coverage.traces.rootless).toBe(1);
    expect(components.map(({ name, runs }) => [name, runs])).toEqual([
      ['claude-code', 2],
      ['Bash', 1],
    ]);
  });
});

describe('subagents, which write files of their own', () => {
  const side = (agentId: string, line: Line): Line => ({
    ...line,
    more: { ...line.more, isSidechain: true, agentId },
  });
  const done = (second: number, id: string, agentId: string): Line => ({
    ...result(second, id),
    more: { toolUseResult: { agentId, status: 'completed' } },
  });
  /** Two at a time; the one that began first ends first. */
  const main = [
    prompt(0),
    says(1, 'm1', asks('t1', 'Agent', { subagent_type: 'Explore' })),
    says(1, 'm1', asks('t2', 'Agent')),
    done(8, 't1', 'a1'),
    done(9, 't2', 'a2'),
    says(12, 'm2', { type: 'text' }),
    prompt(30),
    says(33, 'm3', { type: 'text' }),
  ];
  const first = [
    side('a1', prompt(2)),
    side('a1', says(4, 'm4', asks('t3', 'Grep'))),
    side('a1', result(5, 't3')),
    side('a1', says(7, 'm5', { type: 'text' })),
  ];
  const second = [side('a2', prompt(2)), side('a2', says(8, 'm6', { type: 'text' }))];
  const lines = session([...main, ...first, ...second]).split('\n');

  const spansOf = (text: readonly string[], most?: number): unknown[] => {
    const spans: unknown[] = [];
    const emit: EmitSpan = (span) => void spans.push(span);
    const reader = new SessionReader(emit, most);
    for (const each of text) reader.read(JSON.parse(each), 'a.jsonl:1');
    reader.end();
    return spans;
  };

  test('work inside the tool that their result names, in the request that started them', async () => {
    const { components, coverage, requests } = await measureText(lines.join('\n'));
    expect(requests).toBe(2);
    expect(coverage.spans).toMatchObject({ orphan: 0, rejected: [] });
    const named = components.map(({ name, kind, runs }) => [name, kind, runs]);
    // One subagent has a tool: its calls are its own. The other one is a tool with a call inside.
    expect(named).toEqual([
      ['claude-code', 'llm', 3],
      ['Agent', 'tool', 1],
      ['Explore', 'llm', 2],
      ['Grep', 'tool', 1],
    ]);
  });

  test('the order of files leaves no mark', () => {
    const expected = spansOf(lines);
    const files = [session(main), session(first), session(second)].map((text) => text.split('\n'));
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: 3 }), fc.nat(20), (order, most) => {
        const spans = spansOf(order.flat(), most);
        expect(new Set(spans.map((span) => JSON.stringify(span)))).toEqual(
          new Set(expected.map((span) => JSON.stringify(span))),
        );
      }),
    );
  });

  test('without the session, their calls count and no request does', async () => {
    const { components, coverage, requests } = await measureText(session(first));
    expect(requests).toBe(0);
    expect(coverage.traces.rootless).toBe(1);
    expect(components.map(({ name, runs }) => [name, runs])).toEqual([
      ['Grep', 1],
      ['chat', 2],
    ]);
  });
});
