import { availability } from '../../cost/serving/availability.ts';
import { replicasFor, replicasNeeded, utilization } from '../../cost/serving/hosting.ts';
import { Candidate, type Corner, statedCorners } from '../candidate.ts';
import type { Choices } from '../choices.ts';
import type { LatencyEvaluator } from '../latency.ts';
import { CORNER_WORDS } from '../words/corners.ts';
import type { Option, Problem, Step } from '../problem.ts';
import { cheaperVolumes, type VolumeRange } from './breakEven.ts';
import { costCurve } from './costCurve.ts';

/** One model at one host in one step, everything else as in the architecture that is looked at. */
export interface HostCost {
  readonly step: string;
  readonly variant: string;
  readonly model: string;
  /** `api`, `batch`, or a GPU tier. */
  readonly host: string;
  /** Size of the model, and what models of that size are good for. */
  readonly tier: string | null;
  readonly goodFor: string | null;
  /** Every limit of the agent is met, by the estimate. */
  readonly feasible: boolean;
  /** Limits that it misses. */
  readonly misses: readonly Corner[];
  /** Limits that only the estimate keeps, or of which nothing is known: batches that nobody promises in time are one. */
  readonly unclear: readonly Corner[];
  /** End to end, in ms; on GPUs at the launch's busiest hour. */
  readonly latency: { readonly p50: number | null; readonly p95: number | null };
  readonly accuracy: number | null;
  readonly perRequest: number | null;
  readonly perConversation: number | null;
  readonly perMonth: { readonly launch: number | null; readonly month12: number | null };
  /** Replicas at launch; null where there are none. */
  readonly replicas: number | null;
  readonly replicasInTwelveMonths: number | null;
  /** Share of what the replicas can serve that the launch's busiest hour takes. */
  readonly utilization: number | null;
  /** USD a month for people who keep the replicas running, part of the month. */
  readonly engineering: number | null;
  /** Share of the time that enough spot replicas are up, by the assumptions of the tiers; null elsewhere. */
  readonly availability: number | null;
  /** Requests a month at which it is cheaper than the cheapest model with a price in the same step. */
  readonly breakEven: readonly VolumeRange[];
  readonly note: string | null;
}

/** A row with the architecture it stands for. */
export interface HostRow {
  readonly cost: HostCost;
  readonly candidate: Candidate;
  readonly step: Step;
  readonly option: Option;
}

/**
 * Cost per model and host: for every step that leaves a model open, each of its ways to run, with
 * everything else as in `base`. Where no step leaves one open, the models there are.
 */
export function hostRows(problem: Problem, latencies: LatencyEvaluator, base: Choices): HostRow[] {
  const modelled = problem.steps.filter((step) => modelOptions(step).length > 0);
  const open = modelled.filter((step) => modelOptions(step).length > 1);
  const steps = open.length > 0 ? open : modelled;
  return steps.flatMap((step) => rowsOf(problem, latencies, base, step));
}

function modelOptions(step: Step): Option[] {
  return step.options.filter(({ call }) => call.model !== null);
}

function rowsOf(
  problem: Problem,
  latencies: LatencyEvaluator,
  base: Choices,
  step: Step,
): HostRow[] {
  const rows = modelOptions(step).map((option) => {
    const choices = { ...base, values: new Map(base.values).set(step.name, option.value) };
    return { option, candidate: new Candidate(problem, latencies, choices) };
  });
  const priced = rows
    .filter(({ option }) => option.hosting === undefined && !option.batched)
    .flatMap(({ candidate }) => (candidate.cost.perRequest === null ? [] : [candidate]))
    .sort((a, b) => (a.cost.perRequest ?? 0) - (b.cost.perRequest ?? 0));
  return rows
    .map(({ option, candidate }) => ({
      step,
      option,
      candidate,
      cost: hostCost(problem, step, option, candidate, priced[0] ?? null),
    }))
    .sort(inOrder);
}

/** Hosted models last, then the cheapest first: the order in which a table lists its variants is of no meaning. */
function inOrder(a: HostRow, b: HostRow): number {
  return (
    Number(a.option.hosting !== undefined) - Number(b.option.hosting !== undefined) ||
    (a.cost.perRequest ?? Number.MAX_VALUE) - (b.cost.perRequest ?? Number.MAX_VALUE) ||
    (a.cost.variant < b.cost.variant ? -1 : 1)
  );
}

function hostCost(
  problem: Problem,
  step: Step,
  option: Option,
  candidate: Candidate,
  cheapest: Candidate | null,
): HostCost {
  const { cost } = candidate;
  const stated = statedCorners(problem);
  const misses = stated.filter((corner) => !candidate.holds(corner));
  return {
    step: step.name,
    variant: option.value,
    model: option.call.model ?? '',
    host: hostOf(option),
    tier: option.call.about?.tier ?? null,
    goodFor: option.call.about?.goodFor ?? null,
    feasible: misses.length === 0,
    misses,
    unclear: stated.filter((corner) => candidate.meets(corner) === 'unclear'),
    latency: {
      p50: finite(candidate.time('latency', 0.5)),
      p95: finite(candidate.time('latency', 0.95)),
    },
    accuracy: candidate.accuracy.value,
    perRequest: cost.perRequest,
    perConversation: cost.perConversation,
    perMonth: cost.perMonth,
    ...servedFigures(problem, option),
    breakEven: cheapest === null ? [] : breakEven(problem, option, candidate, cheapest),
    note: noteOf(option, candidate, misses),
  };
}

/** Where an option runs. */
export function hostOf({ hosting, batched }: Option): string {
  return hosting?.host ?? (batched ? 'batch' : 'api');
}

function finite(ms: number | null): number | null {
  return ms !== null && Number.isFinite(ms) ? ms : null;
}

type ServedFigures = Pick<
  HostCost,
  'replicas' | 'replicasInTwelveMonths' | 'utilization' | 'engineering' | 'availability'
>;

const NOT_SERVED: ServedFigures = {
  replicas: null,
  replicasInTwelveMonths: null,
  utilization: null,
  engineering: null,
  availability: null,
};

function servedFigures({ traffic }: Problem, { hosting }: Option): ServedFigures {
  const { requests, requestsInTwelveMonths: later, arrivals } = traffic;
  if (hosting === undefined || requests === null || arrivals === undefined) return NOT_SERVED;
  const replicas = replicasFor(hosting, requests, arrivals);
  const needed = replicasNeeded(hosting, requests, arrivals);
  return {
    replicas,
    replicasInTwelveMonths: later === null ? null : replicasFor(hosting, later, arrivals),
    utilization: utilization(hosting, requests, arrivals),
    engineering: hosting.engineering,
    availability: hosting.spot && availability(hosting.spot, replicas, needed),
  };
}

/** Volumes are looked at up to a hundred times the year's end, and ten million requests at least. */
const MOST_REQUESTS = 10_000_000;
const TIMES_LATER = 100;

/** Up to which volume an agent's costs are looked at, in requests a month. */
export function mostRequests({ traffic }: Problem): number {
  const later = Math.max(traffic.requests ?? 0, traffic.requestsInTwelveMonths ?? 0);
  return Math.max(MOST_REQUESTS, TIMES_LATER * later);
}

/** Where hosting an option is cheaper than another architecture; none where its latency is out of reach. */
export function breakEven(
  problem: Problem,
  option: Option,
  candidate: Candidate,
  other: Candidate,
): VolumeRange[] {
  const { arrivals } = problem.traffic;
  const { hosting } = option;
  if (hosting === undefined || arrivals === undefined || isTooSlow(option, candidate)) return [];
  return cheaperVolumes(
    costCurve(problem, candidate.choices),
    costCurve(problem, other.choices),
    hosting,
    arrivals,
    mostRequests(problem),
  );
}

/**
 * Even an idle replica takes too long. A call's share of the limit is a rule of thumb: where it misses that
 * and the whole keeps the limit all the same (the step is seldom run), it is not.
 */
export function isTooSlow({ hosting }: Option, candidate: Candidate): boolean {
  return hosting?.capacity === 0 && !candidate.holds('latency');
}

/** Slots below this are a matter of a few percent of memory more or less. */
const FEW_SLOTS = 8;

function noteOf(option: Option, candidate: Candidate, misses: readonly Corner[]): string | null {
  const { hosting, batched } = option;
  const notes = [
    ...(misses.length === 0
      ? []
      : [`misses ${misses.map((corner) => CORNER_WORDS[corner]).join(', ')}`]),
    ...(batched ? ['typically done in 1 h, promised within 24 h'] : []),
    ...(isTooSlow(option, candidate) ? ['too slow for the limit even when idle'] : []),
    ...(hosting !== undefined && hosting.slots < FEW_SLOTS
      ? [`only ${hosting.slots} requests fit into its memory at once`]
      : []),
    ...(hosting?.verified === false ? ['price not verified'] : []),
  ];
  return notes.length === 0 ? null : notes.join('; ');
}
