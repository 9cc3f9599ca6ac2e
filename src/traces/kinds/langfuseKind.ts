import type { SpanKind } from './spanKind.ts';

const KINDS: ReadonlyMap<string, SpanKind> = new Map([
  ['generation', 'llm'],
  ['embedding', 'embedding'],
  ['retriever', 'retrieval'],
  ['tool', 'tool'],
  ['evaluator', 'verifier'],
  ['guardrail', 'verifier'],
  ['agent', 'scope'],
  ['chain', 'scope'],
]);

/** Kind by Langfuse observation type; null for `span` and `event`, which say nothing. */
export function langfuseKind(type: string): SpanKind | null {
  return KINDS.get(type) ?? null;
}
