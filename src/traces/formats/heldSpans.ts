import type { EmitSpan } from './format.ts';
import { otlpAttributes } from './otlpWords.ts';

/** A span in the shape of OTLP/JSON that is held back until its trace is known. */
export interface HeldSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly startTimeUnixNano: string | null;
  readonly endTimeUnixNano: string | null;
  readonly [key: string]: unknown;
}

/** Name of a trace's root, where the format keeps it apart from the spans. */
export type RootName = (traceId: string) => string | null;

/**
 * Sends out held spans, with a root around those traces that have none: Langfuse keeps the request as a
 * trace object beside its observations, and its time is from their first start to their last end.
 */
export function emitWithRoots(
  spans: ReadonlyMap<string, { readonly span: HeldSpan; readonly place: string }>,
  nameOf: RootName,
  emit: EmitSpan,
): void {
  const tops = new Map<string, HeldSpan[]>();
  const ends = new Map<string, { from: bigint; to: bigint; place: string }>();
  for (const { span, place } of spans.values()) {
    if (span.parentSpanId === null)
      tops.set(span.traceId, [...(tops.get(span.traceId) ?? []), span]);
    stretch(ends, span, place);
  }
  const parents = new Set(
    [...spans.values()].map(({ span }) => `${span.traceId} ${span.parentSpanId}`),
  );
  const rooted = new Set(
    [...tops].filter(([, all]) => !isRoot(all, parents)).map(([traceId]) => traceId),
  );
  for (const traceId of rooted) {
    const extent = ends.get(traceId);
    if (extent !== undefined) emit(rootSpan(traceId, nameOf(traceId), extent), null, extent.place);
  }
  for (const { span, place } of spans.values())
    emit(
      span.parentSpanId === null && rooted.has(span.traceId)
        ? { ...span, parentSpanId: rootId(span.traceId) }
        : span,
      null,
      place,
    );
}

/**
 * One observation that holds others is the request itself.
 * @param parents as `trace span`
 */
function isRoot(tops: readonly HeldSpan[], parents: ReadonlySet<string>): boolean {
  const [only] = tops;
  return tops.length === 1 && only !== undefined && parents.has(`${only.traceId} ${only.spanId}`);
}

function stretch(
  ends: Map<string, { from: bigint; to: bigint; place: string }>,
  { traceId, startTimeUnixNano, endTimeUnixNano }: HeldSpan,
  place: string,
): void {
  if (startTimeUnixNano === null || endTimeUnixNano === null) return;
  const [from, to] = [BigInt(startTimeUnixNano), BigInt(endTimeUnixNano)];
  const known = ends.get(traceId);
  if (known === undefined) ends.set(traceId, { from, to, place });
  else {
    if (from < known.from) known.from = from;
    if (to > known.to) known.to = to;
  }
}

function rootSpan(
  traceId: string,
  name: string | null,
  { from, to }: { readonly from: bigint; readonly to: bigint },
): unknown {
  return {
    traceId,
    spanId: rootId(traceId),
    name: name ?? 'request',
    startTimeUnixNano: String(from),
    endTimeUnixNano: String(to),
    attributes: otlpAttributes({ 'budget.source': 'trace', 'budget.kind': 'scope' }),
    status: { code: 0 },
  };
}

/** No observation has the id of its trace. */
function rootId(traceId: string): string {
  const half = traceId.slice(0, 16);
  return /^0+$/.test(half) ? traceId.slice(16) : half;
}
