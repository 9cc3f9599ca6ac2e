import { zeroLaw } from '../../latency/certain.ts';
import { earliest } from '../../latency/earliest.ts';
import type { Law } from '../../latency/law.ts';
import { parallel } from '../../latency/parallel.ts';
import { repeat } from '../../latency/repeat.ts';
import { series } from '../../latency/series.ts';
import { never, type SubLaw, sumOfCases } from '../../latency/subLaw.ts';
import type { LatencyComposer } from '../latencyComposer.ts';
import type { Option as Way, Step } from '../problem.ts';

/**
 * When a stretch of the workflow first shows output. The two exclude one another and together are
 * certain: output was shown after this time, or the stretch ended after that time with none. Every
 * operation below keeps the order of both, so that what is dominated in both can go.
 */
export interface Sign {
  readonly shown: SubLaw;
  readonly waiting: SubLaw;
}

/** What counts as output, on the lattice of its own composer. */
export interface SignRule {
  readonly composer: LatencyComposer;
  shows(step: Step): boolean;
  /** The answer comes with the last call of a step; a first sign of work with the first. */
  readonly call: 'first' | 'last';
}

/** A stretch that shows nothing. */
export function silent(law: Law): Sign {
  return { shown: never(law.lattice), waiting: law };
}

/** All calls of one step that is run for certain. */
export function signOfCalls(rule: SignRule, step: Step, way: Way): Sign {
  const { composer } = rule;
  const law = composer.law(way.latency);
  const calling = step.calls.filter(({ count }) => count > 0);
  const called = calling.reduce((sum, { share }) => sum + share, 0);
  if (called === 0 || !rule.shows(step)) return silent(repeat(law, step.calls));
  const earlier = calling.map(({ count, share }) => ({
    count: rule.call === 'first' ? 0 : count - 1,
    share: share / called,
  }));
  const first = series(repeat(law, earlier), composer.law(way.ttft ?? way.latency));
  return {
    shown: sumOfCases([{ weight: called, law: first }]),
    waiting: sumOfCases([{ weight: Math.max(0, 1 - called), law: zeroLaw(composer.lattice) }]),
  };
}

/** A stretch that is run in a share of requests. */
export function signWithChance(sign: Sign, chance: number): Sign {
  const nothing = silent(zeroLaw(sign.waiting.lattice));
  return signOfCases([
    { weight: chance, sign },
    { weight: 1 - chance, sign: nothing },
  ]);
}

/** One stretch after the other. */
export function signInSeries(a: Sign, b: Sign): Sign {
  return {
    shown: sumOfCases([
      { weight: 1, law: a.shown },
      { weight: 1, law: series(a.waiting, b.shown) },
    ]),
    waiting: series(a.waiting, b.waiting),
  };
}

/** Side by side: whichever shows first; while none has, both have to end. */
export function signInParallel(a: Sign, b: Sign): Sign {
  return { shown: earliest(a.shown, b.shown), waiting: parallel(a.waiting, b.waiting) };
}

/** One of several, by chance. */
export function signOfCases(cases: readonly { weight: number; sign: Sign }[]): Sign {
  return {
    shown: sumOfCases(cases.map(({ weight, sign }) => ({ weight, law: sign.shown }))),
    waiting: sumOfCases(cases.map(({ weight, sign }) => ({ weight, law: sign.waiting }))),
  };
}
