import type { Candidate } from './candidate.ts';
import { type Corner, statedCorners } from './candidate.ts';
import { writeChoices } from './choices.ts';
import type { LatencyEvaluator } from './latency.ts';
import { namer } from './name.ts';
import { peopleCost } from './peopleCost.ts';
import type { Problem } from './problem.ts';
import type { Architecture } from './result.ts';
import type { Verdict } from './candidate.ts';

/** Turns candidates into the architectures of a result, each one once. */
export function describer(
  problem: Problem,
  latencies: LatencyEvaluator,
): (candidate: Candidate) => Architecture {
  const nameOf = namer(problem, latencies);
  const described = new Map<Candidate, Architecture>();
  return (candidate) => {
    const known = described.get(candidate);
    if (known) return known;
    const architecture = describe(problem, latencies, candidate, nameOf(candidate.choices));
    described.set(candidate, architecture);
    return architecture;
  };
}

function describe(
  problem: Problem,
  latencies: LatencyEvaluator,
  candidate: Candidate,
  name: string,
): Architecture {
  const { choices, accuracy, cost } = candidate;
  const e2e = latencies.percentiles(choices, 'latency');
  if (e2e === null) throw new Error('every architecture has an end');
  return {
    id: candidate.id,
    name,
    choices: writeChoices(choices, problem),
    latency: {
      e2e,
      ttft: latencies.percentiles(choices, 'ttft'),
      progress: latencies.percentiles(choices, 'progress'),
    },
    accuracy,
    cost: { ...cost, people: peopleCost(problem, accuracy) },
    tools: {
      kept: choices.tools,
      of: problem.tools?.tools.length ?? 0,
      coverage: candidate.coverage.share,
    },
    meets: meetsOf(problem, candidate),
  };
}

function meetsOf(problem: Problem, candidate: Candidate): Partial<Record<Corner, Verdict>> {
  return Object.fromEntries(
    statedCorners(problem).map((corner) => [corner, candidate.meets(corner)]),
  );
}
