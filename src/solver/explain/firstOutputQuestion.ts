import {
  ascending,
  Candidate,
  compareCandidates,
  holdsAll,
  LATENCY_TOLERANCE,
  statedCorners,
} from '../candidate.ts';
import type { Choices } from '../choices.ts';
import { wantedToolSets } from '../enumerate.ts';
import type { Explored } from '../explore.ts';
import { type LatencyEvaluator, latencyEvaluator } from '../latency.ts';
import { QUICK_MARGIN } from '../quickMargin.ts';
import { percentileName } from '../../units/percentileName.ts';
import type { LatencyLimits, Problem, Step } from '../problem.ts';
import { durationToYaml } from '../../units/duration.ts';
import { stepsIn } from '../stepsIn.ts';
import { assignment } from './assignments.ts';
import { blockers, shownBy } from './shownBy.ts';

/** Where the end to end limit fails: the same limit asked of first output. */
export interface FirstOutputQuestion {
  /** The limit that is asked of another time. */
  readonly asked: { readonly p: number; readonly ms: number };
  /** Steps that stream. */
  readonly streams: readonly string[];
  /** The model step that writes the answer, where nothing streams: the answers suppose that it did. */
  readonly supposed: string | null;
  /** Null where no step streams, nor could. */
  readonly ttft: FirstOutputAnswer | null;
  readonly progress: FirstOutputAnswer | null;
  /** Verifiers that hold the first token back until their verdict, and what that costs. */
  readonly blocking: Blocking | null;
  /** False where only the architectures that none beats end to end were asked. */
  readonly exact: boolean;
}

export interface FirstOutputAnswer {
  /** The earliest that any architecture gets, all limits but the one on latency kept. */
  readonly ms: number;
  readonly holds: boolean;
  readonly best: Candidate;
  /** Assignments for `--set` that ask this; null where a step has to stream first. */
  readonly set: readonly string[] | null;
}

export interface Blocking {
  readonly steps: readonly string[];
  /** The first token would come this much sooner if it did not wait for them, in ms. */
  readonly ms: number;
  readonly choices: Choices;
}

/** Up to here every architecture is asked. */
const MOST_ASKED = 1000;

/**
 * "Did you mean first token?": asked where nothing keeps the limit on end to end latency, though
 * something keeps all others.
 */
export function firstOutputQuestion(space: Explored): FirstOutputQuestion | null {
  const { problem } = space;
  const { latency, deadline, ttft, progress } = problem.limits;
  const limit = latency?.[0];
  if (!limit || deadline || ttft !== null || progress !== null) return null;
  const keep = statedCorners(problem).filter((corner) => corner !== 'latency');
  const exact = space.size.architectures <= MOST_ASKED;
  const asked = exact
    ? space.keeping(wantedToolSets(problem.tools, problem.limits.tools))
    : space.candidates;
  const holding = asked.filter((candidate) => holdsAll(candidate, keep));
  if (holding.length === 0) return null;
  const streams = problem.steps.filter((step) => step.streams).map(({ name }) => name);
  const supposed = streams.length > 0 ? null : (writesTheAnswer(problem)?.name ?? null);
  const streaming = supposed === null ? problem : withStreaming(problem, supposed);
  const latencies = supposed === null ? space.latencies : latencyEvaluator(streaming);
  const candidates =
    supposed === null
      ? holding
      : holding.map(({ choices }) => new Candidate(streaming, latencies, choices));
  // Held back to the end, the first token comes soonest where the end does: among what none beats.
  const unbeaten = new Set(space.candidates.map(({ id }) => id));
  const mayBeFirst = (candidate: Candidate) =>
    blockers(streaming, candidate.choices).length === 0 || unbeaten.has(candidate.id);
  const answer = (corner: 'ttft' | 'progress') =>
    earliest(
      {
        problem: streaming,
        latencies,
        candidates,
        limits: latency,
        asIs: supposed === null,
        mayBeFirst,
      },
      corner,
    );
  const first = answer('ttft');
  return {
    asked: limit,
    streams,
    supposed,
    ttft: first,
    progress: answer('progress'),
    blocking: first && blockingOf(streaming, latencies, first.best.choices, limit.p),
    exact,
  };
}

/** The last model step of the workflow. */
function writesTheAnswer(problem: Problem): Step | undefined {
  const models = new Map(
    problem.steps.flatMap((step) => (step.kind === 'llm' ? [[step.name, step] as const] : [])),
  );
  const last = stepsIn(problem.workflow).findLast((name) => models.has(name));
  return last === undefined ? undefined : models.get(last);
}

function withStreaming(problem: Problem, name: string): Problem {
  const steps = problem.steps.map((step) =>
    step.name === name ? { ...step, streams: true } : step,
  );
  return { ...problem, steps };
}

interface Asked {
  readonly problem: Problem;
  readonly latencies: LatencyEvaluator;
  readonly candidates: readonly Candidate[];
  readonly limits: LatencyLimits;
  /** Nothing is supposed to stream that does not. */
  readonly asIs: boolean;
  /** False for architectures whose first token others are sure to beat. */
  mayBeFirst(candidate: Candidate): boolean;
}

function earliest(asked: Asked, corner: 'ttft' | 'progress'): FirstOutputAnswer | null {
  const { problem, limits, asIs } = asked;
  const [limit] = limits;
  if (limit === undefined) return null;
  const timed = nearTheEarliest(asked, corner, limit.p).flatMap((candidate) => {
    const ms = candidate.time(corner, limit.p);
    return ms === null || !Number.isFinite(ms) ? [] : [{ candidate, ms }];
  });
  timed.sort((a, b) => ascending(a.ms, b.ms) || compareCandidates(a.candidate, b.candidate));
  const [first] = timed;
  if (first === undefined) return null;
  return {
    ms: first.ms,
    holds: limits.every(
      ({ p, ms }) => (first.candidate.time(corner, p) ?? Infinity) <= ms * LATENCY_TOLERANCE,
    ),
    best: first.candidate,
    set: asIs
      ? [
          assignment(problem, 'latency', ''),
          ...limits.map(({ p, ms }) =>
            assignment(problem, `${corner}.${percentileName(p)}`, durationToYaml(ms)),
          ),
        ]
      : null,
  };
}

/** Candidates that a rough look does not rule out; of those that show output alike, the first in order. */
function nearTheEarliest(
  { problem, latencies, candidates, mayBeFirst }: Asked,
  corner: 'ttft' | 'progress',
  p: number,
): Candidate[] {
  const alike = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    if (corner === 'ttft' && !mayBeFirst(candidate)) continue;
    const key = shownBy(problem, candidate.choices, corner);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, [candidate]);
    else known.push(candidate);
  }
  const rough = [...alike.values()].flatMap((group) => {
    const ms = group[0] ? latencies.roughly(group[0].choices, corner, p) : null;
    return ms === null || !Number.isFinite(ms) ? [] : [{ group, ms }];
  });
  const least = rough.reduce((best, { ms }) => Math.min(best, ms), Number.POSITIVE_INFINITY);
  const most = least * ((1 + QUICK_MARGIN) / (1 - QUICK_MARGIN));
  return rough.filter(({ ms }) => ms <= most).map(({ group }) => firstOf(group));
}

function firstOf(candidates: readonly Candidate[]): Candidate {
  return candidates.reduce((first, each) => (compareCandidates(each, first) < 0 ? each : first));
}

/** Where the fastest first token waits for no verdict, today's may. */
function blockingOf(
  problem: Problem,
  latencies: LatencyEvaluator,
  best: Choices,
  p: number,
): Blocking | null {
  for (const choices of [best, ...(problem.today === null ? [] : [problem.today])]) {
    const steps = blockers(problem, choices);
    if (steps.length === 0) continue;
    const waiting = latencies.at(choices, 'ttft', p);
    const free = latencyEvaluator(withoutVerdicts(problem, steps)).at(choices, 'ttft', p);
    if (waiting === null || free === null) return null;
    return { steps, ms: waiting - free, choices };
  }
  return null;
}

function withoutVerdicts(problem: Problem, names: readonly string[]): Problem {
  const steps = problem.steps.map((step) =>
    names.includes(step.name) ? { ...step, onReject: null } : step,
  );
  return { ...problem, steps };
}
