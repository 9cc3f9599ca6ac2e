import {
  addDuration,
  addHistogram,
  emptyHistogram,
  histogramQuantile,
} from '../latency/histogram.ts';
import { Counter } from './counter.ts';
import type { LogHistogram } from '../latency/latencyInput.ts';
import { DurationTally, type DurationState } from './durationTally.ts';
import { ExactSum, type ExactSumState } from './exactSum.ts';
import type { ComponentKind } from './kinds/spanKind.ts';
import type { MeasuredComponent, MeasuredVariant } from './measurement.ts';
import type { Occurrence } from './occurrence.ts';
import { variantName } from './variantName.ts';
import { VariantTally, type VariantIdentity, type VariantState } from './variantTally.ts';

/** A tool or retrieval may contain a model call, but is not chosen by its model. */
const WITHOUT_VARIANTS: ReadonlySet<ComponentKind> = new Set<ComponentKind>([
  'tool',
  'retrieval',
  'memory',
  'other',
]);

interface Variant {
  readonly tally: VariantTally;
  identity: VariantIdentity;
}

/** A component's runs on their way to another thread. */
export interface ComponentState {
  readonly name: string;
  readonly kind: ComponentKind;
  readonly variants: readonly {
    readonly key: string;
    readonly identity: VariantIdentity;
    readonly state: VariantState;
  }[];
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
  readonly #variants = new Map<string, Variant>();
  /** The same variants, by the model and effort that runs state. */
  readonly #stated = new Map<string | null, Map<string | null, Variant>>();
  readonly #calls = new Map<number, number>();
  readonly #firstUse = emptyHistogram();
  readonly #onPath = new DurationTally();
  readonly #slack = new ExactSum();
  readonly #gaps = new DurationTally();
  readonly #beside = new Counter<string>();
  readonly #redone = new Counter<string>();
  /** Of the request under way. */
  #request: { onPathMs: number; slackMs: number; beside: string | null } | null = null;
  #runs = 0;
  #failed = 0;
  #retries = 0;

  constructor(name: string, kind: ComponentKind) {
    this.name = name;
    this.kind = kind;
  }

  addRun(run: Occurrence): void {
    this.#runs += 1;
    if (run.failed) this.#failed += 1;
    else this.#variantOf(run).add(run);
  }

  /** An attempt that failed and was made again. */
  addRetry(): void {
    this.#retries += 1;
  }

  /** From the end of one call to the start of the next one in the same request. */
  addGap(ms: number): void {
    this.#gaps.add(ms);
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
   * @param calls how often one request used it, at least once
   * @param offsetMs from the start of the request to the first use
   */
  addRequest(calls: number, offsetMs: number): void {
    this.#calls.set(calls, (this.#calls.get(calls) ?? 0) + 1);
    addDuration(this.#firstUse, Math.max(0, offsetMs));
  }

  state(): ComponentState {
    return {
      name: this.name,
      kind: this.kind,
      variants: [...this.#variants].map(([key, { tally, identity }]) => ({
        key,
        identity,
        state: tally.state(),
      })),
      calls: [...this.#calls],
      firstUse: this.#firstUse,
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
    for (const { key, identity, state: runs } of state.variants)
      this.#variantNamed(key, identity).tally.addState(runs);
    for (const [calls, requests] of state.calls)
      this.#calls.set(calls, (this.#calls.get(calls) ?? 0) + requests);
    addHistogram(this.#firstUse, state.firstUse);
    this.#onPath.addState(state.onPath);
    this.#slack.addState(state.slack);
    this.#gaps.addState(state.gaps);
    this.#beside.addAll(state.beside);
    this.#redone.addAll(state.redone);
    this.#runs += state.runs;
    this.#failed += state.failed;
    this.#retries += state.retries;
  }

  /** By the median time of first use in a request; what no request uses comes last. */
  compareFirstUse(other: ComponentTally): number {
    const [mine, others] = [this.#firstUseMs(), other.#firstUseMs()];
    return mine === others ? 0 : mine - others;
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
      variants: this.#measuredVariants(),
    };
  }

  #firstUseMs(): number {
    return this.#calls.size === 0 ? Infinity : histogramQuantile(this.#firstUse, 0.5);
  }

  #variantOf({ model, effort }: Occurrence): VariantTally {
    const known = this.#stated.get(model)?.get(effort);
    if (known !== undefined) return known.tally;
    const variant = this.#variantNamed(this.#variantKey(model, effort), { model, effort });
    const efforts = this.#stated.get(model) ?? new Map<string | null, Variant>();
    this.#stated.set(model, efforts.set(effort, variant));
    return variant.tally;
  }

  #variantNamed(key: string, identity: VariantIdentity): Variant {
    const known = this.#variants.get(key);
    if (known === undefined) {
      const variant = { tally: new VariantTally(), identity };
      this.#variants.set(key, variant);
      return variant;
    }
    known.identity = common(known.identity, identity);
    return known;
  }

  #variantKey(model: string | null, effort: string | null): string {
    return model === null || WITHOUT_VARIANTS.has(this.kind) ? '' : variantName(model, effort);
  }

  #measuredVariants(): MeasuredVariant[] {
    const sorted = [...this.#variants].sort(([a], [b]) => (a < b ? -1 : 1));
    const isAlone = sorted.length === 1;
    return sorted.flatMap(([key, { tally, identity }]) => {
      const name = key === '' ? (isAlone ? null : 'unknown-model') : key;
      return tally.result(name, identity) ?? [];
    });
  }
}

/** What two sets of runs agree on; the effort of one model says nothing of another. */
function common(a: VariantIdentity, b: VariantIdentity): VariantIdentity {
  if (a.model !== b.model) return { model: null, effort: null };
  return { model: a.model, effort: a.effort === b.effort ? a.effort : null };
}
