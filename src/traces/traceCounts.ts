import type { Counter } from './counter.ts';
import type { Source } from './span.ts';
import type { TraceFacts } from './traceFacts.ts';

/** Traces count that begin at `from` or later, and before `to`; ms since 1970. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Counts on their way to another thread. */
export interface TraceCountsState {
  readonly traces: Readonly<Record<TraceKind, number>>;
  readonly spans: Readonly<Record<SpanKind, number>>;
  readonly measured: Measured;
}

type TraceKind = 'total' | 'outside' | 'withoutAgent' | 'rootless' | 'multiRoot' | 'gateway';

type SpanKind = 'counted' | 'duplicate' | 'orphan';

/** What is known of the traces that are measured. */
interface Measured {
  traces: number;
  spans: number;
  ttftNotCredible: number;
  /** First start and last end, in ms since 1970. */
  from: number;
  to: number;
}

/** Traces and spans under count, by what becomes of them. */
export class TraceCounts {
  readonly traces = {
    total: 0,
    outside: 0,
    withoutAgent: 0,
    rootless: 0,
    multiRoot: 0,
    gateway: 0,
  };
  readonly spans = { counted: 0, duplicate: 0, orphan: 0 };
  readonly measured: Measured = {
    traces: 0,
    spans: 0,
    ttftNotCredible: 0,
    from: Infinity,
    to: -Infinity,
  };
  readonly #period: Period;

  constructor(period: Period) {
    this.#period = period;
  }

  add({ counted, isGateway }: TraceFacts, duplicates: number, orphans: number): void {
    this.traces.total += 1;
    this.spans.duplicate += duplicates;
    this.spans.counted += counted;
    if (isGateway) this.traces.gateway += 1;
    else this.spans.orphan += orphans;
  }

  /** A trace that begins outside of the period, and is looked at elsewhere. */
  addOutside(): void {
    this.traces.total += 1;
    this.traces.outside += 1;
  }

  /** Whether the trace is of interest; counted if it is not. */
  isMeasurable({ from, isPlain }: TraceFacts): boolean {
    const isOutside = from < this.#period.from || from >= this.#period.to;
    if (isOutside) this.traces.outside += 1;
    else if (isPlain) this.traces.withoutAgent += 1;
    return !isOutside && !isPlain;
  }

  addMeasured(facts: TraceFacts, sources: Counter<Source>): void {
    const { measured } = this;
    measured.traces += 1;
    measured.spans += facts.counted;
    measured.ttftNotCredible += facts.ttftNotCredible;
    if (facts.from < measured.from) measured.from = facts.from;
    if (facts.to > measured.to) measured.to = facts.to;
    for (const { source, spans } of facts.sources) sources.add(source, spans);
  }

  state(): TraceCountsState {
    return { traces: this.traces, spans: this.spans, measured: this.measured };
  }

  addState({ traces, spans, measured: { from, to, ...counts } }: TraceCountsState): void {
    addCounts(this.traces, traces);
    addCounts(this.spans, spans);
    addCounts<keyof typeof counts>(this.measured, counts);
    this.measured.from = Math.min(this.measured.from, from);
    this.measured.to = Math.max(this.measured.to, to);
  }

  /** Days in UTC, as `2026-07-01`; null without traces. */
  get days(): { readonly from: string | null; readonly to: string | null } {
    const { traces, from, to } = this.measured;
    return traces > 0 ? { from: utcDay(from), to: utcDay(to) } : { from: null, to: null };
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
