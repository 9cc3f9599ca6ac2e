import { Z90 } from '../../accuracy/interval.ts';
import { wilson } from '../../accuracy/wilson.ts';
import { architectureAt } from '../enumerate.ts';
import type { Candidate } from '../candidate.ts';
import type { Choices } from '../choices.ts';
import type { Problem } from '../problem.ts';
import { uniform } from './random.ts';

/** How many architectures keep every limit, from a sample, with a central 90% interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const SAMPLE = 2000;

/** A fixed seed: the same question gives the same estimate. */
const SEED = 0x2545_f491;

/** Estimates a count by looking at architectures drawn evenly from all of `total`. */
export function estimateFeasible(
  problem: Problem,
  total: number,
  candidate: (choices: Choices) => Candidate,
  holds: (candidate: Candidate) => boolean,
): Estimate {
  const random = uniform(SEED);
  let passed = 0;
  for (let drawn = 0; drawn < SAMPLE; drawn++) {
    if (holds(candidate(architectureAt(problem, random)))) passed += 1;
  }
  const { low, high } = wilson({ passed, total: SAMPLE }, Z90);
  return {
    value: Math.round((passed / SAMPLE) * total),
    low: Math.floor(low * total),
    high: Math.ceil(high * total),
  };
}
