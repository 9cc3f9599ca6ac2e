import type { SpanKind } from './spanKind.ts';

/** OpenInference spec/semantic_conventions.md @ 1fe497f; `prompt` renders a template. */
const KINDS: ReadonlyMap<string, SpanKind> = new Map([
  ['llm', 'llm'],
  ['embedding', 'embedding'],
  ['retriever', 'retrieval'],
  ['reranker', 'rerank'],
  ['tool', 'tool'],
  ['guardrail', 'verifier'],
  ['evaluator', 'verifier'],
  ['agent', 'scope'],
  ['chain', 'scope'],
  ['prompt', 'scope'],
]);

/** Kind by `openinference.span.kind` (case does not matter), or null. */
export function openInferenceKind(kind: string): SpanKind | null {
  return KINDS.get(kind) ?? null;
}
