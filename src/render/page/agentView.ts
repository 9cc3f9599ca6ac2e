import { type Candidate, type Corner, primary, statedCorners } from '../../solver/candidate.ts';
import { writeChoices } from '../../solver/choices.ts';
import { cliffDrop } from '../../solver/explain/cliffDrop.ts';
import { peopleCost } from '../../solver/peopleCost.ts';
import { percentileName } from '../../units/percentileName.ts';
import type { Problem } from '../../solver/problem.ts';
import type { AgentResult, Architecture, CliffDrop } from '../../solver/result.ts';
import type { WhatIfAnswer } from '../../solver/whatIf/answer.ts';
import { type StoredArchitecture, StoredCandidate } from '../../solver/whatIf/storedCandidate.ts';
import { writeLimits } from '../../solver/writeLimits.ts';

/** What the page shows of an architecture; percentiles that are not limited are left out. */
export type ShownArchitecture = Omit<Architecture, 'latency'>;

/**
 * The part of an answer that hangs on the limits. A result of `solve` is one, and so is what sliders
 * find, so that both are shown by the same code in the same words.
 */
export interface AgentView {
  readonly agent: string;
  readonly limits: AgentResult['limits'];
  readonly feasibleCount: AgentResult['feasibleCount'];
  /** Of everything that fits, which limits it surely meets. */
  readonly feasible: readonly Pick<Architecture, 'meets'>[];
  /** What the counterproposal speaks of; null where there is nothing to offer. */
  readonly offered: ShownArchitecture | null;
  readonly pickTwo: readonly (Pick<AgentResult['pickTwo'][number], 'keep' | 'gives' | 'price'> & {
    readonly architecture: ShownArchitecture | null;
  })[];
  readonly nearMisses: readonly (ShownArchitecture &
    Pick<AgentResult['nearMisses'][number], 'misses'>)[];
  readonly relaxations: readonly Pick<
    AgentResult['relaxations'][number],
    'corner' | 'set' | 'why'
  >[];
  readonly cliff: readonly {
    readonly latencyMs: number;
    readonly accuracy: number;
    readonly architecture: ShownArchitecture;
  }[];
  readonly cliffDrop: CliffDrop | null;
  readonly proposal: Pick<AgentResult['proposal'], 'statement'>;
  readonly today: ShownArchitecture | null;
}

/** A result of `solve` as the page shows it. */
export function viewOfResult(result: AgentResult): AgentView {
  return { ...result, offered: offeredIn(result) };
}

/** The architecture whose choices are proposed, among those that a result lists. */
function offeredIn(result: AgentResult): Architecture | null {
  const { choices } = result.proposal;
  if (choices === null) return null;
  const key = JSON.stringify(choices);
  const trades = result.pickTwo.flatMap(({ architecture }) => architecture ?? []);
  const listed = [...result.feasible, ...trades, ...result.nearMisses, ...result.frontier];
  return listed.find((each) => JSON.stringify(each.choices) === key) ?? null;
}

/** What a result says that no slider changes, and the cliff as it was asked. */
export interface Asked {
  readonly today: ShownArchitecture | null;
  readonly cliffDrop: CliffDrop | null;
}

/** What sliders found, as a result of `solve` would show it. */
export function viewOf(found: WhatIfAnswer, { today, cliffDrop: asked }: Asked): AgentView {
  const { problem, feasible, complete } = found;
  const shown = (candidate: Candidate) => shownArchitecture(problem, candidate);
  const { length } = feasible;
  const corners = statedCorners(problem);
  const sure = { meets: Object.fromEntries(corners.map((corner) => [corner, 'yes' as const])) };
  return {
    agent: problem.agent,
    limits: writeLimits(problem),
    feasibleCount: { value: length, low: length, high: length, exact: complete || length === 0 },
    feasible: feasible.map((candidate) =>
      corners.every((corner) => candidate.meets(corner) === 'yes')
        ? sure
        : { meets: meetsOf(candidate, corners) },
    ),
    offered: found.offered && shown(found.offered),
    pickTwo: found.trades.map(({ keep, gives, best, price }) => ({
      keep,
      gives,
      price,
      architecture: best && shown(best),
    })),
    nearMisses: found.nearMisses.map(({ candidate, misses }) => ({ ...shown(candidate), misses })),
    relaxations: found.relaxations,
    cliff: found.cliff.map((step) => ({
      latencyMs: step.primaryTime,
      accuracy: step.value,
      architecture: shown(step),
    })),
    cliffDrop: knownDrop(cliffDrop(problem, found.cliff), asked),
    proposal: found.proposal,
    today,
  };
}

/** A stored architecture, judged by the limits of a problem. */
export function shownStored(problem: Problem, stored: StoredArchitecture): ShownArchitecture {
  return shownArchitecture(problem, new StoredCandidate(problem, stored));
}

/** Stored architectures do not tell what causes a drop: where it is the one that was asked, the answer did. */
function knownDrop(found: CliffDrop | null, asked: CliffDrop | null): CliffDrop | null {
  const isAsked = found !== null && found.from === asked?.from && found.to === asked.to;
  return isAsked ? asked : found;
}

function shownArchitecture(problem: Problem, candidate: Candidate): ShownArchitecture {
  const { choices, accuracy, cost, coverage, primaryTime } = candidate;
  const stored = candidate instanceof StoredCandidate ? candidate.stored : null;
  return {
    id: candidate.id,
    name: stored?.name ?? '',
    choices: writeChoices(choices, problem),
    shown: {
      percentile: percentileName(primary(problem).p),
      ms: Number.isFinite(primaryTime) ? primaryTime : null,
    },
    accuracy,
    cost: { ...cost, people: peopleCost(problem, accuracy) },
    tools: {
      kept: choices.tools,
      of: candidate.toolCount,
      coverage: coverage.share,
      about: coverage.about,
    },
    meets: meetsOf(candidate, statedCorners(problem)),
    meets12Months: { cost: candidate.costIn12Months },
  };
}

function meetsOf(candidate: Candidate, corners: readonly Corner[]): Architecture['meets'] {
  return Object.fromEntries(corners.map((corner) => [corner, candidate.meets(corner)]));
}
