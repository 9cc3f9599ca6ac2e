import type { Order, Problem } from '../solver/problem.ts';
import { succeeded, type ObservedRequest, type ObservedRun } from './observed.ts';
import { rebuilt } from './rebuilt.ts';
import { stepRuns, type StepRuns } from './stepRuns.ts';

/** Requests of an agent, divided into the steps of its workflow. Times in ms. */
export interface Traced {
  /** Requests that ended well, in the order they came. */
  readonly requests: readonly TracedRequest[];
  readonly latencies: Float64Array;
  /** Of the two orders of tools, the one that explains the requests better. */
  readonly order: Order;
  /** By step, tool or shortcut that ran at least once: ms per request, 0 where it did not run. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** What the workflow does not explain: the agent's own code, pauses, components it does not name. */
  readonly own: Float64Array;
}

export interface TracedRequest extends StepRuns {
  readonly request: ObservedRequest;
}

/** Divides the requests that ended well; empty where there are none. */
export function traced(problem: Problem, requests: readonly ObservedRequest[]): Traced {
  const divided = succeeded(requests).map((request) => ({
    request,
    ...stepRuns(problem, request),
  }));
  const latencies = Float64Array.from(divided, ({ request }) => request.latencyMs);
  const columns = columnsOf(divided);
  const inSeries = ownTimes(problem, 'series', columns, latencies);
  const inParallel = ownTimes(problem, 'parallel', columns, latencies);
  const order = misfit(inParallel) < misfit(inSeries) ? 'parallel' : 'series';
  return {
    requests: divided,
    latencies,
    order,
    columns,
    own: order === 'parallel' ? inParallel : inSeries,
  };
}

/** Time that runs of one step took together: overlapping ones count once. */
export function timeOfRuns(runs: readonly ObservedRun[]): number {
  let sum = 0;
  let union = 0;
  let end = -Infinity;
  for (const run of runs) {
    sum += run.durationMs;
    union += Math.max(0, run.endMs - Math.max(run.startMs, end));
    end = Math.max(end, run.endMs);
  }
  return Math.min(sum, union);
}

function columnsOf(requests: readonly TracedRequest[]): Map<string, Float64Array> {
  const columns = new Map<string, Float64Array>();
  requests.forEach(({ byName }, at) => {
    for (const [name, runs] of byName) {
      if (runs.length === 0) continue;
      const column = columns.get(name) ?? new Float64Array(requests.length);
      columns.set(name, column);
      column[at] = timeOfRuns(runs);
    }
  });
  return columns;
}

function ownTimes(
  problem: Problem,
  order: Order,
  columns: ReadonlyMap<string, Float64Array>,
  latencies: Float64Array,
): Float64Array {
  const steps = rebuilt(problem, order, latencies.length, (name) => columns.get(name));
  return latencies.map((latency, at) => latency - steps[at]!);
}

function misfit(own: Float64Array): number {
  return own.reduce((sum, ms) => sum + Math.abs(ms), 0);
}
