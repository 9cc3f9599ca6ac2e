import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedSchema } from '../../../src/spec/accepted/acceptedSchema.ts';
import { isIntact } from '../../../src/spec/accepted/isIntact.ts';
import { sealOf } from '../../../src/spec/accepted/seal.ts';
import { readYaml } from '../../../src/yaml/source.ts';

const BLOCK = `
id: "8c407125"
date: 2026-11-20
statement: "p95 3 s"
choices: { plan: fast, critic: on, tools: all, order: series }
why:
  plan: "otherwise p95 5.15 s"
latency: { p95: 2s }
accuracy: 84.5%
cost: { per_request: $0.0015 }
by: { product: ada, engineering: grace }
`;

const read = (text: string) => acceptedSchema.parse(readYaml(text, 'spec.yaml').value);
const SEAL = sealOf(read(BLOCK));

describe('a seal', () => {
  it.each([
    ['spacing and comments', BLOCK.replace('{ p95: 2s }', '{  p95:  2s  } # signed')],
    ['the unit of a number', BLOCK.replace('2s', '2000ms')],
    ['quotes', BLOCK.replace('product: ada', 'product: "ada"')],
    ['the order of keys', `accuracy: 84.5%${BLOCK.replace('accuracy: 84.5%\n', '')}`],
    ['a reason put better', BLOCK.replace('otherwise p95', 'else p95')],
    [
      'what was accepted before',
      `${BLOCK}history: [{ date: 2026-01-01, statement: x, choices: {} }]`,
    ],
  ])('does not depend on %s', (_, text) => {
    expect(sealOf(read(text))).toBe(SEAL);
  });

  it.each([
    ['a number', BLOCK.replace('2s', '2.1s')],
    ['a percentile', BLOCK.replace('p95: 2s', 'p90: 2s')],
    ['a choice', BLOCK.replace('critic: on', 'critic: off')],
    ['a name', BLOCK.replace('grace', 'Grace')],
    ['the sentence', BLOCK.replace('p95 3 s', 'p95 2 s')],
    ['the day', BLOCK.replace('2026-11-20', '2026-11-21')],
    ['a key taken out', BLOCK.replace('accuracy: 84.5%\n', '')],
  ])('is another one for %s', (_, text) => {
    expect(sealOf(read(text))).not.toBe(SEAL);
  });

  it('holds for what it was made of, and for nothing that differs in a figure', () => {
    const sealed = { ...read(BLOCK), seal: SEAL };
    expect(isIntact(sealed)).toBe(true);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (accuracy) => {
        expect(isIntact({ ...sealed, accuracy })).toBe(Object.is(accuracy, 0.845));
      }),
    );
  });

  it('is asked only of blocks that budget accept wrote: those that name their table', () => {
    const byHand = read(BLOCK);
    expect(isIntact(byHand)).toBe(true);
    expect(isIntact({ ...byHand, table: { sha256: 'a'.repeat(64) } })).toBe(false);
  });
});
