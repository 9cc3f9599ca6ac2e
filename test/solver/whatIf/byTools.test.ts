import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByTools } from '../../../src/solver/whatIf/byTools.ts';
import type { Candidate } from '../../../src/solver/candidate.ts';

const NAMES = ['a', 'b', 'c', 'a,b', 'a","b'];

describe('candidates by their tools', () => {
  it('are those that keep just these, in whatever order, as a look at each of them finds', () => {
    const set = fc.uniqueArray(fc.constantFrom(...NAMES));
    fc.assert(
      fc.property(fc.array(set, { maxLength: 30 }), set, (sets, asked) => {
        const all = sets.map((tools) => ({ choices: { tools } }) as unknown as Candidate);
        const found = new ByTools(all).just(asked.map((name) => ({ name })));
        const expected = all.filter(
          ({ choices }) =>
            choices.tools.length === asked.length &&
            asked.every((name) => choices.tools.includes(name)),
        );
        expect(found).toEqual(expected);
      }),
    );
  });
});
