import { type Accuracy, accuracyOf } from './accuracy.ts';
import { batchPromise } from './batchPromise.ts';
import { architectureId, type Choices } from './choices.ts';
import { type Cost, costOf } from './cost.ts';
import { coverage } from './coverage.ts';
import { type Corner, isTime, primary } from './corners.ts';
import { satisfies } from './enumerate.ts';
import type { LatencyEvaluator, TimeCorner, TimeInterval } from './latency.ts';
import { meetsCost } from './meetsCost.ts';
import type { LatencyLimits, Problem } from './problem.ts';

export { ascending, asPrinted, compareCandidates } from './candidateOrder.ts';
export { type Corner, primary, statedCorners, TIME_CORNERS } from './corners.ts';

/** `unclear`: only the estimate meets the limit, or nothing is known. */
export type Verdict = 'yes' | 'no' | 'unclear';

/** A percentile meets its limit up to this factor (docs/rules.md): 1001 ms keep 1 s, which 1000 × 1.001 falls short of. */
export const LATENCY_TOLERANCE = 1.001 + 1e-12;

/** Shares are compared up to rounding only. */
const ROUNDING = 1e-9;

/** An architecture with its figures, each computed when first asked for. */
export class Candidate {
  readonly choices: Choices;
  readonly #problem: Problem;
  readonly #latencies: LatencyEvaluator;
  #id: string | null = null;
  #accuracy: Accuracy | null = null;
  #cost: Cost | null = null;
  /** Made when a time is first asked for: what has its figures already needs none. */
  #times: Map<string, number | null> | null = null;
  /** By time: the upper ends of what was measured are within the limits, too. Asked by every sort. */
  #isSure: Map<TimeCorner, boolean> | null = null;

  constructor(problem: Problem, latencies: LatencyEvaluator, choices: Choices) {
    this.#problem = problem;
    this.#latencies = latencies;
    this.choices = choices;
  }

  get id(): string {
    this.#id ??= architectureId(this.choices, this.#problem);
    return this.#id;
  }

  get limits(): Problem['limits'] {
    return this.#problem.limits;
  }

  /** Tools in the workflow, kept or not. */
  get toolCount(): number {
    return this.#problem.tools?.tools.length ?? 0;
  }

  /** Accuracy, 0 where unknown: for candidates whose accuracy is known. */
  get value(): number {
    return this.accuracy.value ?? 0;
  }

  get accuracy(): Accuracy {
    this.#accuracy ??= accuracyOf(this.#problem, this.choices);
    return this.#accuracy;
  }

  get cost(): Cost {
    this.#cost ??= costOf(this.#problem, this.choices);
    return this.#cost;
  }

  get coverage(): { readonly share: number | null; readonly about: boolean } {
    return coverage(this.#problem.tools, this.choices.tools);
  }

  /** A percentile in ms; null where the time does not exist. */
  time(corner: TimeCorner, p: number): number | null {
    const key = `${corner} ${p}`;
    this.#times ??= new Map();
    const known = this.#times.get(key);
    if (known !== undefined) return known;
    const value = this.#latencies.at(this.choices, corner, p);
    this.#times.set(key, value);
    return value;
  }

  /** Whether a percentile is within some ms by a margin that a quick look can tell; false where it cannot. */
  isSurelyWithin(corner: TimeCorner, p: number, ms: number): boolean {
    return this.#latencies.surely(this.choices, corner, p, ms) === true;
  }

  /** The percentile that is minimised and shown: the first listed one of the first time corner stated, else p95 end to end. */
  get primaryTime(): number {
    const { corner, p } = primary(this.#problem);
    return this.time(corner, p) ?? Number.POSITIVE_INFINITY;
  }

  /** The verdict on one stated limit. */
  meets(corner: Corner): Verdict {
    if (corner === 'accuracy') return this.#meetsAccuracy();
    if (corner === 'cost') return this.#meetsCost();
    if (corner === 'tools') return this.#meetsTools();
    return this.#meetsTime(corner);
  }

  /** The estimate meets the limit. */
  holds(corner: Corner): boolean {
    if (corner === 'accuracy') return this.#accuracyHolds(({ value }) => value);
    if (isTime(corner)) return this.#timeHolds(corner);
    return this.meets(corner) === 'yes';
  }

  /** Like an accuracy, a percentile known from few calls may meet its limit by its estimate only. */
  #meetsTime(corner: TimeCorner): Verdict {
    if (!this.#timeHolds(corner)) return 'no';
    const limits: LatencyLimits = this.#problem.limits[corner] ?? [];
    if (corner === 'latency' && !this.#isPromised(limits)) return 'unclear';
    this.#isSure ??= new Map();
    const isSure =
      this.#isSure.get(corner) ?? limits.every((limit) => this.#isSurely(corner, limit));
    this.#isSure.set(corner, isSure);
    return isSure ? 'yes' : 'unclear';
  }

  #isSurely(corner: TimeCorner, { p, ms }: LatencyLimits[number]): boolean {
    const interval = this.interval(corner, p);
    return interval === null || (interval.high !== null && interval.high <= ms * LATENCY_TOLERANCE);
  }

  /** How far sampling may be off at a percentile of a time; null where nothing was measured. */
  interval(corner: TimeCorner, p: number): TimeInterval | null {
    return this.#latencies.interval(this.choices, corner, p);
  }

  #timeHolds(corner: TimeCorner): boolean {
    const limits: LatencyLimits = this.#problem.limits[corner] ?? [];
    return limits.every(({ p, ms }) => {
      const quick = this.#latencies.surely(this.choices, corner, p, ms);
      if (quick !== null) return quick;
      const value = this.time(corner, p);
      return value !== null && value <= ms * LATENCY_TOLERANCE;
    });
  }

  /** A batch is typically done in time, but nobody promises it within less than a day. */
  #isPromised(limits: LatencyLimits): boolean {
    const promised = batchPromise(this.#problem, this.choices);
    return promised === 0 || limits.every(({ ms }) => promised <= ms);
  }

  #meetsAccuracy(): Verdict {
    if (this.accuracy.value === null) return 'unclear';
    if (!this.#accuracyHolds(({ value }) => value)) return 'no';
    return this.#accuracyHolds(({ low }) => low) ? 'yes' : 'unclear';
  }

  #accuracyHolds(
    figure: (share: { value: number | null; low: number | null }) => number | null,
  ): boolean {
    const limit = this.#problem.limits.accuracy;
    if (limit === null) return true;
    const reaches = (value: number | null | undefined, floor: number) =>
      value !== null && value !== undefined && value >= floor - ROUNDING;
    const { tasks } = this.accuracy;
    return (
      reaches(figure(this.accuracy), limit.atLeast) &&
      [...limit.tasks].every(([name, floor]) => reaches(tasks[name] && figure(tasks[name]), floor))
    );
  }

  #meetsCost(): Verdict {
    const { cost } = this.#problem.limits;
    if (cost === null) return 'yes';
    const { perRequest, perConversation, perMonth } = this.cost;
    return meetsCost(cost, { perRequest, perConversation, perMonth: perMonth.launch });
  }

  /**
   * The verdict on cost in twelve months: fixed costs are then spread over other requests. Null without
   * a limit on cost, or without traffic in twelve months.
   */
  get costIn12Months(): Verdict | null {
    const { limits, traffic } = this.#problem;
    const { requestsInTwelveMonths: requests, turns } = traffic;
    if (limits.cost === null || requests === null || !(requests > 0)) return null;
    const perMonth = this.cost.perMonth.month12;
    if (perMonth === null) return 'unclear';
    const perRequest = perMonth / requests;
    return meetsCost(limits.cost, { perRequest, perConversation: perRequest * turns, perMonth });
  }

  #meetsTools(): Verdict {
    const kept = this.choices.tools.map((name) => ({ name }));
    return satisfies(kept, this.#problem.limits.tools, this.toolCount) ? 'yes' : 'no';
  }
}

/** Cheap questions first: a time needs a composition. */
export function holdsAll(candidate: Candidate, corners: readonly Corner[]): boolean {
  const times = corners.filter(isTime);
  return (
    corners.every((corner) => isTime(corner) || candidate.holds(corner)) &&
    times.every((corner) => candidate.holds(corner))
  );
}
