import type { Collected } from './collectSpans.ts';
import { ComponentTallies } from './componentTallies.ts';
import type { ComponentState } from './componentTally.ts';
import { Counter } from './counter.ts';
import type { Coverage, Measurement, Origin } from './measurement.ts';
import { joinedParents } from './joinedParents.ts';
import { ModelCallTally, type ModelCallState } from './modelCallTally.ts';
import type { Occurrence } from './occurrence.ts';
import { occurrencesOf } from './occurrencesOf.ts';
import { RequestPaths } from './requestPaths.ts';
import { retriedRuns } from './retriedRuns.ts';
import { RequestTally, type RequestState } from './requestTally.ts';
import { addCalls, addPath, addRedos, type TalliedRuns } from './requestInComponents.ts';
import { requestView } from './requestView.ts';
import type { ObservedRequest } from '../trust/observed.ts';
import { heldRequest } from './observedRequest.ts';
import type { Source, Span, Trace } from './span.ts';
import { HeldRequests } from './spill/heldRequests.ts';
import { TraceCounts, type Period, type TraceCountsState } from './traceCounts.ts';
import { traceFacts } from './traceFacts.ts';
import { traceTree, type TraceTree } from './traceTree.ts';

export interface AggregateOptions {
  /** Only traces that begin at this time or later, in ms since 1970. */
  readonly since?: number | null;
  /** Only traces that begin before this time, in ms since 1970. */
  readonly until?: number | null;
  /** Sees every component run, for comparing single durations with other logs. */
  readonly onOccurrence?: (run: Occurrence, trace: readonly Span[]) => void;
  /** Sees every whole request, once all traces are read and components have their names. */
  readonly onRequest?: (request: ObservedRequest) => void;
}

/** Component runs, call counts and whole requests from complete traces. */
export function aggregate(
  collected: Collected,
  { onOccurrence, onRequest, since, until }: AggregateOptions = {},
): Measurement {
  const aggregator = new Aggregator(
    { from: since ?? -Infinity, to: until ?? Infinity },
    onRequest === undefined ? null : new HeldRequests(),
  );
  for (const trace of collected.traces) {
    const runs = aggregator.addTrace(trace);
    if (onOccurrence !== undefined) for (const run of runs) onOccurrence(run, trace.spans);
  }
  if (onRequest !== undefined) for (const each of aggregator.requests()) onRequest(each);
  return aggregator.result(collected);
}

/** What reading came to. */
export interface Read extends Pick<Collected, 'files' | 'lines' | 'spans'> {
  readonly origin?: Origin | null;
}

/** What one thread found in its traces, on its way to another. */
export interface AggregatorState {
  readonly components: readonly ComponentState[];
  readonly requests: RequestState;
  readonly calls: ModelCallState;
  readonly sources: readonly (readonly [source: Source, spans: number])[];
  readonly counts: TraceCountsState;
  readonly skewed: number;
}

/** Traces under count, one after the other; their order leaves no mark. */
export class Aggregator {
  readonly #counts: TraceCounts;
  readonly #observed: HeldRequests | null;
  readonly #paths = new RequestPaths();
  readonly #components = new ComponentTallies();
  readonly #requests = new RequestTally();
  readonly #calls = new ModelCallTally();
  readonly #sources = new Counter<Source>();

  /** @param observed keeps whole requests; null where nobody asks for them */
  constructor(period: Period, observed: HeldRequests | null) {
    this.#counts = new TraceCounts(period);
    this.#observed = observed;
  }

  /** Whole requests under the names that the result has. Can be asked for once, when all traces are added. */
  requests(): Iterable<ObservedRequest> {
    return (
      this.#observed?.named((component, kind) => this.#components.nameOf(component, kind)) ?? []
    );
  }

  /** A trace that begins outside of the period, and is measured elsewhere. */
  addOutside(): void {
    this.#counts.addOutside();
  }

  addTrace(trace: Trace): Occurrence[] {
    const facts = traceFacts(trace.spans);
    const parents = joinedParents(trace);
    const tree = traceTree(trace.spans, parents);
    this.#counts.add(facts, trace.duplicates, tree.orphans);
    if (!this.#counts.isMeasurable(facts)) return [];
    this.#counts.addMeasured(facts, this.#sources);
    const runs = occurrencesOf(tree.tops);
    const found = { runs, tallies: this.#components.of(runs), retried: retriedRuns(runs, parents) };
    this.#addRuns(found);
    if (!facts.isGateway) this.#addRequest(tree, { spans: trace.spans, parents }, found);
    return runs;
  }

  state(): AggregatorState {
    return {
      components: this.#components.state(),
      requests: this.#requests.state(),
      calls: this.#calls.result(),
      sources: this.#sources.list(),
      counts: this.#counts.state(),
      skewed: this.#paths.skewed,
    };
  }

  addState(state: AggregatorState): void {
    this.#components.addState(state.components);
    this.#requests.addState(state.requests);
    this.#calls.addState(state.calls);
    this.#sources.addAll(state.sources);
    this.#counts.addState(state.counts);
    this.#paths.skewed += state.skewed;
  }

  result(collected: Read): Measurement {
    const components = this.#components.result();
    const { traces, spans } = this.#counts.measured;
    return {
      coverage: this.#coverage(
        collected,
        components.filter(({ variants }) => variants.length === 0).map(({ name }) => name),
      ),
      ...this.#counts.days,
      traces,
      spans,
      components,
      ...this.#requests.result((tool) => this.#components.nameOf(tool, 'tool')),
    };
  }

  #addRuns({ runs, tallies, retried }: TalliedRuns): void {
    for (let at = 0; at < runs.length; at += 1) {
      const run = runs[at] as Occurrence;
      if (retried.has(run)) tallies[at]?.addRetry();
      else tallies[at]?.addRun(run);
      this.#calls.addRun(run);
    }
  }

  #addRequest(
    { roots }: TraceTree,
    { spans, parents }: Pick<Trace, 'spans' | 'parents'>,
    found: TalliedRuns,
  ): void {
    const [root] = roots;
    if (root === undefined) this.#counts.traces.rootless += 1;
    else if (roots.length > 1) this.#counts.traces.multiRoot += 1;
    else {
      const { runs, retried } = found;
      const request = requestView(root, runs);
      this.#requests.add(root, request, runs);
      this.#observed?.add(heldRequest(root, request, without(runs, retried)));
      addCalls(found, request.startMs);
      if (request.failed) return;
      const path = this.#paths.of(spans, parents, root.at, runs);
      addPath(found, path.runs);
      addRedos(found);
      this.#requests.addOrchestration(path.orchestration / 1e6);
    }
  }

  #coverage(
    { files, lines, spans, origin = null }: Read,
    neverSucceeded: readonly string[],
  ): Coverage {
    const sources = this.#sources.list().map(([source, count]) => ({ source, spans: count }));
    return {
      origin,
      files,
      lines,
      spans: { ...spans, ...this.#counts.spans, sources },
      traces: { ...this.#counts.traces, failed: this.#requests.failed },
      ...this.#calls.result(),
      skewed: this.#paths.skewed,
      ttftNotCredible: this.#counts.measured.ttftNotCredible,
      neverSucceeded,
      explained: this.#requests.explained,
      orchestration: this.#requests.orchestration,
    };
  }
}

function without(
  runs: readonly Occurrence[],
  retried: ReadonlySet<Occurrence>,
): readonly Occurrence[] {
  return retried.size === 0 ? runs : runs.filter((run) => !retried.has(run));
}
