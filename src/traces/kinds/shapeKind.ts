import type { SpanKind } from './spanKind.ts';

/** What a span carries, whatever it says that it is. */
export interface SpanShape {
  readonly name: string;
  readonly model: string | null;
  /** It reports tokens. */
  readonly hasUsage: boolean;
  readonly tool: string | null;
  /** HTTP, RPC or messaging plumbing. */
  readonly transport: boolean;
  /** A query of a vector store. */
  readonly vectorStore: boolean;
}

/** `{vendor}.query` is how Traceloop names the searches of a vector store. */
const RETRIEVAL =
  /retriev|vector|search_index|knn|^(?:pinecone|qdrant|weaviate|milvus|chroma|lancedb|marqo)\./i;

/** Kind by what a span carries, when it does not say what it is; null when that tells nothing. */
export function shapeKind(span: SpanShape): SpanKind | null {
  if (span.model !== null && span.hasUsage) return 'llm';
  if (span.tool !== null) return 'tool';
  if (span.transport) return 'transport';
  return span.vectorStore || RETRIEVAL.test(span.name) ? 'retrieval' : null;
}
