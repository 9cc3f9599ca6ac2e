import { type Answers, answersOf } from './accuracy.ts';
import { type Chosen, everyArchitecture, spelled, toolsOf } from './architectures.ts';
import { type Bill, billOf } from './bill.ts';
import { withCache } from './cached.ts';
import { type Course, everyCourse, mean, percentile } from './courses.ts';
import { type People, peopleOf } from './people.ts';
import { type Happened, playRequest } from './request.ts';
import type { Agent, System } from './system.ts';

export type Time = 'latency' | 'ttft' | 'progress';

/** An architecture with everything that the rules say of it. */
export interface Figures {
  readonly chosen: Chosen;
  /** One spelling of its choices. */
  readonly name: string;
  readonly courses: readonly Course<Happened>[];
  readonly answers: Answers;
  readonly bill: Bill;
  /** What people cost beside machines; null where the spec prices neither. */
  readonly people: People | null;
  /** Share of requests that use no tool that was dropped; null when not known. */
  readonly coverage: number | null;
}

/** All architectures of an agent, each followed through every course that a request may take. */
export function figuresOf(system: System, agent: Agent, which: 'wanted' | 'all'): Figures[] {
  return everyArchitecture(agent, which).map((chosen) => figuresFor(system, agent, chosen));
}

export function figuresFor(system: System, agent: Agent, chosen: Chosen): Figures {
  const courses = everyCourse((pick) => playRequest(agent, chosen, pick));
  const usdAt = (requests: number | null) => {
    const cached = withCache(agent, requests);
    const played =
      cached === agent ? courses : everyCourse((pick) => playRequest(cached, chosen, pick));
    return mean(played, ({ usd }) => usd);
  };
  const answers = answersOf(system, agent, chosen);
  const usd = { launch: usdAt(agent.requests), month12: usdAt(agent.later) };
  return {
    chosen,
    name: spelled(chosen.written),
    courses,
    answers,
    bill: billOf(system, agent, chosen, usd),
    people: peopleOf(agent, answers.value),
    coverage: coverageOf(system, agent, chosen.kept),
  };
}

const TIMES = {
  latency: ({ end }: Happened) => end,
  ttft: ({ firstToken }: Happened) => firstToken ?? Number.NaN,
  progress: ({ firstSign }: Happened) => firstSign ?? Number.NaN,
} as const;

/** A percentile of a time, between two values where chances sum to it; null where nothing shows. */
export function timeOf(
  { courses }: Figures,
  time: Time,
  p: number,
): { readonly low: number; readonly high: number } | null {
  const found = percentile(courses, TIMES[time], p);
  return Number.isNaN(found.low) ? null : found;
}

export function meanTimeOf({ courses }: Figures, time: Time): number {
  return mean(courses, TIMES[time]);
}

/**
 * Of the measured sets of tools, the share that uses none of what was dropped; without sets the product
 * of the shares that do without each dropped tool.
 */
export function coverageOf(
  { toolSets }: System,
  agent: Agent,
  kept: readonly string[],
): number | null {
  const dropped = (toolsOf(agent)?.tools ?? []).filter(({ name }) => !kept.includes(name));
  if (dropped.length === 0) return 1;
  if (toolSets === null) {
    if (dropped.some(({ component }) => component.usedBy === null)) return null;
    return dropped.reduce((left, { component }) => left * (1 - (component.usedBy ?? 0)), 1);
  }
  let served = 0;
  let all = 0;
  for (const { share, tools } of toolSets) {
    all += share;
    if (!dropped.some(({ name }) => tools.includes(name))) served += share;
  }
  return served / all;
}
