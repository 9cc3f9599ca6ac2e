import type { Span } from '../span.ts';
import type { SpanKind } from './spanKind.ts';

const RETRIEVAL = /retriev|vector|search_index|knn/i;

/** Kind by what a span carries, when it does not say what it is; null when that tells nothing. */
export function shapeKind(span: Span): SpanKind | null {
  if (span.model !== null && span.usage !== null) return 'llm';
  if (span.tool !== null) return 'tool';
  if (span.transport) return 'transport';
  return span.vectorStore || RETRIEVAL.test(span.name) ? 'retrieval' : null;
}
