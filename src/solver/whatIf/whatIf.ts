import { Candidate, compareCandidates, TIME_CORNERS } from '../candidate.ts';
import type { Choices } from '../choices.ts';
import { enumerate, spaceSize, subsets, wantedToolSets } from '../enumerate.ts';
import { explore, FEW, search } from '../explore.ts';
import { type LatencyEvaluator, latencyEvaluator } from '../latency.ts';
import { namer } from '../words/name.ts';
import type { Problem } from '../problem.ts';
import { timeQuestions } from '../timeQuestion.ts';
import { cover } from './cover.ts';
import { judgedProblem } from './judgedProblem.ts';
import { type StoredArchitecture, timeKey, upperEndKey } from './storedCandidate.ts';

/** Everything that answers what another limit would change, computed once: for sliders. */
export interface WhatIf {
  /** Limits as asked, names, traffic; what figures are computed from is left out. */
  readonly problem: Problem;
  readonly architectures: readonly StoredArchitecture[];
  /** Every architecture at the wanted tools is here, so that what fits can be counted. */
  readonly complete: boolean;
  /** Every architecture with every set of tools is here. */
  readonly everySet: boolean;
  /** Sets of tools that give up more than this many were left out; null where none were. */
  readonly mostDropped: number | null;
  /** Each architecture is matched by one that is here, up to this share; null when nothing is known of the rest. */
  readonly epsilon: number | null;
}

/** Architectures kept for sliders. */
export const MOST_KEPT = 5_000;

/** At the wanted tools, all architectures are kept up to here. */
const MOST_COUNTED = 512;

/** Tools of which any may be given up on a slider; of more, none. */
const MOST_TOOLS = 12;

/**
 * The architectures that answer every question about limits on the times, accuracy, cost and tools of
 * a problem: whatever the limits are, the best answers are among them (docs/report.md).
 *
 * @param most architectures that are kept; beyond, nearly equal ones go, and those with the fewest tools
 */
export function whatIf(problem: Problem, most = MOST_KEPT): WhatIf {
  const latencies = latencyEvaluator(problem);
  const candidateOf = (choices: Choices) => new Candidate(problem, latencies, choices);
  const size = spaceSize(problem);
  const own = ownCandidates(problem, latencies);
  const complete = size.architectures <= MOST_COUNTED;
  const all = complete
    ? [...enumerate(problem, wantedToolSets(problem.tools, problem.limits.tools))]
    : [];
  const free = withFewerTools(problem, latencies);
  const wanted = cover(own.choices.map(candidateOf), most);
  const ids = new Set(wanted.kept.map(({ id }) => id));
  const others = distinct([...all, ...(free?.choices ?? [])].map(candidateOf))
    .filter(({ id }) => !ids.has(id))
    .toSorted((a, b) => b.choices.tools.length - a.choices.tools.length || compareCandidates(a, b));
  const room = Math.max(0, most - wanted.kept.length);
  const left = others.slice(0, room);
  const nameOf = namer(problem, latencies);
  const stored = (candidate: Candidate) =>
    storedArchitecture(problem, candidate, nameOf(candidate.choices), ids.has(candidate.id));
  return {
    problem: judgedProblem(problem),
    architectures: [...wanted.kept, ...left].map(stored),
    complete,
    everySet: size.withTools <= FEW && others.length <= room,
    mostDropped: mostDropped(problem, free !== null, others[room] ?? null),
    epsilon: own.epsilon === null ? null : Math.max(own.epsilon, wanted.epsilon),
  };
}

interface Found {
  readonly choices: readonly Choices[];
  readonly epsilon: number | null;
}

/** What `solve` answers from at the wanted tools, whatever its floor of accuracy. */
function ownCandidates(problem: Problem, latencies: LatencyEvaluator): Found {
  const { accuracy } = problem.limits;
  const floorless: Problem = {
    ...problem,
    limits: { ...problem.limits, accuracy: accuracy && { ...accuracy, atLeast: 0 } },
  };
  const asked = accuracy?.tasks.size ? [problem, floorless] : [problem];
  const found = asked.flatMap((each) => lookedAt(each, latencies) ?? []);
  if (found.length > 0)
    return {
      choices: found.flatMap(({ choices }) => choices),
      epsilon: Math.max(...found.map(({ epsilon }) => epsilon)),
    };
  const explored = explore(problem);
  return {
    choices: (explored?.candidates ?? []).map(({ choices }) => choices),
    epsilon: explored?.epsilon ?? null,
  };
}

/** Null where steps are coupled in a way that only enumeration can follow, of too many architectures. */
function lookedAt(
  problem: Problem,
  latencies: LatencyEvaluator,
): { readonly choices: readonly Choices[]; readonly epsilon: number } | null {
  const { architectures } = spaceSize(problem);
  const found = architectures > FEW ? search(problem, latencies) : null;
  if (found !== null) return found;
  if (architectures > MOST_KEPT) return null;
  const sets = wantedToolSets(problem.tools, problem.limits.tools);
  return { choices: [...enumerate(problem, sets)], epsilon: 0 };
}

/** With any set of tools, by their number and by what they cover; null where that cannot be followed. */
function withFewerTools(problem: Problem, latencies: LatencyEvaluator): Found | null {
  const { tools } = problem;
  if (tools === null || tools.tools.length > MOST_TOOLS) return null;
  const { withTools } = spaceSize(problem);
  const everySet = () => ({ choices: [...enumerate(problem, subsets(tools.tools))], epsilon: 0 });
  if (withTools <= FEW) return everySet();
  const free: Problem = {
    ...problem,
    limits: { ...problem.limits, tools: { kind: 'atLeast', count: 0 } },
  };
  const byNumber = search(free, latencies);
  if (byNumber === null) return withTools <= MOST_KEPT ? everySet() : null;
  const covers = tools.sets !== null || tools.tools.some(({ usedBy }) => usedBy !== null);
  const byCoverage = covers ? search(free, latencies, undefined, 'coverage') : null;
  return {
    choices: [...byNumber.choices, ...(byCoverage?.choices ?? [])],
    epsilon: Math.max(byNumber.epsilon, byCoverage?.epsilon ?? 0),
  };
}

function mostDropped(
  { tools }: Problem,
  followed: boolean,
  first: Candidate | null,
): number | null {
  if (tools === null) return null;
  if (!followed) return 0;
  return first === null ? null : Math.max(0, tools.tools.length - first.choices.tools.length - 1);
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()];
}

function storedArchitecture(
  problem: Problem,
  candidate: Candidate,
  name: string,
  wanted: boolean,
): StoredArchitecture {
  const { perRequest, perConversation, perMonth } = candidate.cost;
  const times = timeQuestions(problem).map(
    ({ corner, p }) => [timeKey(corner, p), candidate.time(corner, p)] as const,
  );
  return {
    id: candidate.id,
    name,
    choices: candidate.choices,
    times: { ...Object.fromEntries(times), ...upperEnds(problem, candidate) },
    accuracy: candidate.accuracy,
    cost: { perRequest, perConversation, perMonth, parts: {} },
    coverage: candidate.coverage,
    wanted,
  };
}

/** How high each limited percentile may be, given how often its parts were measured. */
function upperEnds({ limits }: Problem, candidate: Candidate): Record<string, number | null> {
  return Object.fromEntries(
    TIME_CORNERS.flatMap((corner) =>
      (limits[corner] ?? []).map(({ p }) => {
        const interval = candidate.interval(corner, p);
        const high = interval && (interval.high ?? Number.MAX_SAFE_INTEGER);
        return [upperEndKey(corner, p), high] as const;
      }),
    ),
  );
}
