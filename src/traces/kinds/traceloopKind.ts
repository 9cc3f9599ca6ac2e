import type { SpanKind } from './spanKind.ts';

const KINDS: ReadonlyMap<string, SpanKind> = new Map([
  ['tool', 'tool'],
  ['workflow', 'scope'],
  ['agent', 'scope'],
  ['task', 'scope'],
  ['session', 'scope'],
]);

const REQUESTS: ReadonlyMap<string, SpanKind> = new Map([
  ['chat', 'llm'],
  ['completion', 'llm'],
  ['embedding', 'embedding'],
  ['rerank', 'rerank'],
]);

/** Kind by `traceloop.span.kind`, or null. */
export function traceloopKind(kind: string): SpanKind | null {
  return KINDS.get(kind) ?? null;
}

/** Kind by `llm.request.type`, which old OpenLLMetry versions write on model calls, or null. */
export function requestTypeKind(type: string): SpanKind | null {
  return REQUESTS.get(type) ?? null;
}
