import { scopeName } from './componentName.ts';
import { Counter } from './counter.ts';
import { DurationTally, type DurationState } from './durationTally.ts';
import { ExactSum, type ExactSumState } from './exactSum.ts';
import type { Measurement } from './measurement.ts';
import type { Occurrence } from './occurrence.ts';
import type { RequestView } from './requestView.ts';
import { safeName } from './safeName.ts';
import type { TraceNode } from './traceTree.ts';

/** Requests on their way to another thread. */
export interface RequestState {
  readonly agents: readonly (readonly [agent: string, count: number])[];
  readonly toolSets: readonly (readonly [tools: string, count: number])[];
  readonly durations: readonly DurationState[];
  readonly sums: readonly ExactSumState[];
  readonly requests: number;
  readonly failed: number;
}

/** Whole requests under count. */
export class RequestTally {
  readonly #agents = new Counter<string>();
  readonly #toolSets = new Counter<string>();
  readonly #latency = new DurationTally();
  readonly #ttft = new DurationTally();
  readonly #progress = new DurationTally();
  readonly #orchestration = new DurationTally();
  readonly #ownTime = new ExactSum();
  readonly #succeeded = new ExactSum();
  readonly #explained = new ExactSum();
  readonly #total = new ExactSum();
  readonly #durations = [this.#latency, this.#ttft, this.#progress, this.#orchestration];
  readonly #sums = [this.#ownTime, this.#succeeded, this.#explained, this.#total];
  #requests = 0;
  #failed = 0;

  add(root: TraceNode, request: RequestView, runs: readonly Occurrence[]): void {
    this.#requests += 1;
    this.#explained.add(request.explainedMs);
    this.#total.add(request.latencyMs);
    this.#toolSets.add(toolsOf(runs));
    const agent = scopeName(root);
    if (agent !== null) this.#agents.add(agent);
    if (request.failed) this.#failed += 1;
    else this.#addEndToEnd(request);
  }

  state(): RequestState {
    return {
      agents: this.#agents.list(),
      toolSets: this.#toolSets.list(),
      durations: this.#durations.map((each) => each.state()),
      sums: this.#sums.map((each) => each.state()),
      requests: this.#requests,
      failed: this.#failed,
    };
  }

  addState({ agents, toolSets, durations, sums, requests, failed }: RequestState): void {
    this.#agents.addAll(agents);
    this.#toolSets.addAll(toolSets);
    durations.forEach((state, at) => this.#durations[at]?.addState(state));
    sums.forEach((state, at) => this.#sums[at]?.addState(state));
    this.#requests += requests;
    this.#failed += failed;
  }

  get failed(): number {
    return this.#failed;
  }

  /** Share of end-to-end time inside components; null without requests. */
  get explained(): number | null {
    return this.#total.ms > 0 ? this.#explained.ms / this.#total.ms : null;
  }

  /** @param nameOf the name of a tool in the table */
  result(
    nameOf: (tool: string) => string,
  ): Pick<Measurement, 'agent' | 'requests' | 'endToEnd' | 'toolSets'> {
    const [agent] = this.#agents.list();
    return {
      agent: agent === undefined ? null : safeName(agent[0], 'agent'),
      requests: this.#requests,
      endToEnd: {
        latency: this.#latency.result(),
        ttft: this.#ttft.result(),
        progress: this.#progress.result(),
        orchestration: this.#orchestration.result(),
      },
      toolSets: this.#toolSetsAs(nameOf),
    };
  }

  /** Of a request that did not fail. */
  addOrchestration(ms: number): void {
    this.#orchestration.add(ms);
    this.#ownTime.add(ms);
  }

  /** Share of the time of successful requests that lies in no component; null without any. */
  get orchestration(): number | null {
    return this.#succeeded.ms > 0 ? this.#ownTime.ms / this.#succeeded.ms : null;
  }

  #addEndToEnd({ latencyMs, ttftMs, progressMs }: RequestView): void {
    this.#latency.add(latencyMs);
    this.#succeeded.add(latencyMs);
    if (progressMs !== null && progressMs <= latencyMs) this.#progress.add(progressMs);
    if (ttftMs !== null && ttftMs <= latencyMs) this.#ttft.add(ttftMs);
  }

  #toolSetsAs(nameOf: (tool: string) => string): Measurement['toolSets'] {
    return this.#toolSets
      .list()
      .map(([set, requests]) => ({ tools: split(set).map(nameOf).sort(), requests }));
  }
}

/** No component name holds a space. */
const SEPARATOR = ' ';

function toolsOf(runs: readonly Occurrence[]): string {
  const used = new Set<string>();
  for (const { kind, component } of runs) if (kind === 'tool') used.add(component);
  return [...used].sort().join(SEPARATOR);
}

function split(set: string): string[] {
  return set === '' ? [] : set.split(SEPARATOR);
}
