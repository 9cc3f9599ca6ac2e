import { classify, isForeign } from './classify.ts';
import type { Collected } from './collectSpans.ts';
import { ComponentTallies } from './componentTallies.ts';
import { Counter } from './counter.ts';
import type { Coverage, Measurement } from './measurement.ts';
import { ModelCallTally } from './modelCallTally.ts';
import type { Occurrence } from './occurrence.ts';
import { occurrencesOf } from './occurrencesOf.ts';
import { RequestTally } from './requestTally.ts';
import { requestView } from './requestView.ts';
import type { ForeignSource, Span } from './span.ts';
import { traceTree, type TraceTree } from './traceTree.ts';

export interface AggregateOptions {
  /** Sees every component run, for comparing single durations with other logs. */
  readonly onOccurrence?: (run: Occurrence, trace: readonly Span[]) => void;
}

/** Component runs, call counts and whole requests from complete traces. */
export function aggregate(
  collected: Collected,
  { onOccurrence }: AggregateOptions = {},
): Measurement {
  const aggregator = new Aggregator();
  for (const spans of collected.traces) {
    for (const run of aggregator.addTrace(spans)) onOccurrence?.(run, spans);
  }
  return aggregator.result(collected);
}

class Aggregator {
  readonly #components = new ComponentTallies();
  readonly #requests = new RequestTally();
  readonly #calls = new ModelCallTally();
  readonly #foreign = new Counter<ForeignSource>();
  readonly #traces = { notUnderstood: 0, withoutAgent: 0, rootless: 0, multiRoot: 0 };
  readonly #seen = {
    traces: 0,
    spans: 0,
    orphans: 0,
    ttftNotCredible: 0,
    from: Infinity,
    to: -Infinity,
  };

  addTrace(spans: readonly Span[]): Occurrence[] {
    const tree = traceTree(spans);
    this.#seen.orphans += tree.orphans;
    if (!this.#isMeasurable(spans)) return [];
    this.#see(spans);
    const runs = tree.tops.flatMap((top) => occurrencesOf(top));
    for (const run of runs) {
      this.#components.addRun(run);
      this.#calls.addRun(run);
    }
    this.#addRequest(tree, runs);
    return runs;
  }

  result(collected: Collected): Measurement {
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

  /** A trace with spans of an unread source would give wrong call counts: all of it is set aside. */
  #isMeasurable(spans: readonly Span[]): boolean {
    const foreign = spans.map(({ source }) => source).filter(isForeign);
    for (const source of foreign) this.#foreign.add(source);
    if (foreign.length > 0) this.#traces.notUnderstood += 1;
    else if (spans.every(({ source }) => source === 'plain')) this.#traces.withoutAgent += 1;
    else return true;
    return false;
  }

  #see(spans: readonly Span[]): void {
    this.#seen.traces += 1;
    this.#seen.spans += spans.length;
    for (const span of spans) {
      this.#seen.from = Math.min(this.#seen.from, span.startMs);
      this.#seen.to = Math.max(this.#seen.to, span.startMs + span.durationMs);
      if (span.ttftRejected && classify(span) === 'llm') this.#seen.ttftNotCredible += 1;
    }
  }

  #addRequest({ roots }: TraceTree, runs: readonly Occurrence[]): void {
    const [root] = roots;
    if (root === undefined) this.#traces.rootless += 1;
    else if (roots.length > 1) this.#traces.multiRoot += 1;
    else {
      const request = requestView(root, runs);
      this.#requests.add(root, request, runs);
      this.#components.addRequest(request.startMs, runs);
    }
  }

  #coverage(
    { files, lines, spans, traces }: Collected,
    neverSucceeded: readonly string[],
  ): Coverage {
    const notUnderstood = this.#foreign.list().map(([source, count]) => ({ source, spans: count }));
    return {
      files,
      lines,
      spans: { ...spans, orphan: this.#seen.orphans, notUnderstood },
      traces: { total: traces.length, ...this.#traces, failed: this.#requests.failed },
      ...this.#calls.result(),
      ttftNotCredible: this.#seen.ttftNotCredible,
      neverSucceeded,
      explained: this.#requests.explained,
    };
  }
}

function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
