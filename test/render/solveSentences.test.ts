import { describe, expect, test } from 'vitest';
import { seldomNotes } from '../../src/spec/seldomNotes.ts';
import { loadText } from '../support/loadText.ts';
import { runCommand } from '../support/runCommand.ts';

const SPEC = 'examples/realtime-agent/spec.yaml';

/** Text without line breaks of its own. */
const flat = (text: string) => text.replaceAll(/\s+/gu, ' ');

interface Document {
  readonly feasible: readonly unknown[];
  readonly pickTwo: readonly {
    readonly architecture: { readonly id: string; readonly shown: { readonly ms: number } };
  }[];
}

describe('what the terminal says, Markdown says, too', () => {
  test('a limit that lies between the bounds of what was found is too close to call', async () => {
    const solved = await runCommand(['solve', SPEC, '-q', '-f', 'json']);
    const { agents } = JSON.parse(solved.stdout) as { readonly agents: readonly Document[] };
    const fastest = agents[0]?.pickTwo.find(({ architecture }) => architecture.id === 'c2f7d998');
    // A limit is met up to 0.1% above it.
    const limit = `want.latency.p95=${((fastest?.architecture.shown.ms ?? 0) / 1.001).toFixed(3)}ms`;
    for (const format of ['table', 'markdown']) {
      const argv = ['solve', SPEC, '-q', '-f', format, '--set', limit];
      const { stdout } = await runCommand(argv);
      expect(flat(stdout), format).toMatch(
        /c2f7d998: too close to call, p95 lies between 1\.79\d s and 1\.79\d s\./u,
      );
    }
  });

  test('shortcuts that hit too seldom for the percentile are said to, once, in every format', async () => {
    const said =
      'plan-cache hits 30% of requests and memory 25%; the p95 is made of those that miss';
    for (const format of ['table', 'markdown', 'json']) {
      const { stdout, stderr } = await runCommand(['solve', SPEC, '-f', format]);
      expect(flat(stdout).split(said), format).toHaveLength(2);
      expect(stderr).not.toContain(said);
    }
  });
});

describe('a shortcut is too seldom for a percentile', () => {
  const TABLE = `
components:
  think: { kind: llm, latency: 2-3s }
  cache: { kind: memory, latency: 20ms }
  notes: { kind: memory, latency: 30ms }
`;
  const notes = (shortcuts: string, want = 'latency: { p95: 2s }') =>
    seldomNotes(
      loadText(
        `agents:\n  a:\n    want: { ${want} }\n    workflow: [{ step: think }]\n    shortcuts:\n${shortcuts}`,
        TABLE,
      ),
    ).map(({ message }) => message);
  const line = (use: string, hit: string) =>
    `      - { use: ${use}, skips: [think], hit: ${hit} }\n`;

  test('where it hits fewer requests than the percentile leaves out', () => {
    expect(notes(line('cache', '94%'))).toEqual([
      'cache hits 94% of requests; the p95 is made of those that miss',
    ]);
    expect(notes(line('cache', '95%'))).toEqual([]);
    expect(notes(line('cache', '60%'), 'latency: { p50: 2s }')).toEqual([]);
  });

  test('unless several of them together hit as many', () => {
    expect(notes(line('cache', '80%') + line('notes', '75%'))).toEqual([]);
    expect(notes(line('cache', '80%') + line('notes', '70%'))).toEqual([
      'cache hits 80% of requests and notes 70%; the p95 is made of those that miss',
    ]);
  });

  test('never, where it never hits', () => {
    expect(notes(line('cache', '0%'))).toEqual([]);
  });
});
