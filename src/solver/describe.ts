import type { Candidate } from './candidate.ts';
import { type Corner, primary, statedCorners } from './candidate.ts';
import { percentileName } from '../units/percentileName.ts';
import { type Certified, certified } from './certified.ts';
import { type Choices, writeChoices } from './choices.ts';
import type { LatencyEvaluator, Percentiles, TimeCorner } from './latency.ts';
import { namer } from './words/name.ts';
import { peopleCost } from './peopleCost.ts';
import type { Problem } from './problem.ts';
import type { Architecture, TimeIntervals } from './result.ts';
import type { Verdict } from './candidate.ts';

/** Turns candidates into the architectures of a result, each one once. */
export interface Describer {
  (candidate: Candidate): Architecture;
  /** Everything described so far. */
  candidates(): Iterable<Candidate>;
}

export function describer(problem: Problem, latencies: LatencyEvaluator): Describer {
  const nameOf = namer(problem, latencies);
  const described = new Map<Candidate, Architecture>();
  const one = (candidate: Candidate): Architecture => {
    const known = described.get(candidate);
    if (known) return known;
    const architecture = describe(problem, latencies, candidate, nameOf(candidate.choices));
    described.set(candidate, architecture);
    return architecture;
  };
  return Object.assign(one, { candidates: () => described.keys() });
}

function describe(
  problem: Problem,
  latencies: LatencyEvaluator,
  candidate: Candidate,
  name: string,
): Architecture {
  const { choices, accuracy, cost } = candidate;
  return {
    id: candidate.id,
    name,
    choices: writeChoices(choices, problem),
    latency: timesOf(problem, latencies, candidate),
    shown: { percentile: percentileName(primary(problem).p), ms: finite(candidate.primaryTime) },
    accuracy,
    cost: { ...cost, people: peopleCost(problem, accuracy) },
    tools: {
      kept: choices.tools,
      of: problem.tools?.tools.length ?? 0,
      coverage: candidate.coverage.share,
      about: candidate.coverage.about,
    },
    meets: meetsOf(problem, candidate),
    meets12Months: { cost: candidate.costIn12Months },
  };
}

/** Percentiles are composed when they are first read: few formats show those of every architecture. */
function timesOf(
  problem: Problem,
  latencies: LatencyEvaluator,
  candidate: Candidate,
): Architecture['latency'] {
  const { choices } = candidate;
  let bounds: readonly Certified[] | null = null;
  const known = new Map<TimeCorner, Percentiles | null>();
  const read = (corner: TimeCorner): Percentiles | null => {
    const found = known.get(corner);
    if (found !== undefined) return found;
    const percentiles = latencies.percentiles(choices, corner);
    known.set(corner, percentiles);
    return percentiles;
  };
  const intervals = new Map<TimeCorner, TimeIntervals | null>();
  const within = (corner: TimeCorner): TimeIntervals | null => {
    const found = intervals.get(corner);
    if (found !== undefined) return found;
    const ends = intervalsOf(latencies, choices, corner);
    intervals.set(corner, ends);
    return ends;
  };
  return {
    get e2e() {
      const percentiles = read('latency');
      if (percentiles === null) throw new Error('every architecture has an end');
      return percentiles;
    },
    get ttft() {
      return read('ttft');
    },
    get progress() {
      return read('progress');
    },
    get interval() {
      return within('latency');
    },
    get ttftInterval() {
      return within('ttft');
    },
    get progressInterval() {
      return within('progress');
    },
    get certified() {
      bounds ??= certified(problem, candidate);
      return bounds;
    },
  };
}

/** Of the printed percentiles; null where no law was measured. */
function intervalsOf(
  latencies: LatencyEvaluator,
  choices: Choices,
  corner: TimeCorner,
): TimeIntervals | null {
  const [p50, p90, p95, p99] = [0.5, 0.9, 0.95, 0.99].map((p) =>
    latencies.interval(choices, corner, p),
  );
  return p50 && p90 && p95 && p99 ? { p50, p90, p95, p99 } : null;
}

function finite(ms: number): number | null {
  return Number.isFinite(ms) ? ms : null;
}

function meetsOf(problem: Problem, candidate: Candidate): Partial<Record<Corner, Verdict>> {
  return Object.fromEntries(
    statedCorners(problem).map((corner) => [corner, candidate.meets(corner)]),
  );
}
