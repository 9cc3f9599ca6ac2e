import type { Document } from 'yaml';
import { durationDocument, microseconds } from './latencyDocument.ts';
import { mergedRequests, mergedShares } from './mergeCounts.ts';
import { histogramOf, mergedLatency } from './mergedLatency.ts';
import { mergedToolSets } from './mergedToolSets.ts';
import { mergedCalls, mergedErrors, mergedUse, type Weights } from './mergedUse.ts';
import { mergedBilled, mergedTokens, mergedTokenSums } from './mergeTokens.ts';
import { TableEditor } from './tableEditor.ts';
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
  const root = new TableEditor(existing, []);
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

function mergeProgress(
  editor: TableEditor,
  old: Table['end_to_end'],
  fresh: Table['end_to_end'],
): void {
  editor.set('progress', mergedLatency(old?.progress, fresh?.progress));
  editor.set('orchestration', mergedLatency(old?.orchestration, fresh?.orchestration));
}

interface ComponentWeights extends Weights {
  /** Of both tables together; null when one of them does not count. */
  readonly requests: number | null;
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

function mergeComponent(
  editor: TableEditor,
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
  editor: TableEditor,
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

function mergePath(editor: TableEditor, old: Component | undefined, fresh: Component): void {
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

function mergeRuns(editor: TableEditor, old: Variant | undefined, fresh: Variant): void {
  if (old?.model === undefined) editor.set('model', fresh.model);
  if (old?.effort === undefined) editor.set('effort', fresh.effort);
  const sums = mergedTokenSums(old, fresh);
  editor.set('tokens', mergedTokens(old, fresh, sums));
  editor.replace('token_sums', sums ?? undefined);
  editor.set('billed', mergedBilled(old?.billed, fresh.billed));
  mergeTimes(editor, old, fresh);
}

type Times = Pick<Variant, 'latency' | 'ttft'>;

function mergeTimes(editor: TableEditor, old: Times | undefined, fresh: Times | undefined): void {
  editor.set('latency', mergedLatency(old?.latency, fresh?.latency));
  editor.set('ttft', mergedLatency(old?.ttft, fresh?.ttft));
}

function isMeasured(component: Component): boolean {
  return [component, ...Object.values(component.variants ?? {})].some(
    ({ latency }) => latency !== undefined && histogramOf(latency) !== null,
  );
}
