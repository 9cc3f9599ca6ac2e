import { describe, expect, test } from 'vitest';
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

const asks = (id: string, name: string): unknown => ({
  type: 'tool_use',
  id,
  name,
  input: { x: 'CANARY' },
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
});
