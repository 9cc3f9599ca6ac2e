import { type Accuracy, accuracyOf } from '../../src/solver/accuracy.ts';
import { architectureId, type Choices } from '../../src/solver/choices.ts';
import { type Cost, costOf } from '../../src/solver/cost.ts';
import { latencyEvaluator, type TimeCorner } from '../../src/solver/latency.ts';
import type { Limits, Problem } from '../../src/solver/problem.ts';
import { allArchitectures, isWanted } from './bruteForce.ts';

export type Corner = TimeCorner | 'accuracy' | 'tools' | 'cost';
export const TIMES: readonly TimeCorner[] = ['latency', 'ttft', 'progress'];

/** An architecture with all its figures. */
export interface Row {
  readonly choices: Choices;
  readonly id: string;
  readonly accuracy: Accuracy;
  readonly cost: Cost;
  readonly coverage: number | null;
  time(corner: TimeCorner, p: number): number | null;
}

/** Every architecture of a problem, whatever is wanted. */
export function rowsOf(problem: Problem): Row[] {
  const evaluator = latencyEvaluator(problem);
  return allArchitectures(problem).map((choices) => {
    const known = new Map<string, number | null>();
    return {
      choices,
      id: architectureId(choices, problem),
      accuracy: accuracyOf(problem, choices),
      cost: costOf(problem, choices),
      coverage: coverageOf(problem, choices.tools),
      time(corner, p) {
        const key = `${corner} ${p}`;
        if (!known.has(key)) known.set(key, evaluator.at(choices, corner, p));
        return known.get(key) ?? null;
      },
    };
  });
}

/** Rule 2: the share of requests that use no dropped tool. */
export function coverageOf(problem: Problem, kept: readonly string[]): number | null {
  const { tools, sets } = problem.tools ?? { tools: [], sets: null };
  const dropped = tools.filter(({ name }) => !kept.includes(name));
  if (dropped.length === 0) return 1;
  if (sets === null) {
    let left = 1;
    for (const { usedBy } of dropped) {
      if (usedBy === null) return null;
      left *= 1 - usedBy;
    }
    return left;
  }
  const uses = (names: readonly string[]) => dropped.some(({ name }) => names.includes(name));
  const sum = (list: typeof sets) => list.reduce((total, { share }) => total + share, 0);
  return sum(sets.filter((set) => !uses(set.tools))) / sum(sets);
}

/** One entry per stated limit, in the order they are shown. */
export function stated(problem: Problem): Corner[] {
  const { limits } = problem;
  const found: Corner[] = TIMES.filter((corner) => limits[corner] !== null);
  if (limits.accuracy) found.push('accuracy');
  if (limits.toolsStated && problem.tools) found.push('tools');
  if (limits.cost) found.push('cost');
  return found;
}

const NOISE = 1e-9;

/** Rules 6, 10 and 15: the estimate meets the limit. Unknown figures meet nothing. */
export function holds(problem: Problem, row: Row, corner: Corner): boolean {
  const { limits } = problem;
  if (corner === 'tools') {
    return isWanted(
      problem,
      row.choices.tools.map((name) => ({ name })),
    );
  }
  if (corner === 'accuracy') return reaches(limits, row, ({ value }) => value);
  if (corner === 'cost') {
    const pairs = [
      [row.cost.perRequest, limits.cost?.perRequest],
      [row.cost.perConversation, limits.cost?.perConversation],
      [row.cost.perMonth.launch, limits.cost?.perMonth],
    ] as const;
    return pairs.every(
      ([usd, most]) => typeof most !== 'number' || (usd !== null && usd <= most * (1 + NOISE)),
    );
  }
  return (limits[corner] ?? []).every(({ p, ms }) => {
    const value = row.time(corner, p);
    return value !== null && value <= ms * 1.001;
  });
}

/** Rule 10: `yes` when the interval's lower end meets the floors, too. */
export function surelyAccurate({ limits }: Problem, row: Row): boolean {
  return limits.accuracy === null || reaches(limits, row, ({ low }) => low);
}

type Figure = (share: {
  readonly value: number | null;
  readonly low: number | null;
}) => number | null;

function reaches({ accuracy: limit }: Limits, { accuracy }: Row, figure: Figure): boolean {
  if (limit === null) return true;
  const meets = (share: Parameters<Figure>[0] | undefined, floor: number) => {
    const value = share ? figure(share) : null;
    return value !== null && value >= floor - NOISE;
  };
  return (
    meets(accuracy, limit.atLeast) &&
    [...limit.tasks].every(([task, floor]) => meets(accuracy.tasks[task], floor))
  );
}

export function holdsAll(problem: Problem, row: Row, corners: readonly Corner[]): boolean {
  return corners.every((corner) => holds(problem, row, corner));
}

/** Less is better; unknown is worst; rounding makes no difference. */
export function ascending(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const same = a === b || Math.abs(a - b) <= NOISE * Math.max(Math.abs(a), Math.abs(b));
  return same ? 0 : a - b;
}

/** Rule 6: the first listed limit is the one minimised and shown; p95 end to end without any. */
export function shownTime({ limits }: Problem, row: Row): number | null {
  const corner = TIMES.find((name) => limits[name] !== null) ?? 'latency';
  return row.time(corner, limits[corner]?.[0]?.p ?? 0.95);
}

/** Times that print alike, in six significant digits, are alike. */
function asPrinted(ms: number | null): number | null {
  return ms === null || !Number.isFinite(ms) ? ms : Number(ms.toPrecision(6));
}

const negative = (value: number | null) => (value === null ? null : -value);

/** Rule 12: cheaper, faster, more accurate, id. */
export function inOrder(problem: Problem): (a: Row, b: Row) => number {
  return (a, b) =>
    ascending(a.cost.perRequest, b.cost.perRequest) ||
    ascending(asPrinted(shownTime(problem, a)), asPrinted(shownTime(problem, b))) ||
    ascending(negative(a.accuracy.value), negative(b.accuracy.value)) ||
    (a.id < b.id ? -1 : 1);
}

/** Rules 9 and 12: unknown accuracy after known, met before unclear, then in order. */
export function feasible(problem: Problem, rows: readonly Row[]): Row[] {
  const found = rows.filter(
    (row) => holds(problem, row, 'tools') && holdsAll(problem, row, stated(problem)),
  );
  const rank = (row: Row) =>
    2 * Number(row.accuracy.value === null) + Number(!surelyAccurate(problem, row));
  const order = inOrder(problem);
  return found.sort((a, b) => rank(a) - rank(b) || order(a, b));
}

/** Rule 12: those that no other one matches everywhere and beats somewhere. */
export function frontier(problem: Problem, rows: readonly Row[]): Row[] {
  const known = rows.filter((row) => holds(problem, row, 'tools') && row.accuracy.value !== null);
  const figures = new Map(known.map((row) => [row, figuresOf(problem, row)]));
  const beats = (a: Row, b: Row) => {
    const orders = (figures.get(a) ?? []).map((figure, i) =>
      ascending(figure, figures.get(b)?.[i] ?? null),
    );
    return orders.every((order) => order <= 0) && orders.some((order) => order < 0);
  };
  return known.filter((row) => !known.some((other) => beats(other, row))).sort(inOrder(problem));
}

/** The lattice of a search may take times this close for equal (docs/rules.md). */
export const NEAR = 1.001;

/** `a` is at least as good as `b` everywhere, times up to the lattice. */
export function matches(problem: Problem, a: Row, b: Row): boolean {
  const times = Math.max(1, TIMES.filter((corner) => problem.limits[corner] !== null).length);
  const worse = figuresOf(problem, b);
  return figuresOf(problem, a).every((figure, i) => {
    const most = worse[i] ?? null;
    return ascending(figure, i < times && most !== null ? most * NEAR : most) <= 0;
  });
}

/** What the frontier compares, each the less the better. */
export function figuresOf(problem: Problem, row: Row): (number | null)[] {
  const { limits } = problem;
  const times = TIMES.filter((corner) => limits[corner] !== null).map((corner) =>
    row.time(corner, limits[corner]?.[0]?.p ?? 0.95),
  );
  const shown = times.length > 0 ? times : [shownTime(problem, row)];
  return [
    ...shown.map((time) => (time === null ? null : asPrinted(time))),
    negative(row.accuracy.value),
    row.cost.perRequest,
    ...(limits.tools.kind === 'all' ? [] : [-row.choices.tools.length]),
  ];
}

/** Rule 11: the best that `gives` can be while all other stated limits hold; null when they cannot. */
export function pickTwo(problem: Problem, rows: readonly Row[], gives: Corner): Row | null {
  const keep = stated(problem).filter((corner) => corner !== gives);
  const holding = rows.filter((row) => holdsAll(problem, row, keep));
  const order = inOrder(problem);
  if (gives === 'tools') {
    const worth = (row: Row) => [-(row.coverage ?? -1), -row.choices.tools.length] as const;
    holding.sort((a, b) => {
      const [coverageA, countA] = worth(a);
      const [coverageB, countB] = worth(b);
      return ascending(coverageA, coverageB) || countA - countB || order(a, b);
    });
    return holding[0] ?? null;
  }
  const figure = (row: Row) => {
    if (gives === 'accuracy') return negative(row.accuracy.value);
    if (gives === 'cost') return row.cost.perRequest;
    return asPrinted(row.time(gives, problem.limits[gives]?.[0]?.p ?? 0.95));
  };
  const wanted = holding.filter((row) => holds(problem, row, 'tools') && figure(row) !== null);
  wanted.sort((a, b) => ascending(figure(a), figure(b)) || order(a, b));
  const best = wanted[0] ? (figure(wanted[0]) ?? 0) : 0;
  const close = wanted.filter((row) => (figure(row) ?? 0) <= best + 0.01 * Math.abs(best));
  return close.find((row) => row.accuracy.basis === 'measured') ?? wanted[0] ?? null;
}
