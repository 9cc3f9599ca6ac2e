import { type Candidate, primary, statedCorners } from '../../solver/candidate.ts';
import { writeChoices } from '../../solver/choices.ts';
import { peopleCost } from '../../solver/peopleCost.ts';
import { percentileName } from '../../units/percentileName.ts';
import type { Problem } from '../../solver/problem.ts';
import type { AgentResult, Architecture } from '../../solver/result.ts';
import type { WhatIfAnswer } from '../../solver/whatIf/answer.ts';
import { StoredCandidate } from '../../solver/whatIf/storedCandidate.ts';
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
  readonly feasible: readonly ShownArchitecture[];
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
  readonly proposal: Pick<AgentResult['proposal'], 'statement'>;
  readonly today: ShownArchitecture | null;
}

/** What sliders found, as a result of `solve` would show it. */
export function viewOf(found: WhatIfAnswer, today: ShownArchitecture | null): AgentView {
  const { problem, feasible, complete } = found;
  const shown = (candidate: Candidate) => shownArchitecture(problem, candidate);
  const { length } = feasible;
  return {
    agent: problem.agent,
    limits: writeLimits(problem),
    feasibleCount: { value: length, low: length, high: length, exact: complete || length === 0 },
    feasible: feasible.map(shown),
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
    proposal: found.proposal,
    today,
  };
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
    meets: Object.fromEntries(
      statedCorners(problem).map((corner) => [corner, candidate.meets(corner)]),
    ),
    meets12Months: { cost: candidate.costIn12Months },
  };
}
