import { Document, isCollection, isScalar, visit, type Node, type Pair } from 'yaml';
import { plainDecimal } from '../units/plainDecimal.ts';
import {
  durationDocument,
  latencyDocument,
  microseconds,
  type LatencyDocument,
} from './latencyDocument.ts';
import type {
  ComponentCount,
  Durations,
  MeasuredComponent,
  MeasuredVariant,
  Measurement,
  TokenCount,
} from './measurement.ts';
import { callsDocument, shareDocument, toolSetsDocument } from './shareDocuments.ts';
import { tokenMeans } from './tokenMeans.ts';
import type { TableDocument, Variant } from '../table/schema.ts';

type ComponentDocument = TableDocument['components'][string];
type TokenSums = NonNullable<Variant['token_sums']>;

const REFRESH_EVERY = '90d';

/** A conversion table of what was measured, ready to be written (design 3.1). */
export function tableFromMeasurement(
  measurement: Measurement,
  { name }: { readonly name: string },
): TableDocument {
  return {
    version: 1,
    name,
    ...measured(measurement),
    refresh_every: REFRESH_EVERY,
    ...endToEnd(measurement),
    ...toolSets(measurement),
    ...counted(measurement),
    components: Object.fromEntries(
      measurement.components.map((each) => [each.name, component(each, measurement.requests)]),
    ),
  };
}

function measured({
  from,
  to,
  traces,
  spans,
  requests,
  coverage,
}: Measurement): Pick<TableDocument, 'measured'> {
  // Shares refer to requests; traces without one root have times, but no shares.
  return from === null || to === null
    ? {}
    : { measured: { from, to, traces: requests || traces, spans, ...sampling(coverage) } };
}

function sampling({ origin }: Measurement['coverage']): { one_in?: number } {
  const oneIn = origin?.oneIn ?? null;
  return oneIn === null ? {} : { one_in: oneIn };
}

function endToEnd({
  endToEnd: { latency, ttft, progress, orchestration },
}: Measurement): Pick<TableDocument, 'end_to_end'> {
  if (latency === null) return {};
  return {
    end_to_end: {
      ...timesOf(latency, ttft),
      ...(progress === null ? {} : { progress: latencyDocument(progress) }),
      ...(orchestration === null ? {} : { orchestration: latencyDocument(orchestration) }),
    },
  };
}

function toolSets({ toolSets: sets }: Measurement): Pick<TableDocument, 'tool_sets'> {
  const shares = toolSetsDocument(sets);
  return shares === null ? {} : { tool_sets: shares };
}

function counted({ requests, toolSets: sets }: Measurement): Pick<TableDocument, 'counted'> {
  if (requests === 0) return {};
  const rows = sets.map(({ tools, requests: using }): [number, string[]] => [using, [...tools]]);
  return { counted: { requests, ...(rows.length > 0 ? { tool_sets: rows } : {}) } };
}

function component(measuredOne: MeasuredComponent, requests: number): ComponentDocument {
  const { kind, requests: using, failed, runs, retries, variants } = measuredOne;
  const calls = callsDocument(measuredOne.calls);
  const [only] = variants;
  return {
    kind,
    ...(using < requests ? { used_by: shareDocument(using, requests) } : {}),
    ...(calls === null ? {} : { calls }),
    ...(failed > 0 ? { errors: shareDocument(failed, runs) } : {}),
    ...(retries > 0 ? { retries: shareDocument(retries, runs) } : {}),
    ...path(measuredOne),
    ...(only === undefined || only.name === null ? only && variant(only) : named(variants)),
    counted: countsOf(measuredOne),
  };
}

function path({
  onPath,
  slackMs,
  gaps,
}: MeasuredComponent): Pick<ComponentDocument, 'on_path' | 'slack' | 'cache_gap'> {
  return {
    ...(onPath === null
      ? {}
      : {
          on_path: latencyDocument(onPath),
          slack: durationDocument(microseconds(slackMs / onPath.n)),
        }),
    ...(gaps === null ? {} : { cache_gap: latencyDocument(gaps) }),
  };
}

function byComponent(counts: readonly ComponentCount[]): Record<string, number> {
  return Object.fromEntries(counts.map(({ component, count }) => [component, count]));
}

function countsOf(measuredOne: MeasuredComponent): NonNullable<ComponentDocument['counted']> {
  const { requests, runs, failed, retries, calls, beside, redone } = measuredOne;
  return {
    requests,
    runs,
    failed,
    retries,
    calls: Object.fromEntries(calls.map(({ count, requests: using }) => [count, using])),
    ...(beside.length === 0 ? {} : { beside: byComponent(beside) }),
    ...(redone.length === 0 ? {} : { redone: byComponent(redone) }),
  };
}

function named(variants: readonly MeasuredVariant[]): Pick<ComponentDocument, 'variants'> {
  return {
    variants: Object.fromEntries(variants.map((each) => [each.name ?? 'measured', variant(each)])),
  };
}

function variant({
  name,
  model,
  effort,
  latency,
  ttft,
  tokens: counts,
  billed,
}: MeasuredVariant): Omit<ComponentDocument, 'kind'> {
  const sums = tokenSums(counts);
  const tokens = tokenMeans(sums);
  return {
    // On a retrieval, the model of its embedding only serves to price the tokens.
    ...(model === null || (name === null && tokens === null) ? {} : { model }),
    ...(effort === null ? {} : { effort }),
    ...(tokens === null ? {} : { tokens, token_sums: sums }),
    ...(billed === null ? {} : { billed: billedDocument(billed) }),
    ...timesOf(latency, ttft),
  };
}

function tokenSums(counts: MeasuredVariant['tokens']): TokenSums {
  return Object.fromEntries(
    Object.entries(counts).flatMap(([key, count]) =>
      count === null ? [] : [[key, [count.n, count.sum]]],
    ),
  );
}

/** To a billionth of a dollar. */
export function billedDocument({ n, sum }: TokenCount): { n: number; mean: string } {
  return { n, mean: `$${plainDecimal(Math.round((sum / n) * 1e9), -9)}` };
}

function timesOf(
  latency: Durations,
  ttft: Durations | null,
): { latency: LatencyDocument; ttft?: LatencyDocument } {
  return {
    latency: latencyDocument(latency),
    ...(ttft === null ? {} : { ttft: latencyDocument(ttft) }),
  };
}

/** Values that are read as one thing, and therefore written on one line. */
const ON_ONE_LINE: ReadonlySet<string> = new Set([
  'measured',
  'calls',
  'tokens',
  'latency',
  'ttft',
  'progress',
  'orchestration',
  'on_path',
  'cache_gap',
  'counted',
  'token_sums',
  'billed',
]);

/** YAML text of a measured table. */
export function measuredTableYaml(table: TableDocument, comment: string): string {
  const document = new Document();
  document.contents = measuredNode(document, table);
  document.commentBefore = comment;
  return documentText(document);
}

/** A histogram stays on one line, however long: it is one value. */
export function documentText(document: Document): string {
  return document.toString({ lineWidth: 0 });
}

/**
 * A value of a measured table as a YAML node, in the style of tables: leaves on one line, counts of
 * calls as numbers.
 *
 * @param key under which the value will stand, where it has one
 */
export function measuredNode(document: Document, value: unknown, key: string | null = null): Node {
  const node = document.createNode(value) as Node;
  if (key !== null && ON_ONE_LINE.has(key)) flow(node);
  if (key === 'tool_sets' && isCollection(node)) node.items.forEach(flow);
  visit(node, { Pair: (_, pair) => styled(pair) });
  return node;
}

function styled(pair: Pair): void {
  const { key, value } = pair;
  if (!isScalar(key) || typeof key.value !== 'string') return;
  if (ON_ONE_LINE.has(key.value)) flow(value);
  if (key.value === 'tool_sets' && isCollection(value)) value.items.forEach(flow);
  if (/^\d+$/.test(key.value)) key.value = Number(key.value);
}

function flow(node: unknown): void {
  if (isCollection(node)) node.flow = true;
}
