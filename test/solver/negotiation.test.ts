import { describe, expect, it } from 'vitest';
import { outOfReach } from '../../src/solver/outOfReach.ts';
import { statedCorners } from '../../src/solver/candidate.ts';
import { architectureId, choicesFrom, writeChoices } from '../../src/solver/choices.ts';
import { counterproposal } from '../../src/solver/counterproposal.ts';
import { evaluation } from '../../src/solver/evaluation.ts';
import { findById } from '../../src/solver/findById.ts';
import { solve } from '../../src/solver/solve.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';
import { allArchitectures } from '../support/bruteForce.ts';
import { randomLimits } from '../support/limits.ts';
import { rowsOf } from '../support/rules.ts';

const PROBLEMS = sampleProblems(12, 7, {
  steps: 4,
  tools: 2,
  shortcuts: 1,
  architectures: 60,
  unknown: 0,
  unknownPrices: false,
  tangles: false,
  jumps: true,
  saves: true,
  skipsBranches: true,
  skipsSigns: true,
}).map((plain, index) => ({ ...plain, limits: randomLimits(plain, rowsOf(plain), 40 + index) }));

describe('outOfReach', () => {
  it('is there exactly where no architecture at the wanted tools keeps a limit', () => {
    for (const each of PROBLEMS) {
      const evaluated = evaluation(each);
      const all = allArchitectures(each, 'wanted').map((choices) => evaluated.candidate(choices));
      for (const corner of statedCorners(each)) {
        if (corner === 'tools') continue;
        const closest = outOfReach(evaluated, corner);
        if (all.some((candidate) => candidate.holds(corner))) expect(closest).toBeNull();
        else expect(closest?.holds(corner) ?? false).toBe(false);
      }
    }
  });
});

describe('choices', () => {
  it('read back as they are written, and are found by their id', () => {
    for (const each of PROBLEMS) {
      const answer = solve(each);
      if ('tooMany' in answer) throw new Error('too many');
      for (const choices of allArchitectures(each).slice(0, 40)) {
        expect(choicesFrom(writeChoices(choices, each), each)).toEqual(choices);
        expect(findById(each, answer.result, architectureId(choices, each))).toEqual(choices);
      }
      expect(findById(each, answer.result, '00000000')).toBeNull();
    }
  });
});

describe('a counterproposal', () => {
  it('gives the limits that its architecture does not keep, and reasons for what differs from today', () => {
    for (const each of PROBLEMS) {
      const evaluated = evaluation(each);
      for (const choices of allArchitectures(each).slice(0, 20)) {
        const { architecture, gives, reasons } = counterproposal(evaluated, choices);
        const missed = Object.entries(architecture.meets).flatMap(([corner, verdict]) =>
          verdict === 'no' ? [corner] : [],
        );
        expect(gives.filter((corner) => architecture.meets[corner] === 'no')).toEqual(missed);
        const { today } = each;
        if (today === null) continue;
        const [now, then] = [writeChoices(choices, each), writeChoices(today, each)];
        for (const { key, value, today: was } of reasons) {
          if (key === 'tools') continue;
          expect(value).toBe(now[key]);
          expect(was).toBe(then[key] ?? 'off');
          expect(value).not.toBe(was);
        }
      }
      if (each.today !== null) expect(counterproposal(evaluated, each.today).reasons).toEqual([]);
    }
  });

  it('names everything that runs today and would be off, shortcuts as well as steps', () => {
    for (const each of PROBLEMS) {
      if (each.today === null) continue;
      const evaluated = evaluation(each);
      for (const choices of allArchitectures(each).slice(0, 20)) {
        const { givenUp, statement } = counterproposal(evaluated, choices);
        const off = [...choices.values].flatMap(([name, value]) =>
          value === 'off' && each.today?.values.get(name) !== 'off' ? [name] : [],
        );
        const named = givenUp.flatMap(({ kind, what }) => (kind === 'tool' ? [] : [what]));
        expect(named.toSorted()).toEqual(off.toSorted());
        for (const name of off) expect(statement).toContain(`no ${name}`);
      }
    }
  });
});
