import { describe, expect, it } from 'vitest';
import { asItWas, basisOf } from '../../src/solver/basis.ts';
import { best } from '../../src/solver/best.ts';
import { blameForTime } from '../../src/solver/blame.ts';
import { statedCorners } from '../../src/solver/candidate.ts';
import { architectureId, choicesFrom, writeChoices } from '../../src/solver/choices.ts';
import { counterproposal } from '../../src/solver/counterproposal.ts';
import { evaluation } from '../../src/solver/evaluation.ts';
import { findById } from '../../src/solver/findById.ts';
import { solve } from '../../src/solver/solve.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';
import { allArchitectures } from '../support/bruteForce.ts';
import { randomLimits } from '../support/limits.ts';
import { choose, NO_LIMITS, problem, range, step } from '../support/problems.ts';
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

describe('best', () => {
  it('keeps a limit exactly when some architecture at the wanted tools does', () => {
    for (const each of PROBLEMS) {
      const evaluated = evaluation(each);
      const all = allArchitectures(each, 'wanted').map((choices) => evaluated.candidate(choices));
      for (const corner of statedCorners(each)) {
        if (corner === 'tools') continue;
        const found = best(evaluated, corner);
        const possible = all.some((candidate) => candidate.holds(corner));
        if (possible) expect(found?.holds(corner)).toBe(true);
        else expect(found?.holds(corner) ?? false).toBe(false);
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
});

describe('blame', () => {
  const slow = problem(
    [
      step('plan', range(400, 600)),
      step('search', range(300, 900)),
      step('answer', range(1000, 2000)),
    ],
    { limits: { ...NO_LIMITS, latency: [{ p: 0.95, ms: 2000 }] } },
  );
  const choices = choose(slow);
  const candidate = evaluation(slow).candidate(choices);
  const now = basisOf(slow, candidate);

  it('records one call of everything that runs', () => {
    expect(now.map(({ name, p95 }) => [name, Math.round(p95)])).toEqual([
      ['plan', 600],
      ['search', 900],
      ['answer', 2000],
    ]);
  });

  it('falls on what became slower, most milliseconds first, and on nothing else', () => {
    const then = new Map(now.map((pillar) => [pillar.name, pillar]));
    then.set('answer', { ...now[2]!, p50: 700, p95: 1000 });
    then.set('plan', { ...now[0]!, p50: 400, p95: 500 });
    const blames = blameForTime(slow, choices, { corner: 'latency', p: 0.95 }, now, then);
    expect(blames.map(({ name }) => name)).toEqual(['answer', 'plan']);
    const undone = evaluation(asItWas(slow, 'answer', { p50: 700, p95: 1000 })).candidate(choices);
    const difference = (candidate.time('latency', 0.95) ?? 0) - (undone.time('latency', 0.95) ?? 0);
    expect(blames[0]?.amount).toBeCloseTo(difference, 6);
  });

  it('is nobody’s when nothing changed', () => {
    const then = new Map(now.map((pillar) => [pillar.name, pillar]));
    expect(blameForTime(slow, choices, { corner: 'latency', p: 0.95 }, now, then)).toEqual([]);
  });

  it('puts a law back through its two percentiles', () => {
    const back = asItWas(slow, 'search', { p50: 500, p95: 800 });
    const [, search] = basisOf(back, evaluation(back).candidate(choices));
    expect(search).toMatchObject({ p50: expect.closeTo(500, 6), p95: expect.closeTo(800, 6) });
  });
});
