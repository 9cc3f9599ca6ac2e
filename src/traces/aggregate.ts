import type { Collected } from './collectSpans.ts';
import { ComponentTallies } from './componentTallies.ts';
import type { ComponentState } from './componentTally.ts';
import { Counter } from './counter.ts';
import type { Coverage, Measurement } from './measurement.ts';
import { joinedParents } from './joinedParents.ts';
import { ModelCallTally, type ModelCallState } from './modelCallTally.ts';
import type { Occurrence } from './occurrence.ts';
import { occurrencesOf } from './occurrencesOf.ts';
import { RequestPaths } from './requestPaths.ts';
import { retriedRuns } from './retriedRuns.ts';
import { RequestTally, type RequestState } from './requestTally.ts';
import { requestView } from './requestView.ts';
import type { ObservedRequest } from '../trust/observed.ts';
import { heldRequest, named, type HeldRequest } from './observedRequest.ts';
import type { Source, Span, Trace } from './span.ts';
import { traceFacts, type TraceFacts } from './traceFacts.ts';
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
    onRequest === undefined ? null : [],
  );
  for (const trace of collected.traces) {
    const runs = aggregator.addTrace(trace);
    if (onOccurrence !== undefined) for (const run of runs) onOccurrence(run, trace.spans);
  }
  if (onRequest !== undefined) aggregator.requests().forEach(onRequest);
  return aggregator.result(collected);
}

/** Traces count that begin at `from` or later, and before `to`; ms since 1970. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** A trace with what was found in it. */
interface Joined {
  readonly spans: readonly Span[];
  readonly parents: ArrayLike<number>;
  readonly runs: readonly Occurrence[];
  /** Attempts that were made again. */
  readonly retried: ReadonlySet<Occurrence>;
}

interface TraceCounts {
  total: number;
  outside: number;
  withoutAgent: number;
  rootless: number;
  multiRoot: number;
  gateway: number;
}

interface SpanCounts {
  counted: number;
  duplicate: number;
  orphan: number;
}

/** Of the traces that are measured. */
interface Seen {
  traces: number;
  spans: number;
  ttftNotCredible: number;
  from: number;
  to: number;
}

/** What one thread found in its traces, on its way to another. */
export interface AggregatorState {
  readonly components: readonly ComponentState[];
  readonly requests: RequestState;
  readonly calls: ModelCallState;
  readonly sources: readonly (readonly [source: Source, spans: number])[];
  readonly traces: TraceCounts;
  readonly spans: SpanCounts;
  readonly seen: Seen;
  readonly skewed: number;
}

/** Traces under count, one after the other; their order leaves no mark. */
export class Aggregator {
  readonly #period: Period;
  readonly #observed: HeldRequest[] | null;
  readonly #paths = new RequestPaths();
  readonly #components = new ComponentTallies();
  readonly #requests = new RequestTally();
  readonly #calls = new ModelCallTally();
  readonly #sources = new Counter<Source>();
  readonly #traces: TraceCounts = {
    total: 0,
    outside: 0,
    withoutAgent: 0,
    rootless: 0,
    multiRoot: 0,
    gateway: 0,
  };
  readonly #spans: SpanCounts = { counted: 0, duplicate: 0, orphan: 0 };
  readonly #seen: Seen = { traces: 0, spans: 0, ttftNotCredible: 0, from: Infinity, to: -Infinity };

  /** @param observed keeps whole requests; null where nobody asks for them */
  constructor(period: Period, observed: HeldRequest[] | null) {
    this.#period = period;
    this.#observed = observed;
  }

  /** Whole requests under the names that the result has. */
  requests(): ObservedRequest[] {
    return (this.#observed ?? []).map((held) =>
      named(held, (component, kind) => this.#components.nameOf(component, kind)),
    );
  }

  addTrace(trace: Trace): Occurrence[] {
    const facts = traceFacts(trace.spans);
    const parents = joinedParents(trace);
    const tree = traceTree(trace.spans, parents);
    this.#count(trace, tree, facts);
    if (!this.#isMeasurable(facts)) return [];
    this.#see(facts);
    const runs = occurrencesOf(tree.tops);
    const retried = retriedRuns(runs, parents);
    for (const run of runs) {
      if (retried.has(run)) this.#components.addRetry(run);
      else this.#components.addRun(run);
      this.#calls.addRun(run);
    }
    if (!facts.isGateway) this.#addRequest(tree, { spans: trace.spans, parents, runs, retried });
    return runs;
  }

  state(): AggregatorState {
    return {
      components: this.#components.state(),
      requests: this.#requests.state(),
      calls: this.#calls.result(),
      sources: this.#sources.list(),
      traces: this.#traces,
      spans: this.#spans,
      seen: this.#seen,
      skewed: this.#paths.skewed,
    };
  }

  addState(state: AggregatorState): void {
    this.#components.addState(state.components);
    this.#requests.addState(state.requests);
    this.#calls.addState(state.calls);
    this.#sources.addAll(state.sources);
    addCounts(this.#traces, state.traces);
    addCounts(this.#spans, state.spans);
    const { from, to, ...counts } = state.seen;
    addCounts<keyof typeof counts>(this.#seen, counts);
    this.#seen.from = Math.min(this.#seen.from, from);
    this.#seen.to = Math.max(this.#seen.to, to);
    this.#paths.skewed += state.skewed;
  }

  result(collected: Pick<Collected, 'files' | 'lines' | 'spans'>): Measurement {
    const components = this.#components.result();
    const { traces, spans, from, to } = this.#seen;
    return {
      coverage: this.#coverage(
        collected,
        components.filter(({ variants }) => variants.length === 0).map(({ name }) => name),
      ),
      from: traces > 0 ? utcDay(from) : null,
      to: traces > 0 ? utcDay(to) : null,
      traces,
      spans,
      components,
      ...this.#requests.result((tool) => this.#components.nameOf(tool, 'tool')),
    };
  }

  #count({ duplicates }: Trace, { orphans }: TraceTree, { counted, isGateway }: TraceFacts): void {
    this.#traces.total += 1;
    this.#spans.duplicate += duplicates;
    this.#spans.counted += counted;
    if (isGateway) this.#traces.gateway += 1;
    else this.#spans.orphan += orphans;
  }

  #isMeasurable({ from, isPlain }: TraceFacts): boolean {
    const isOutside = from < this.#period.from || from >= this.#period.to;
    if (isOutside) this.#traces.outside += 1;
    else if (isPlain) this.#traces.withoutAgent += 1;
    return !isOutside && !isPlain;
  }

  #see({ counted, from, to, ttftNotCredible, sources }: TraceFacts): void {
    const seen = this.#seen;
    seen.traces += 1;
    seen.spans += counted;
    seen.ttftNotCredible += ttftNotCredible;
    if (from < seen.from) seen.from = from;
    if (to > seen.to) seen.to = to;
    for (const { source, spans } of sources) this.#sources.add(source, spans);
  }

  #addRequest({ roots }: TraceTree, { spans, parents, runs, retried }: Joined): void {
    const [root] = roots;
    if (root === undefined) this.#traces.rootless += 1;
    else if (roots.length > 1) this.#traces.multiRoot += 1;
    else {
      const request = requestView(root, runs);
      const calls = retried.size === 0 ? runs : runs.filter((run) => !retried.has(run));
      this.#requests.add(root, request, runs);
      this.#observed?.push(heldRequest(root, request, calls));
      this.#components.addRequest(request.startMs, calls);
      if (request.failed) return;
      const path = this.#paths.of(spans, parents, root.at, runs);
      this.#components.addPath(runs, path.runs);
      this.#components.addRedos(runs);
      this.#requests.addOrchestration(path.orchestration / 1e6);
    }
  }

  #coverage(
    { files, lines, spans }: Pick<Collected, 'files' | 'lines' | 'spans'>,
    neverSucceeded: readonly string[],
  ): Coverage {
    const sources = this.#sources.list().map(([source, count]) => ({ source, spans: count }));
    return {
      files,
      lines,
      spans: { ...spans, ...this.#spans, sources },
      traces: { ...this.#traces, failed: this.#requests.failed },
      ...this.#calls.result(),
      skewed: this.#paths.skewed,
      ttftNotCredible: this.#seen.ttftNotCredible,
      neverSucceeded,
      explained: this.#requests.explained,
      orchestration: this.#requests.orchestration,
    };
  }
}

function addCounts<Key extends string>(
  counts: { [key in Key]: number },
  added: Readonly<Record<Key, number>>,
): void {
  for (const key of Object.keys(added) as Key[]) counts[key] += added[key];
}

function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
