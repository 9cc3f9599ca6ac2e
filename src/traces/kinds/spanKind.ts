/** Kinds of components, as the table names them. */
export type ComponentKind =
  | 'llm'
  | 'tool'
  | 'retrieval'
  | 'embedding'
  | 'rerank'
  | 'verifier'
  | 'guardrail'
  | 'compaction'
  | 'memory'
  | 'other';

/**
 * What a span is: work of a component, a `scope` (an agent, a chain, a step: it holds work of others),
 * `transport` (plumbing, charged to what it belongs to), or `plain` (a span of the user's own code).
 */
export type SpanKind = ComponentKind | 'scope' | 'transport' | 'plain';

/** Whether a span of this kind is a call of a model by itself. */
export function isModelKind(kind: SpanKind): kind is 'llm' | 'embedding' | 'rerank' {
  return kind === 'llm' || kind === 'embedding' || kind === 'rerank';
}
