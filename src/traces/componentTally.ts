import { histogramQuantile } from '../latency/histogram.ts';
import { BinCounts } from './binCounts.ts';
import { ComponentVariants, type KeyedVariantState } from './componentVariants.ts';
import { Counter } from './counter.ts';
import type { LogHistogram } from '../latency/latencyInput.ts';
import { DurationTally, type DurationState } from './durationTally.ts';
import { ExactSum, type ExactSumState } from './exactSum.ts';
import type { ComponentKind } from './kinds/spanKind.ts';
import type { MeasuredComponent } from './measurement.ts';
import type { Occurrence } from './occurrence.ts';

/** A component's runs on their way to another thread. */
export interface ComponentState {
  readonly name: string;
  readonly kind: ComponentKind;
  readonly variants: readonly KeyedVariantState[];
  readonly calls: readonly (readonly [calls: number, requests: number])[];
  readonly firstUse: LogHistogram;
  readonly onPath: DurationState;
  readonly slack: ExactSumState;
  readonly gaps: DurationState;
  readonly beside: readonly (readonly [component: string, count: number])[];
  readonly redone: readonly (readonly [component: string, count: number])[];
  readonly runs: number;
  readonly failed: number;
  readonly retries: number;
}

/** Runs of one component under count. */
export class ComponentTally {
  readonly name: string;
  readonly kind: ComponentKind;
  readonly #variants: ComponentVariants;
  readonly #calls = new Map<number, number>();
  readonly #firstUse = new BinCounts();
  readonly #onPath = new DurationTally();
  readonly #slack = new ExactSum();
  readonly #gaps = new DurationTally();
  readonly #beside = new Counter<string>();
  readonly #redone = new Counter<string>();
  /** Of the request under way. */
  #request: { onPathMs: number; slackMs: number; beside: string | null } | null = null;
  readonly #uses = { calls: 0, firstMs: 0, lastEndMs: 0 };
  #runs = 0;
  #failed = 0;
  #retries = 0;

  constructor(name: string, kind: ComponentKind) {
    this.name = name;
    this.kind = kind;
    this.#variants = new ComponentVariants(kind);
  }

  addRun(run: Occurrence): void {
    this.#runs += 1;
    if (run.failed) this.#failed += 1;
    else this.#variants.addRun(run);
  }

  /** An attempt that failed and was made again. */
  addRetry(): void {
    this.#retries += 1;
  }

  /**
   * Part of the path of one request.
   * @returns whether it is the first part of that request
   */
  collectPath(onPathMs: number, slackMs: number): boolean {
    const isFirst = this.#request === null;
    this.#request ??= { onPathMs: 0, slackMs: 0, beside: null };
    this.#request.onPathMs += onPathMs;
    this.#request.slackMs += slackMs;
    return isFirst;
  }

  /** In the request whose path is being collected it ran beside this component and ended first. */
  collectBeside(component: string | null): void {
    if (this.#request !== null && component !== null) this.#request.beside = component;
  }

  /** The path of one request that did not fail is complete. */
  addPath(): void {
    if (this.#request === null) return;
    this.#onPath.add(this.#request.onPathMs);
    this.#slack.add(this.#request.slackMs);
    if (this.#request.beside !== null) this.#beside.add(this.#request.beside);
    this.#request = null;
  }

  /** The component ran again after a verdict of this one. */
  addRedo(component: string): void {
    this.#redone.add(component);
  }

  /**
   * One of the calls of one request, in the order of the runs.
   * @returns whether it is the first one
   */
  collectCall({ startMs, endMs, chats }: Occurrence): boolean {
    const uses = this.#uses;
    uses.calls += 1;
    if (uses.calls === 1) {
      uses.firstMs = startMs;
      uses.lastEndMs = endMs;
      return true;
    }
    uses.firstMs = Math.min(uses.firstMs, startMs);
    // From the end of one model call to the start of the next one a prompt cache waits.
    if (chats.length > 0 && startMs >= uses.lastEndMs) this.#gaps.add(startMs - uses.lastEndMs);
    uses.lastEndMs = Math.max(uses.lastEndMs, endMs);
    return false;
  }

  /** The calls of a request that began at this time, in ms since 1970, are complete. */
  addCalls(startMs: number): void {
    const { calls, firstMs } = this.#uses;
    this.#calls.set(calls, (this.#calls.get(calls) ?? 0) + 1);
    this.#firstUse.add(Math.max(0, firstMs - startMs));
    this.#uses.calls = 0;
  }

  state(): ComponentState {
    return {
      name: this.name,
      kind: this.kind,
      variants: this.#variants.state(),
      calls: [...this.#calls],
      firstUse: this.#firstUse.histogram,
      onPath: this.#onPath.state(),
      slack: this.#slack.state(),
      gaps: this.#gaps.state(),
      beside: this.#beside.list(),
      redone: this.#redone.list(),
      runs: this.#runs,
      failed: this.#failed,
      retries: this.#retries,
    };
  }

  addState(state: ComponentState): void {
    this.#variants.addState(state.variants);
    for (const [calls, requests] of state.calls)
      this.#calls.set(calls, (this.#calls.get(calls) ?? 0) + requests);
    this.#firstUse.addAll(state.firstUse);
    this.#onPath.addState(state.onPath);
    this.#slack.addState(state.slack);
    this.#gaps.addState(state.gaps);
    this.#beside.addAll(state.beside);
    this.#redone.addAll(state.redone);
    this.#runs += state.runs;
    this.#failed += state.failed;
    this.#retries += state.retries;
  }

  /** Median time from the start of a request to the first use, in ms; infinite where none uses it. */
  get firstUseMs(): number {
    return this.#calls.size === 0 ? Infinity : histogramQuantile(this.#firstUse.histogram, 0.5);
  }

  /** @param name differs from the tally's own where two kinds share one */
  result(name: string): MeasuredComponent {
    const calls = [...this.#calls]
      .map(([count, requests]) => ({ count, requests }))
      .sort((a, b) => a.count - b.count);
    return {
      name,
      kind: this.kind,
      requests: calls.reduce((sum, { requests }) => sum + requests, 0),
      calls,
      failed: this.#failed,
      runs: this.#runs,
      retries: this.#retries,
      onPath: this.#onPath.result(),
      slackMs: this.#slack.ms,
      beside: this.#beside.list().map(([component, count]) => ({ component, count })),
      redone: this.#redone.list().map(([component, count]) => ({ component, count })),
      gaps: this.#gaps.result(),
      variants: this.#variants.result(),
    };
  }
}
