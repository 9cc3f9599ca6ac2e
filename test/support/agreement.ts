import { expect } from 'vitest';
import type { Choices } from '../../src/solver/choices.ts';
import type { Percentiles } from '../../src/solver/latency.ts';
import type { Problem } from '../../src/solver/problem.ts';
import type { Moments } from './simulateRules.ts';

/** Sampling may explain this many standard errors, the lattice this share (docs/rules.md). */
export const ERRORS = 4;
export const LATTICE = 0.001;

/** Everything in a sample that contradicts stated percentiles and mean, in words; empty when it agrees. */
export function contradictions(sample: Float64Array, stated: Percentiles): string[] {
  const found: string[] = [];
  for (const [p, value] of [
    [0.5, stated.p50],
    [0.95, stated.p95],
    [0.99, stated.p99],
  ] as const) {
    const error = ERRORS * Math.sqrt((p * (1 - p)) / sample.length);
    const before = shareBelow(sample, value * (1 - LATTICE));
    const within = shareWithin(sample, value * (1 + LATTICE));
    if (before - error > p || within + error < p) {
      found.push(
        `p${p * 100} ${value} ms, but ${before} are below ${1 - LATTICE} and ${within} within ${1 + LATTICE} of it`,
      );
    }
  }
  const { mean, error } = momentsOfSample(sample);
  if (Math.abs(stated.mean - mean) > ERRORS * error + LATTICE * mean) {
    found.push(`mean ${stated.mean} ms, simulated ${mean} ± ${error}`);
  }
  return found;
}

/** A stated mean against simulated moments. */
export function expectMean(stated: number, { mean, error }: Moments, of: string): void {
  const tolerance = ERRORS * error + 1e-9 * Math.max(1, mean);
  expect(
    Math.abs(stated - mean),
    `${of}: ${stated}, simulated ${mean} ± ${error}`,
  ).toBeLessThanOrEqual(tolerance);
}

/** A problem and choices in few words, to be found again from a failed test. */
export function shown(problem: Problem, choices: Choices): string {
  const { workflow, steps, tools, shortcuts } = problem;
  const written = {
    ...Object.fromEntries(choices.values),
    tools: choices.tools,
    order: choices.order,
  };
  return JSON.stringify({ choices: written, workflow, shortcuts, tools, steps });
}

function shareBelow(sample: Float64Array, value: number): number {
  let count = 0;
  for (const ms of sample) if (ms < value) count += 1;
  return count / sample.length;
}

function shareWithin(sample: Float64Array, value: number): number {
  let count = 0;
  for (const ms of sample) if (ms <= value) count += 1;
  return count / sample.length;
}

function momentsOfSample(sample: Float64Array): Moments {
  let sum = 0;
  for (const ms of sample) sum += ms;
  const mean = sum / sample.length;
  let squares = 0;
  for (const ms of sample) squares += (ms - mean) ** 2;
  return { mean, error: Math.sqrt(squares) / sample.length };
}
