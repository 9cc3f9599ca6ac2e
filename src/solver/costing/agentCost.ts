import { Candidate } from '../candidate.ts';
import { architectureId, type Choices, type WrittenChoices, writeChoices } from '../choices.ts';
import { defaultChoices } from '../defaultChoices.ts';
import { latencyEvaluator } from '../latency.ts';
import { namer } from '../words/name.ts';
import { peopleCost } from '../peopleCost.ts';
import type { Problem } from '../problem.ts';
import type { PeopleCost } from '../result.ts';
import { costOfRight, type Upgrade, upgrades } from './answers.ts';
import { batchLine, type BatchLine } from './batchLine.ts';
import { type BreakEvenLine, breakEvenLines } from './breakEvenLines.ts';
import { type CachingLine, cachingLines } from './cachingLines.ts';
import { type ContextLine, contextLines } from './contextLines.ts';
import { countedFree } from './countedFree.ts';
import { type HostCost, type HostRow, hostRows } from './hostRows.ts';
import { type Resends, resendsOf } from './resends.ts';
import { type VolumeLine, volumeLines } from './volumeLines.ts';
import { type Year, yearOf } from './year.ts';

/** Cost of one agent in depth. Money in USD, times in ms, volumes in requests a month. */
export interface AgentCost {
  readonly agent: string;
  readonly traffic: {
    readonly requests: number | null;
    readonly requestsInTwelveMonths: number | null;
    readonly turns: number;
    readonly activeHours: number | null;
    readonly peak: number | null;
  };
  /** The architecture that everything is said about: what is offered, else what runs today. */
  readonly base: {
    readonly id: string;
    readonly name: string;
    readonly choices: WrittenChoices;
    readonly perRequest: number | null;
    readonly perConversation: number | null;
    readonly perMonth: { readonly launch: number | null; readonly month12: number | null };
    readonly p95: number | null;
    readonly accuracy: number | null;
    /** Components in it that count as $0, since the table states no cost of them. */
    readonly countedFree: readonly string[];
  };
  readonly hosts: readonly HostCost[];
  readonly breakEven: readonly BreakEvenLine[];
  readonly year: Year | null;
  readonly caching: readonly CachingLine[];
  readonly batch: BatchLine | null;
  readonly context: readonly ContextLine[];
  readonly volume: readonly VolumeLine[];
  readonly people: PeopleCost | null;
  /** USD per right answer, people included. */
  readonly perCorrectAnswer: number | null;
  readonly upgrades: readonly Upgrade[];
  readonly resends: Resends | null;
}

/** An agent's costs with what they were computed from, for sums over agents. */
export interface CostedAgent {
  readonly problem: Problem;
  readonly base: Candidate;
  readonly rows: readonly HostRow[];
  readonly cost: AgentCost;
}

/**
 * Cost of an agent in depth.
 *
 * @param offered what `solve` offers; where it offers nothing, today or the first way to run everything
 */
export function costAgent(problem: Problem, offered: Choices | null): CostedAgent {
  const latencies = latencyEvaluator(problem);
  const candidateOf = (choices: Choices) => new Candidate(problem, latencies, choices);
  const choices = offered ?? problem.today ?? defaultChoices(problem);
  const base = candidateOf(choices);
  const rows = hostRows(problem, latencies, choices);
  const { requests, requestsInTwelveMonths, turns, arrivals } = problem.traffic;
  const p95 = base.time('latency', 0.95);
  return {
    problem,
    base,
    rows,
    cost: {
      agent: problem.agent,
      traffic: {
        requests,
        requestsInTwelveMonths,
        turns,
        activeHours: arrivals?.activeHours ?? null,
        peak: arrivals?.peak ?? null,
      },
      base: {
        id: architectureId(choices, problem),
        name: namer(problem, latencies)(choices),
        choices: writeChoices(choices, problem),
        perRequest: base.cost.perRequest,
        perConversation: base.cost.perConversation,
        perMonth: base.cost.perMonth,
        p95,
        accuracy: base.accuracy.value,
        countedFree: countedFree(problem, choices),
      },
      hosts: rows.map(({ cost }) => cost),
      breakEven: breakEvenLines(problem, rows),
      year: yearOf(problem, choices),
      caching: cachingLines(problem, choices),
      batch: batchLine(problem, candidateOf, choices),
      context: contextLines(problem, choices),
      volume: volumeLines(problem, rows),
      people: peopleCost(problem, base.accuracy),
      perCorrectAnswer: costOfRight(problem, base),
      upgrades: upgrades(problem, rows, base),
      resends: resendsOf(problem, base),
    },
  };
}
