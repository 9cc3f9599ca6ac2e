import { Candidate, statedCorners } from './candidate.ts';
import { cliff } from './cliff.ts';
import { type HostCost, hostRows } from './costing/hostRows.ts';
import { type Describer, describer } from './describe.ts';
import { cliffDrop } from './explain/cliffDrop.ts';
import { evalAnswers } from './evalAnswers.ts';
import { exchange } from './explain/exchange.ts';
import { bindingOf } from './explain/binding.ts';
import { explain } from './explain/explanation.ts';
import type { LatencyEvaluator } from './latency.ts';
import { spaceSize } from './enumerate.ts';
import { frontier } from './frontier.ts';
import { type Miss, nearMisses } from './nearMisses.ts';
import { inOrder, offeredOf } from './offer.ts';
import { pickTwo } from './pickTwo.ts';
import { percentileName } from '../units/percentileName.ts';
import { priceOf } from './words/price.ts';
import type { Problem } from './problem.ts';
import { proposalFor } from './words/proposal.ts';
import type { AgentResult, Architecture, Binding, FirstOutput } from './result.ts';
import { architectureId } from './choices.ts';
import { writeLimits } from './writeLimits.ts';
import { assignments } from './explain/assignments.ts';
import { type FirstOutputQuestion, firstOutputQuestion } from './explain/firstOutputQuestion.ts';
import { relaxations } from './explain/relaxations.ts';
import type { Watch } from './search/building.ts';
import { type Explored, explore, MOST_ENUMERATED } from './explore.ts';

/** What `solve` returns when there are more architectures than it can enumerate. */
export interface TooMany {
  readonly agent: string;
  readonly architectures: number;
  readonly most: number;
}

export interface SolveOptions {
  /** Demand that the lower bound of an interval meets its limit, not only the estimate. */
  readonly strict?: boolean;
  /** Insist on an exact search, however long it takes. */
  readonly exact?: boolean;
  /** Called now and then while the search goes on. */
  readonly watch?: Watch;
  /** Id of an architecture to take apart. */
  readonly explain?: string;
}

/** Feasible architectures listed in a result. */
const LISTED = 1000;

/** Answers one problem: what fits, what each pair of wishes costs on the third, what comes closest. */
export function solve(
  problem: Problem,
  options: SolveOptions = {},
): { readonly result: AgentResult } | { readonly tooMany: TooMany } {
  const found = explore(problem, options.exact ?? false, options.watch);
  if (found === null) {
    return {
      tooMany: {
        agent: problem.agent,
        architectures: spaceSize(problem).architectures,
        most: MOST_ENUMERATED,
      },
    };
  }
  return { result: resultOf(found, options) };
}

function resultOf(space: Explored, { strict = false, explain: asked }: SolveOptions): AgentResult {
  const { problem, size, candidates: wanted, latencies } = space;
  const describe = describer(problem, latencies);
  const feasible = inOrder(problem, space.feasible, strict);
  const front = frontier(problem, wanted);
  const trades = pickTwo(space);
  const misses = nearMisses(problem, wanted);
  const feasibleCount = countOf(space, feasible, strict);
  const fits = feasibleCount.value > 0;
  const [closest] = misses;
  const steps = cliff(problem, wanted);
  const offered = offeredOf(feasible, trades, misses);
  const result = {
    agent: problem.agent,
    limits: writeLimits(problem),
    searched: {
      architectures: size.architectures,
      withTools: size.withTools,
      exact: space.epsilon === 0,
      ...(space.epsilon === 0 ? {} : { epsilon: space.epsilon }),
      frontier: front.length,
    },
    feasibleCount,
    feasible: feasible.slice(0, LISTED).map(describe),
    frontier: front.map(describe),
    pickTwo: trades.map((trade) => ({
      keep: trade.keep,
      gives: trade.gives,
      architecture: trade.best && describe(trade.best),
      price: priceOf(problem, trade),
      moreTools: trade.more ? describe(trade.more) : null,
    })),
    nearMisses: misses.map((miss) => ({
      ...describe(miss.candidate),
      misses: miss.misses,
      set: assignments(problem, miss.candidate, statedCorners(problem), strict),
    })),
    cliff: steps.map((step) => ({
      latencyMs: step.primaryTime,
      accuracy: step.value,
      architecture: describe(step),
    })),
    cliffDrop: cliffDrop(problem, steps),
    exchange: exchange(problem, wanted, steps),
    hosts: hostsIn(space, offered),
    ttft: fits ? null : firstOutputOf(firstOutputQuestion(space), problem, describe),
    relaxations: fits
      ? []
      : relaxations(space, trades, strict).map(({ reached, ...relaxed }) => ({
          ...relaxed,
          architecture: reached && describe(reached),
        })),
    proposal: proposalFor(problem, offered),
    today: problem.today && describe(todayIn(space, problem)),
    measured: problem.measured,
    binding: bindingFor(problem, latencies, fits ? offered : null, fits ? null : closest),
    ...evalAnswers(space, { offered, trades, misses, feasible, cliff: steps, front }),
  };
  return { ...result, explained: explained(space, describe, asked) };
}

function bindingFor(
  problem: Problem,
  latencies: LatencyEvaluator,
  offered: Candidate | null,
  closest: Miss | null | undefined,
): Binding | null {
  const candidate = closest?.candidate ?? offered;
  return candidate && bindingOf(problem, latencies, candidate, closest ?? null);
}

/** What was asked about, among all that the result names, else among all that was looked at. */
function explained(
  space: Explored,
  describe: Describer,
  id: string | undefined,
): AgentResult['explained'] {
  if (id === undefined) return null;
  const found =
    [...describe.candidates()].find((candidate) => candidate.id === id) ??
    space.candidates.find((candidate) => candidate.id === id);
  return found
    ? { architecture: describe(found), ...explain(space.problem, space.latencies, found) }
    : null;
}

function firstOutputOf(
  question: FirstOutputQuestion | null,
  problem: Problem,
  describe: (candidate: Candidate) => Architecture,
): FirstOutput | null {
  if (question === null) return null;
  const { asked, ttft, progress, blocking } = question;
  const written = (answer: typeof ttft) =>
    answer && {
      ms: answer.ms,
      holds: answer.holds,
      architecture: describe(answer.best),
      set: answer.set,
    };
  return {
    asked: { percentile: percentileName(asked.p), ms: asked.ms },
    streams: question.streams,
    supposed: question.supposed,
    firstToken: written(ttft),
    progress: written(progress),
    blocking: blocking && {
      steps: blocking.steps,
      ms: blocking.ms,
      id: architectureId(blocking.choices, problem),
    },
    exact: question.exact,
  };
}

/** The count that goes with a list: its own length where the list is complete. */
function countOf(
  space: Explored,
  listed: readonly Candidate[],
  strict: boolean,
): Explored['feasibleCount'] {
  const { feasible, feasibleCount } = space;
  const complete = feasibleCount.exact && feasibleCount.value === feasible.length;
  if (complete)
    return { value: listed.length, low: listed.length, high: listed.length, exact: true };
  return strict
    ? { value: listed.length, low: listed.length, high: feasibleCount.high, exact: false }
    : feasibleCount;
}

/** Cost per model and host around what is offered; around today where nothing is. */
function hostsIn({ problem, latencies }: Explored, offered: Candidate | null): HostCost[] {
  const base = offered?.choices ?? problem.today;
  return base === null ? [] : hostRows(problem, latencies, base).map(({ cost }) => cost);
}

/** Today as a candidate of the space where it is one, so that its figures are computed once. */
function todayIn(space: Explored, problem: Problem): Candidate {
  const { today } = problem;
  if (today === null) throw new Error('today is not known');
  const candidate = new Candidate(problem, space.latencies, today);
  return space.candidates.find(({ id }) => id === candidate.id) ?? candidate;
}
