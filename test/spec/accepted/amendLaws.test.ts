import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { basisOf } from '../../../src/solver/basis/basis.ts';
import { counterproposal } from '../../../src/solver/counterproposal.ts';
import { enumerate } from '../../../src/solver/enumerate.ts';
import { evaluation } from '../../../src/solver/evaluation.ts';
import { earlierAccepted } from '../../../src/spec/accepted/earlier.ts';
import { isIntact } from '../../../src/spec/accepted/isIntact.ts';
import { signInto } from '../../../src/spec/accepted/signInto.ts';
import { specSchema } from '../../../src/spec/schema.ts';
import { readYaml } from '../../../src/yaml/source.ts';
import { validate } from '../../../src/yaml/validate.ts';
import { problemOf } from '../../support/loadText.ts';
import { diceOf } from '../../support/oracle/dice.ts';
import { retouchedBlock } from '../../support/retouchedBlock.ts';

/** What was signed may be signed anew: what was signed before stays, as people left it. */

const TABLE = `
components:
  plan:
    kind: llm
    tokens: { input: 900, output: 90 }
    variants:
      fast: { model: claude-haiku-4-5, latency: 300-500ms }
      slow: { model: claude-sonnet-4-6, latency: 2-4s }
  crm:    { kind: tool, latency: 200-300ms }
`;
const AGENT = `agents:
  desk:
    want: { latency: { p95: 9s } }   # asked for
    workflow:
      - step: plan

      - tools: [crm]
`;
const SPEC = `version: 1\ntable: table.yaml\n${AGENT}`;
const PATH = ['agents', 'desk', 'accepted'];

const problem = problemOf(AGENT, TABLE);
const evaluated = evaluation(problem);
const architectures = [...enumerate(problem, [problem.tools?.tools ?? []])];

interface Desk {
  readonly accepted?: { readonly history?: readonly unknown[] };
}
const deskOf = (text: string) => (parse(text) as { agents: { desk: Desk } }).agents.desk;

function sign(text: string, round: number): string {
  const choices = architectures[round % architectures.length];
  if (choices === undefined) throw new Error('no architecture');
  const candidate = evaluated.candidate(choices);
  const edited = signInto(text, 'spec.yaml', {
    problem,
    candidate,
    offer: counterproposal(evaluated, choices),
    basis: basisOf(problem, candidate),
    date: `2026-11-2${round}`,
    by: { product: 'ada', engineering: 'grace' },
    why: {},
    table: { sha256: 'a'.repeat(64), measured: null },
    history: deskOf(text).accepted === undefined ? [] : earlierAccepted(text, PATH),
  });
  if ('problem' in edited) throw new Error(`${edited.problem}\n${text}`);
  return edited.text;
}

/** Before and after each of four signatures, with hands on the file in between. */
function roundsOf(seed: number): { readonly before: string; readonly after: string }[] {
  const dice = diceOf(seed);
  const isWide = dice.chance(0.3);
  const asHad = (text: string) => (isWide ? text.replaceAll('\n', '\r\n') : text);
  let count = 0;
  let text = SPEC;
  return [0, 1, 2, 3].map((round) => {
    const before = asHad(text);
    const after = sign(before, round);
    text = retouchedBlock(after.replaceAll('\r\n', '\n'), dice, () => (count += 1));
    return { before, after };
  });
}

const comments = (text: string) => (text.match(/# (?:c\d+|asked for)/gu) ?? []).sort();

describe('a block that is signed anew after people had it in hand', () => {
  const all = Array.from({ length: 60 }, (_, seed) => roundsOf(seed + 1));
  const rounds = all.flat();

  it('keeps what was signed before, latest first, and everything else', () => {
    for (const { before, after } of rounds) {
      const { accepted: old, ...rest } = deskOf(before);
      const { accepted: now, ...same } = deskOf(after);
      const { history = [], ...latest } = old ?? {};
      expect(same).toEqual(rest);
      expect(now?.history ?? []).toEqual(old === undefined ? [] : [latest, ...history]);
    }
  });

  it('keeps every comment, once', () => {
    for (const { before, after } of rounds) expect(comments(after)).toEqual(comments(before));
  });

  it('leaves all seals whole, those in the history as well', () => {
    for (const signed of all) {
      const { data } = validate(specSchema, readYaml(signed.at(-1)?.after ?? '', 'spec.yaml'));
      const block = data?.agents['desk']?.accepted;
      const blocks = block === undefined ? [] : [block, ...(block.history ?? [])];
      expect(blocks.map(isIntact)).toEqual([true, true, true, true]);
    }
  });

  it('keeps line ends and every line above the block', () => {
    for (const { before, after } of rounds) {
      const isWide = before.includes('\r\n');
      expect(/[^\r]\n/u.test(after)).toBe(!isWide);
      const above = before.split(/^ {4}accepted:/mu)[0] ?? '';
      expect(after.startsWith(above)).toBe(true);
    }
  });
});

describe('what was accepted before', () => {
  const earlier = (block: string) =>
    earlierAccepted(`agents:\n  desk:\n${block}`, PATH).map((lines) => lines.join('\n'));

  it.each([
    ['in braces', '    accepted: { id: a, history: [{ id: b }] }\n', ['{ id: a }', '{ id: b }']],
    [
      'in braces below its key',
      '    accepted:\n      id: a\n      history: [ { id: b }, { id: c } ]\n',
      ['id: a', '{ id: b }', '{ id: c }'],
    ],
    [
      'with dashes at the margin of the key',
      '    accepted:\n      history:\n      - id: b\n        n: 1\n      - id: c\n      id: a\n',
      ['id: a', 'id: b\nn: 1', 'id: c'],
    ],
    [
      'with dashes on lines of their own',
      '    accepted:\n      id: a\n      history:\n        -\n          id: b\n        - # why\n          id: c\n',
      ['id: a', 'id: b', '# why\nid: c'],
    ],
    [
      'with text over several lines that looks like keys',
      '    accepted:\n      id: |\n        history:\n        - id: x\n      history:\n        - id: b\n',
      ['id: |\n  history:\n  - id: x', 'id: b'],
    ],
    [
      'with a history that is empty',
      '    accepted:\n      id: a\n      history: [] # none yet\n',
      ['# none yet\nid: a'],
    ],
  ])('%s is taken apart', (_, block, expected) => {
    expect(earlier(block)).toEqual(expected);
  });

  it('is written out anew where it repeats other parts of the file', () => {
    const text =
      'by: &by { product: a }\nagents:\n  desk:\n    accepted:\n      by: *by   # both\n';
    expect(earlierAccepted(text, PATH)).toEqual([['{ by: { product: a } }']]);
  });
});
