import { isMap, isScalar, type Document, type YAMLMap } from 'yaml';
import { histogramMean, mergeHistograms } from '../latency/histogram.ts';
import type { CountDistribution, LogHistogram } from '../latency/latencyInput.ts';
import { wholeShares } from './wholeShares.ts';
import { shareToYaml } from '../units/share.ts';
import {
  durationDocument,
  latencyDocument,
  microseconds,
  type LatencyDocument,
} from './latencyDocument.ts';
import { mergedRequests, mergedShares } from './mergeCounts.ts';
import { mergedBilled, mergedTokens, mergedTokenSums } from './mergeTokens.ts';
import { measuredNode } from './tableFromMeasurement.ts';
import type { Latency } from '../table/latencySchema.ts';
import {
  tableSchema,
  type Component,
  type Table,
  type TableDocument,
  type Variant,
} from '../table/schema.ts';

/**
 * Adds a new measurement to an existing table, in place: histograms add, shares and means are weighed
 * by how much was measured. Hand-written keys (buys, accuracy, cost, evals, …) and comments stay; a
 * latency that was only stated gives way to the measured one.
 *
 * @param existing a document that the table schema accepts
 */
export function mergeMeasured(existing: Document, measurement: TableDocument): void {
  const old = tableSchema.parse(existing.toJS());
  const fresh = tableSchema.parse(measurement);
  const weights = { old: old.measured?.traces ?? 0, fresh: fresh.measured?.traces ?? 0 };
  const root = new Editor(existing, []);
  root.set('measured', mergedSpan(old.measured, fresh.measured));
  mergeTimes(root.below('end_to_end'), old.end_to_end, fresh.end_to_end);
  mergeProgress(root.below('end_to_end'), old.end_to_end, fresh.end_to_end);
  const requests = mergedRequests(old, fresh);
  root.set('tool_sets', requests?.tool_sets ?? mergedToolSets(old, fresh, weights));
  root.replace('counted', requests?.counted);
  for (const name of new Set([...Object.keys(old.components), ...Object.keys(fresh.components)])) {
    mergeComponent(root.below('components', name), old.components[name], fresh.components[name], {
      ...weights,
      requests: requests?.requests ?? null,
    });
  }
}

function mergeProgress(editor: Editor, old: Table['end_to_end'], fresh: Table['end_to_end']): void {
  editor.set('progress', mergedLatency(old?.progress, fresh?.progress));
  editor.set('orchestration', mergedLatency(old?.orchestration, fresh?.orchestration));
}

interface Weights {
  readonly old: number;
  readonly fresh: number;
}

interface ComponentWeights extends Weights {
  /** Of both tables together; null when one of them does not count. */
  readonly requests: number | null;
}

/** Sets keys below one path of a document, leaving comments where they are. */
class Editor {
  readonly #document: Document;
  readonly #path: readonly string[];

  constructor(document: Document, path: readonly string[]) {
    this.#document = document;
    this.#path = path;
  }

  below(...keys: readonly string[]): Editor {
    return new Editor(this.#document, [...this.#path, ...keys]);
  }

  /** Undefined means that there is nothing new to say: what is there stays. */
  set(key: string, value: unknown): void {
    if (value === undefined) return;
    const path = [...this.#path, key];
    const before: unknown = this.#document.getIn(path, true);
    if (isScalar(before) && typeof value !== 'object') before.value = value;
    else this.#replace(path, key, value, before);
  }

  /** Undefined means that this is not known any more. */
  replace(key: string, value: unknown): void {
    const path = [...this.#path, key];
    if (value !== undefined) this.set(key, value);
    else if (this.#document.hasIn(path)) this.#document.deleteIn(path);
  }

  #replace(path: readonly string[], key: string, value: unknown, before: unknown): void {
    const node = measuredNode(this.#document, value, key);
    if (isScalar(before) || isMap(before)) {
      node.comment = before.comment ?? null;
      node.commentBefore = before.commentBefore ?? null;
    }
    this.#ensureMap(path.slice(0, -1));
    this.#document.setIn(path, node);
  }

  /** A new component starts in block style, also inside a table written on few lines. */
  #ensureMap(path: readonly string[]): void {
    if (path.length === 0 || isMap(this.#document.getIn(path, true))) return;
    this.#ensureMap(path.slice(0, -1));
    this.#document.setIn(path, this.#document.createNode({}) as YAMLMap);
  }
}

function mergedSpan(old: Table['measured'], fresh: Table['measured']): Table['measured'] {
  if (old === undefined || fresh === undefined) return fresh;
  return {
    from: old.from < fresh.from ? old.from : fresh.from,
    to: old.to > fresh.to ? old.to : fresh.to,
    traces: old.traces + fresh.traces,
    spans: old.spans + fresh.spans,
    ...mergedSampling(old, fresh),
  };
}

type Measured = NonNullable<Table['measured']>;

/** One in how many of all traces together was read whole. */
function mergedSampling(old: Measured, fresh: Measured): Pick<Measured, 'one_in'> {
  if (old.one_in === undefined && fresh.one_in === undefined) return {};
  const all = old.traces * (old.one_in ?? 1) + fresh.traces * (fresh.one_in ?? 1);
  return { one_in: Math.max(1, Math.round(all / (old.traces + fresh.traces || 1))) };
}

function mergedToolSets(old: Table, fresh: Table, weights: Weights): TableDocument['tool_sets'] {
  if (fresh.tool_sets === undefined && old.tool_sets === undefined) return undefined;
  const counts = new Map<string, { tools: string[]; count: number }>();
  addToolSets(counts, fresh, weights.fresh);
  // Tools, but no word on which requests use them: there is nothing to weigh.
  if (old.tool_sets !== undefined || !hasTools(old)) addToolSets(counts, old, weights.old);
  const sets = [...counts.values()]
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const shares = wholeShares(sets.map(({ count }) => count));
  return sets.flatMap(({ tools }, index) =>
    (shares[index] ?? 0) > 0 ? [[shareToYaml(shares[index] ?? 0), tools]] : [],
  );
}

function addToolSets(
  counts: Map<string, { tools: string[]; count: number }>,
  table: Table,
  weight: number,
): void {
  for (const [share, names] of table.tool_sets ?? [[1, []]]) {
    const tools = [...names].sort();
    const known = counts.get(tools.join(' '));
    counts.set(tools.join(' '), { tools, count: (known?.count ?? 0) + share * weight });
  }
}

function hasTools({ components }: Table): boolean {
  return Object.values(components).some(({ kind }) => kind === 'tool');
}

function mergeComponent(
  editor: Editor,
  old: Component | undefined,
  fresh: Component | undefined,
  weights: ComponentWeights,
): void {
  if (fresh === undefined && (old === undefined || !isMeasured(old))) return;
  if (old === undefined) editor.set('kind', fresh?.kind);
  mergeShares(editor, old, fresh, weights);
  if (fresh === undefined) return;
  mergePath(editor, old, fresh);
  mergeRuns(editor, old, fresh);
  for (const [name, variant] of Object.entries(fresh.variants ?? {})) {
    mergeRuns(editor.below('variants', name), old?.variants?.[name], variant);
  }
}

function mergeShares(
  editor: Editor,
  old: Component | undefined,
  fresh: Component | undefined,
  weights: ComponentWeights,
): void {
  const exact = weights.requests === null ? null : mergedShares(old, fresh, weights.requests);
  editor.replace('counted', exact?.counted);
  editor.set('used_by', exact === null ? mergedUse(old, fresh, weights) : exact.used_by);
  editor.set('calls', exact === null ? mergedCalls(old, fresh, weights) : exact.calls);
  if (fresh === undefined) return;
  editor.set('errors', exact === null ? mergedErrors(old, fresh, weights) : exact.errors);
  editor.set('retries', exact?.retries);
}

function mergePath(editor: Editor, old: Component | undefined, fresh: Component): void {
  editor.set('on_path', mergedLatency(old?.on_path, fresh.on_path));
  editor.set('slack', mergedSlack(old, fresh));
  editor.set('cache_gap', mergedLatency(old?.cache_gap, fresh.cache_gap));
}

/** A mean per request on whose path the component is. */
function mergedSlack(old: Component | undefined, fresh: Component): string | undefined {
  if (fresh.slack === undefined) return undefined;
  const weights = { old: old?.on_path?.n ?? 0, fresh: fresh.on_path?.n ?? 0 };
  const sum = (old?.slack ?? 0) * weights.old + fresh.slack * weights.fresh;
  return durationDocument(microseconds(sum / (weights.old + weights.fresh || 1)));
}

function mergeRuns(editor: Editor, old: Variant | undefined, fresh: Variant): void {
  if (old?.model === undefined) editor.set('model', fresh.model);
  if (old?.effort === undefined) editor.set('effort', fresh.effort);
  const sums = mergedTokenSums(old, fresh);
  editor.set('tokens', mergedTokens(old, fresh, sums));
  editor.replace('token_sums', sums ?? undefined);
  editor.set('billed', mergedBilled(old?.billed, fresh.billed));
  mergeTimes(editor, old, fresh);
}

type Times = Pick<Variant, 'latency' | 'ttft'>;

function mergeTimes(editor: Editor, old: Times | undefined, fresh: Times | undefined): void {
  editor.set('latency', mergedLatency(old?.latency, fresh?.latency));
  editor.set('ttft', mergedLatency(old?.ttft, fresh?.ttft));
}

function mergedLatency(
  old: Latency | undefined,
  fresh: Latency | undefined,
): LatencyDocument | undefined {
  if (fresh === undefined) return undefined;
  const added = histogramOf(fresh);
  if (added === null) return undefined;
  const known = old === undefined ? null : histogramOf(old);
  if (old === undefined || known === null)
    return latencyDocument({
      n: fresh.n ?? 0,
      mean: meanOf(fresh, added),
      max: fresh.max ?? 0,
      histogram: added,
    });
  const n = (old.n ?? 0) + (fresh.n ?? 0);
  const mean = (meanOf(old, known) * (old.n ?? 0) + meanOf(fresh, added) * (fresh.n ?? 0)) / n;
  return latencyDocument({
    n,
    mean,
    max: Math.max(old.max ?? 0, fresh.max ?? 0),
    histogram: mergeHistograms(known, added),
  });
}

function histogramOf({ input }: Latency): LogHistogram | null {
  return input.kind === 'histogram' ? input.histogram : null;
}

function meanOf({ mean }: Latency, histogram: LogHistogram): number {
  return mean ?? histogramMean(histogram);
}

/** Share of requests: a component that a measurement never saw was used by none of its requests. */
function mergedUse(
  old: Component | undefined,
  fresh: Component | undefined,
  weights: Weights,
): string | undefined {
  const share =
    (useOf(old) * weights.old + useOf(fresh) * weights.fresh) / (weights.old + weights.fresh);
  const isNews = share < 1 || old?.used_by !== undefined;
  return isNews && Number.isFinite(share) ? shareToYaml(Number(share.toPrecision(3))) : undefined;
}

function useOf(component: Component | undefined): number {
  return component === undefined ? 0 : (component.used_by ?? 1);
}

const ONCE: CountDistribution = [{ count: 1, share: 1 }];

function mergedCalls(
  old: Component | undefined,
  fresh: Component | undefined,
  weights: Weights,
): Record<string, string> | undefined {
  if (fresh === undefined || (old?.calls === undefined && fresh.calls === undefined))
    return undefined;
  const counts = new Map<number, number>();
  const add = (component: Component | undefined, weight: number): void => {
    for (const { count, share } of component?.calls ?? ONCE) {
      counts.set(count, (counts.get(count) ?? 0) + share * useOf(component) * weight);
    }
  };
  add(old, weights.old);
  add(fresh, weights.fresh);
  const sorted = [...counts].filter(([, weight]) => weight > 0).sort(([a], [b]) => a - b);
  const shares = wholeShares(sorted.map(([, weight]) => weight));
  return Object.fromEntries(
    sorted.map(([count], index) => [count, shareToYaml(shares[index] ?? 0)]),
  );
}

function mergedErrors(
  old: Component | undefined,
  fresh: Component,
  weights: Weights,
): string | undefined {
  const runs = { old: runsOf(old, weights.old), fresh: runsOf(fresh, weights.fresh) };
  const failed = (old?.errors ?? 0) * runs.old + (fresh.errors ?? 0) * runs.fresh;
  if (failed === 0 && old?.errors === undefined) return undefined;
  return runs.old + runs.fresh === 0
    ? undefined
    : shareToYaml(Number((failed / (runs.old + runs.fresh)).toPrecision(3)));
}

/** Failed runs included, unlike the n of the latencies. */
function runsOf(component: Component | undefined, requests: number): number {
  const calls = (component?.calls ?? ONCE).reduce(
    (mean, { count, share }) => mean + count * share,
    0,
  );
  return requests * useOf(component) * calls;
}

function isMeasured(component: Component): boolean {
  return [component, ...Object.values(component.variants ?? {})].some(
    ({ latency }) => latency !== undefined && histogramOf(latency) !== null,
  );
}
