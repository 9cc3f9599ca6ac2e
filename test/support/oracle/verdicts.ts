import { isWanted, toolsOf } from './architectures.ts';
import { type Figures, type Time, timeOf } from './figures.ts';
import type { Agent } from './system.ts';

/** What can be limited. */
export type Corner = Time | 'accuracy' | 'tools' | 'cost';

export const TIMES: readonly Time[] = ['latency', 'ttft', 'progress'];

/** A limit on time is met up to 0.1% above it. */
const TIME_TOLERANCE = 1.001;
/** Sums in another order differ by this much. */
const ROUNDING = 1e-9;

/** Corners that a spec limits. */
export function statedCorners(agent: Agent): Corner[] {
  const { want } = agent;
  return [
    ...TIMES.filter((time) => want[time] !== null),
    ...(want.accuracy ? (['accuracy'] as const) : []),
    ...(want.tools !== null && toolsOf(agent) ? (['tools'] as const) : []),
    ...(Object.values(want.cost).some((usd) => usd !== null) ? (['cost'] as const) : []),
  ];
}

/** Whether the estimate keeps a limit; what is unknown keeps none. */
export function keeps(agent: Agent, figures: Figures, corner: Corner): boolean {
  const { want } = agent;
  if (corner === 'tools') return isWanted(agent, figures.chosen.kept);
  if (corner === 'accuracy') {
    const floors = want.accuracy ?? { atLeast: 0, tasks: new Map<string, number>() };
    const { value, tasks } = figures.answers;
    const reaches = (share: number | null | undefined, floor: number) =>
      typeof share === 'number' && share >= floor - ROUNDING;
    return (
      reaches(value, floors.atLeast) &&
      [...floors.tasks].every(([task, floor]) => reaches(tasks.get(task), floor))
    );
  }
  if (corner === 'cost') {
    const { perRequest, perConversation, launch } = figures.bill;
    const { per_request, per_conversation, per_month } = want.cost;
    const within = (usd: number | null, most: number | null) =>
      most === null || (usd !== null && usd <= most * (1 + ROUNDING));
    return (
      within(perRequest, per_request) &&
      within(perConversation, per_conversation) &&
      within(launch, per_month)
    );
  }
  return (want[corner] ?? []).every(({ p, ms }) => {
    const time = timeOf(figures, corner, p);
    return time !== null && time.low <= ms * TIME_TOLERANCE;
  });
}

export function keepsAll(agent: Agent, figures: Figures, corners: readonly Corner[]): boolean {
  return corners.every((corner) => keeps(agent, figures, corner));
}

/** Names of all that keep every limit, at the wanted tools. */
export function feasibleOf(agent: Agent, all: readonly Figures[]): string[] {
  return all
    .filter((each) => keeps(agent, each, 'tools') && keepsAll(agent, each, statedCorners(agent)))
    .map(({ name }) => name)
    .toSorted();
}

/**
 * What is compared of those that none is at least as good as everywhere and better than somewhere. Where
 * several tie everywhere, one may stand for all of them: each figure is there once.
 */
export function frontierOf(agent: Agent, all: readonly Figures[]): string[] {
  const known = all
    .filter((each) => keeps(agent, each, 'tools') && each.answers.value !== null)
    .map((each) => comparedOf(agent, each));
  const best = known.filter((figures) => !known.some((other) => beats(other, figures)));
  return [...new Set(best.map(shortened))].toSorted();
}

/** What is compared of some architectures, by name. */
export function comparedByName(
  agent: Agent,
  all: readonly Figures[],
  names: readonly string[],
): string[] {
  const chosen = all.filter(({ name }) => names.includes(name));
  return [...new Set(chosen.map((each) => shortened(comparedOf(agent, each))))].toSorted();
}

function shortened(figures: readonly number[]): string {
  return figures.map((figure) => figure.toPrecision(6)).join(' ');
}

/** What is compared, each the less the better: limited times, accuracy, cost, tools that may go. */
function comparedOf(agent: Agent, each: Figures): number[] {
  const { want } = agent;
  const limited = TIMES.filter((time) => want[time] !== null);
  const times = limited.length > 0 ? limited : (['latency'] as const);
  const mayGo = want.tools !== null && want.tools !== 'all';
  return [
    ...times.map((time) => timeOf(each, time, want[time]?.[0]?.p ?? 0.95)?.low ?? Infinity),
    -(each.answers.value ?? 0),
    each.bill.perRequest ?? Infinity,
    ...(mayGo ? [-each.chosen.kept.length] : []),
  ];
}

function beats(a: readonly number[], b: readonly number[]): boolean {
  const differences = a.map((figure, index) => compared(figure, b[index] ?? 0));
  return differences.every((each) => each <= 0) && differences.some((each) => each < 0);
}

function compared(a: number, b: number): number {
  if (a === b) return 0;
  const isRounding = Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
  return Number.isFinite(a - b) && isRounding ? 0 : a - b;
}

/**
 * The best that a corner can be while all others that are limited hold; null when they cannot. For
 * tools: the most coverage.
 */
export function bestOf(agent: Agent, all: readonly Figures[], gives: Corner): number | null {
  const others = statedCorners(agent).filter((corner) => corner !== gives);
  const holding = all.filter(
    (each) => keepsAll(agent, each, others) && (gives === 'tools' || keeps(agent, each, 'tools')),
  );
  const figures = holding.flatMap((each) => figureOf(agent, each, gives) ?? []);
  return figures.length === 0 ? null : Math.min(...figures);
}

/** A corner's own figure, the less the better; null where it is unknown. */
export function figureOf(agent: Agent, each: Figures, corner: Corner): number | null {
  if (corner === 'accuracy') return each.answers.value === null ? null : -each.answers.value;
  if (corner === 'cost') return each.bill.perRequest;
  if (corner === 'tools') return each.coverage === null ? 1 : -each.coverage;
  return timeOf(each, corner, agent.want[corner]?.[0]?.p ?? 0.95)?.low ?? null;
}
