import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { setKey, type WrittenValue } from '../../src/yaml/setKey.ts';
import { handwrittenYaml } from '../support/handwrittenYaml.ts';

/** What is written, in both styles, and what it reads back as. */
const VALUE: WrittenValue = {
  lines: (step) => ['date: 2026-11-20', 'choices:', `${step}plan: fast`, 'why: "a # b"'],
  flow: '{ date: 2026-11-20, choices: { plan: fast }, why: "a # b" }',
};
const READS = { date: '2026-11-20', choices: { plan: 'fast' }, why: 'a # b' };

type Agents = Record<string, Record<string, unknown>>;
const agentsOf = (text: string) => (parse(text, { merge: true }) as { agents: Agents }).agents;

const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1);

/** Lines without their line ends. */
const linesOf = (text: string) => text.split(/\r?\n/u);

/** What is left of both sides when equal lines at the start and at the end are taken off. */
function middle(before: readonly string[], after: readonly string[]): [string[], string[]] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [before.slice(start, before.length - end), after.slice(start, after.length - end)];
}

describe('a key that is set in a file that people wrote', () => {
  const edits = SEEDS.map((seed) => {
    const { text, agent } = handwrittenYaml(seed);
    return { seed, text, agent, edited: setKey(text, ['agents', agent], 'accepted', VALUE) };
  });
  const done = edits.flatMap(({ edited, ...rest }) =>
    'text' in edited ? [{ ...rest, after: edited.text }] : [],
  );

  it('is set in nearly every one of them', () => {
    expect(edits.flatMap(({ edited }) => ('problem' in edited ? [edited.problem] : []))).toEqual(
      [],
    );
  });

  it('reads back as what was meant, and all the rest as it was', () => {
    for (const { seed, text, agent, after } of done) {
      const expected = structuredClone(agentsOf(text));
      expected[agent] = { ...expected[agent], accepted: READS };
      expect(agentsOf(after), `seed ${seed}:\n${text}\n---\n${after}`).toEqual(expected);
      const { agents: _before, ...top } = parse(text) as Record<string, unknown>;
      const { agents: _after, ...topAfter } = parse(after) as Record<string, unknown>;
      expect(topAfter).toEqual(top);
    }
  });

  it('that is new takes no line away, save where its map is in braces', () => {
    const torn = done.filter(({ text, agent, after }) => {
      const [gone, come] = middle(linesOf(text), linesOf(after));
      const isNew = !('accepted' in (agentsOf(text)[agent] ?? {}));
      const isBlock = !come.some((line) => line.includes('accepted: {'));
      return isNew && isBlock && gone.some((line) => line !== '');
    });
    expect(torn).toEqual([]);
  });

  it('keeps every comment outside what it replaces', () => {
    const comments = (text: string) =>
      linesOf(text).filter((line) => /# (?:between|at the margin|why|yaml-language)/u.test(line))
        .length;
    for (const { seed, text, after } of done) {
      const lost = comments(text) - comments(after);
      expect(lost, `seed ${seed}:\n${text}\n---\n${after}`).toBeLessThanOrEqual(0);
    }
  });

  it('keeps line ends, the byte order mark and what the last line ends in', () => {
    for (const { text, after } of done) {
      const crlf = text.includes('\r\n');
      expect(/[^\r]\n/u.test(after)).toBe(!crlf && after.includes('\n'));
      expect(after.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
    }
  });

  it('set once more to the same, changes nothing', () => {
    for (const { seed, agent, after } of done) {
      const again = setKey(after, ['agents', agent], 'accepted', VALUE);
      expect('text' in again ? again.text : again.problem, `seed ${seed}\n${after}`).toBe(after);
    }
  });
});

describe('a map that other parts of the file repeat', () => {
  const set = (text: string) => {
    const edited = setKey(text, ['agents', 'desk'], 'accepted', VALUE);
    return 'text' in edited ? edited.text : edited.problem;
  };
  const REFUSED = 'agents.desk is repeated elsewhere in the file, which would change, too';

  it.each([
    ['by an alias', 'agents:\n  desk: &desk\n    want: 1\n  phone: *desk\n'],
    ['by an alias, in braces', 'agents:\n  desk: &desk { want: 1 }\n  phone: *desk\n'],
    ['by a merge key', 'agents:\n  desk: &desk\n    want: 1\n  phone: { <<: *desk, other: 2 }\n'],
    ['as part of what an alias repeats', 'agents: &all\n  desk:\n    want: 1\nmore: *all\n'],
    ['where its own is an alias to what it holds', 'x: &x { a: 1 }\nagents: { desk: *x }\n'],
  ])('%s is not edited behind their back', (_, text) => {
    expect([REFUSED, 'agents.desk repeats another part of the file (*x)']).toContain(set(text));
  });

  it.each([
    [
      'a part of it is',
      'agents:\n  desk:\n    want: &want { p95: 2s }\n  phone:\n    want: *want\n',
    ],
    ['it repeats others', 'base: &base { p95: 2s }\nagents:\n  desk:\n    want: *base\n'],
    ['it merges others', 'base: &base { want: 1 }\nagents:\n  desk:\n    <<: *base\n    more: 2\n'],
    ['it has an anchor that nobody uses', 'agents:\n  desk: &desk\n    want: 1\n'],
  ])('is edited where only %s', (_, text) => {
    const before = agentsOf(text);
    expect(agentsOf(set(text))).toEqual({
      ...before,
      desk: { ...before['desk'], accepted: READS },
    });
  });

  it('keeps what stands behind the last block, with the block', () => {
    const text = 'agents:\n  desk:\n    want:\n      p95: 2s\n      # about the limit\n  # next\n';
    expect(set(text)).toBe(
      'agents:\n  desk:\n    want:\n      p95: 2s\n      # about the limit\n    accepted:\n      date: 2026-11-20\n      choices:\n        plan: fast\n      why: "a # b"\n  # next\n',
    );
  });
});
