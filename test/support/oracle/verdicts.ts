import { isWanted, toolsOf } from './architectures.ts';
import { promiseOf } from './batches.ts';
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
      [...floors.tasks].every(([task, floor]) => reaches(tasks.get(task)?.value, floor))
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

export type Verdict = 'yes' | 'no' | 'unclear';

/**
 * `unclear`: only the estimate keeps the limit, batches are not promised in time, or nothing is known.
 */
export function verdict(agent: Agent, figures: Figures, corner: Corner): Verdict {
  const { answers, bill, chosen } = figures;
  const { want } = agent;
  if (corner === 'accuracy' && answers.value === null) return 'unclear';
  if (corner === 'cost' && bill.perRequest === null) return 'unclear';
  if (!keeps(agent, figures, corner)) return 'no';
  if (corner === 'accuracy') return isSurelyRight(agent, figures) ? 'yes' : 'unclear';
  if (corner !== 'latency' || !want.hasDeadline) return 'yes';
  const promised = promiseOf(agent, chosen);
  return (want.latency ?? []).every(({ ms }) => promised <= ms) ? 'yes' : 'unclear';
}

/** The lower ends of the intervals keep the floors. */
function isSurelyRight({ want }: Agent, { answers }: Figures): boolean {
  const { atLeast, tasks } = want.accuracy ?? { atLeast: 0, tasks: new Map<string, number>() };
  const reaches = (low: number | null | undefined, floor: number) =>
    typeof low === 'number' && low >= floor - ROUNDING;
  return (
    reaches(answers.interval?.low, atLeast) &&
    [...tasks].every(([task, floor]) => reaches(answers.tasks.get(task)?.low, floor))
  );
}

/** The verdict of month 12 on cost; null without a limit on it, or without that month's traffic. */
export function inTwelveMonths({ want, later, turns }: Agent, { bill }: Figures): Verdict | null {
  const { per_request, per_conversation, per_month } = want.cost;
  const limits = [per_request, per_conversation, per_month];
  if (later === null || limits.every((usd) => usd === null)) return null;
  if (bill.month12 === null) return 'unclear';
  const each = bill.month12 / later;
  const costs = [each, each * turns, bill.month12];
  const isWithin = costs.every((usd, index) => {
    const most = limits[index] ?? null;
    return most === null || usd <= most * (1 + ROUNDING);
  });
  return isWithin ? 'yes' : 'no';
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

/** Names of those that keep every limit even at the worse end of what is known. */
export function surelyOf(agent: Agent, all: readonly Figures[]): string[] {
  const stated = statedCorners(agent);
  return all
    .filter(
      (each) =>
        keeps(agent, each, 'tools') &&
        stated.every((corner) => verdict(agent, each, corner) === 'yes'),
    )
    .map(({ name }) => name)
    .toSorted();
}

/**
 * Neighbours in a list that are not in order: fewer unclear limits, cheaper, faster, more accurate, id;
 * unknown accuracy last.
 *
 * @param slack times within it, in ms, may stand either way
 */
export function outOfOrder(
  agent: Agent,
  listed: readonly { readonly id: string; readonly own: Figures }[],
  slack: number,
): string[] {
  const stated = statedCorners(agent);
  const ranks = listed.map(({ own }) => [
    Number(own.answers.value === null),
    stated.filter((corner) => verdict(agent, own, corner) !== 'yes').length,
    own.bill.perRequest ?? Infinity,
    firstTime(agent, own),
    -(own.answers.value ?? 0),
  ]);
  return listed.flatMap(({ id }, index) => {
    const [before, here] = [ranks[index - 1], ranks[index]];
    if (before === undefined || here === undefined) return [];
    const differences = before.map((rank, at) => compared(rank, here[at] ?? 0));
    const first = differences.findIndex((each) => each !== 0);
    const isSameTime = slack > 0 && Math.abs(differences[TIME_RANK] ?? 0) <= slack;
    if ((first === -1 || first >= TIME_RANK) && isSameTime) return [];
    const isInOrder = first === -1 ? (listed[index - 1]?.id ?? '') < id : differences[first]! < 0;
    return isInOrder ? [] : [`${listed[index - 1]?.id} before ${id}`];
  });
}

/** Where the time stands among what is compared. */
const TIME_RANK = 3;

/** The percentile listed first of the first time that is limited, else p95 end to end. */
function firstTime(agent: Agent, own: Figures): number {
  const time = TIMES.find((each) => agent.want[each] !== null) ?? 'latency';
  return timeOf(own, time, agent.want[time]?.[0]?.p ?? 0.95)?.low ?? Infinity;
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

/**
 * What speaks against a frontier where times are told apart by `slack` ms only: members that another
 * architecture beats by more, and architectures that no member matches.
 */
export function frontierDoubts(
  agent: Agent,
  all: readonly Figures[],
  members: readonly Figures[],
  slack: number,
): string[] {
  const wanted = all.filter((each) => keeps(agent, each, 'tools') && each.answers.value !== null);
  const times = limitedTimes(agent).length;
  const allowing = (each: Figures) =>
    comparedOf(agent, each).map((figure, index) => (index < times ? figure + slack : figure));
  const atLeastAsGood = (a: readonly number[], b: readonly number[]) =>
    a.every((figure, index) => compared(figure, b[index] ?? 0) <= 0);
  return [
    ...members
      .filter((member) => wanted.some((other) => beats(allowing(other), comparedOf(agent, member))))
      .map(({ name }) => `beaten: ${name}`),
    ...wanted
      .filter((each) =>
        members.every((member) => !atLeastAsGood(comparedOf(agent, member), allowing(each))),
      )
      .map(({ name }) => `unmatched: ${name}`),
  ];
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
  const times = limitedTimes(agent);
  const mayGo = want.tools !== null && want.tools !== 'all';
  return [
    ...times.map((time) => timeOf(each, time, want[time]?.[0]?.p ?? 0.95)?.low ?? Infinity),
    -(each.answers.value ?? 0),
    each.bill.perRequest ?? Infinity,
    ...(mayGo ? [-each.chosen.kept.length] : []),
  ];
}

function limitedTimes({ want }: Agent): readonly Time[] {
  const limited = TIMES.filter((time) => want[time] !== null);
  return limited.length > 0 ? limited : ['latency'];
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
