import { Document, isCollection, isScalar, visit, type Node, type Pair } from 'yaml';
import { encodeHistogram } from '../latency/histogramCode.ts';
import { histogramQuantile } from '../latency/histogram.ts';
import type { Durations, MeasuredComponent, MeasuredVariant, Measurement } from './measurement.ts';
import { wholeShares } from './wholeShares.ts';
import { durationToYaml } from '../units/duration.ts';
import { plainDecimal } from '../units/plainDecimal.ts';
import { shareToYaml } from '../units/share.ts';
import type { TableDocument } from '../table/schema.ts';

type ComponentDocument = TableDocument['components'][string];
type Tokens = NonNullable<ComponentDocument['tokens']>;

/** A measured latency as a table writes it. */
export interface LatencyDocument {
  readonly n: number;
  readonly mean: string;
  readonly p50: string;
  readonly p90: string;
  readonly p95: string;
  readonly p99: string;
  readonly max: string;
  readonly histogram: string;
}

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
}: Measurement): Pick<TableDocument, 'measured'> {
  // Shares refer to requests; traces without one root have times, but no shares.
  return from === null || to === null
    ? {}
    : { measured: { from, to, traces: requests || traces, spans } };
}

function endToEnd({ endToEnd: { latency, ttft } }: Measurement): Pick<TableDocument, 'end_to_end'> {
  return latency === null ? {} : { end_to_end: timesOf(latency, ttft) };
}

function toolSets({ toolSets: sets }: Measurement): Pick<TableDocument, 'tool_sets'> {
  if (!sets.some(({ tools }) => tools.length > 0)) return {};
  const shares = wholeShares(sets.map(({ requests }) => requests));
  const rows = sets.map(({ tools }, index) => ({ share: shares[index] ?? 0, tools: [...tools] }));
  return {
    tool_sets: rows
      .filter(({ share }) => share > 0)
      .map(({ share, tools }) => [shareToYaml(share), tools]),
  };
}

function component(measuredOne: MeasuredComponent, requests: number): ComponentDocument {
  const { kind, requests: using, failed, runs, variants } = measuredOne;
  const [only] = variants;
  return {
    kind,
    ...(using < requests ? { used_by: shareToYaml(readable(using / requests)) } : {}),
    ...callShares(measuredOne),
    ...(failed > 0 ? { errors: shareToYaml(readable(failed / runs)) } : {}),
    ...(only === undefined || only.name === null ? only && variant(only) : named(variants)),
  };
}

function named(variants: readonly MeasuredVariant[]): Pick<ComponentDocument, 'variants'> {
  return {
    variants: Object.fromEntries(variants.map((each) => [each.name ?? 'measured', variant(each)])),
  };
}

function callShares({ calls }: MeasuredComponent): Pick<ComponentDocument, 'calls'> {
  if (calls.every(({ count }) => count === 1)) return {};
  const shares = wholeShares(calls.map(({ requests }) => requests));
  const entries = calls.map(({ count }, index) => [count, shares[index] ?? 0] as const);
  return {
    calls: Object.fromEntries(
      entries.filter(([, share]) => share > 0).map(([count, share]) => [count, shareToYaml(share)]),
    ),
  };
}

function variant({
  name,
  model,
  effort,
  latency,
  ttft,
  tokens: counts,
}: MeasuredVariant): Omit<ComponentDocument, 'kind'> {
  const tokens = tokenMeans(counts);
  return {
    // On a retrieval, the model of its embedding only serves to price the tokens.
    ...(model === null || (name === null && tokens === null) ? {} : { model }),
    ...(effort === null ? {} : { effort }),
    ...(tokens === null ? {} : { tokens }),
    ...timesOf(latency, ttft),
  };
}

function tokenMeans(counts: MeasuredVariant['tokens']): Tokens | null {
  const means = Object.entries(counts).flatMap(([key, count]) =>
    count === null ? [] : [[key, oneDecimal(count.sum / count.n)] as const],
  );
  return means.length === 0 ? null : Object.fromEntries(means);
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

/** A measured latency in the form of a table: percentiles are those of its histogram. */
export function latencyDocument({ n, mean, max, histogram }: Durations): LatencyDocument {
  const longest = microseconds(max);
  const quantile = (p: number): string => {
    // A bin's value may lie up to 1% above the longest call in it.
    return duration(Math.min(Number(histogramQuantile(histogram, p).toPrecision(4)), longest));
  };
  return {
    n,
    mean: duration(microseconds(mean)),
    p50: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
    p99: quantile(0.99),
    max: duration(longest),
    histogram: encodeHistogram(histogram),
  };
}

/** Seconds from one second on, so that percentiles side by side compare at a glance. */
function duration(ms: number): string {
  return ms < 1000 ? durationToYaml(ms) : `${plainDecimal(ms, -3)}s`;
}

function microseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** To 0.1%, or to two digits where that would say nothing. */
function readable(share: number): number {
  return share >= 0.01 && share <= 0.99
    ? Math.round(share * 1000) / 1000
    : Number(share.toPrecision(share > 0.5 ? 4 : 2));
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Values that are read as one thing, and therefore written on one line. */
const ON_ONE_LINE: ReadonlySet<string> = new Set([
  'measured',
  'calls',
  'tokens',
  'latency',
  'ttft',
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
