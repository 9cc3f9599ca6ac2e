import { genaiKind } from './kinds/genaiKind.ts';
import { langfuseKind } from './kinds/langfuseKind.ts';
import { shapeKind, type SpanShape } from './kinds/shapeKind.ts';
import type { SpanKind } from './kinds/spanKind.ts';
import type { ForeignSource, Source } from './span.ts';

const FOREIGN: ReadonlySet<Source> = new Set<Source>(['AI SDK 4-6', 'OpenInference', 'Traceloop']);

/** Whether the span comes from a source that is recognised but not read yet. */
export function isForeign(source: Source): source is ForeignSource {
  return FOREIGN.has(source);
}

/** What a span says of itself, in the words of its source. */
export interface Stated {
  readonly source: Source;
  readonly operation: string | null;
}

/**
 * What a span is, judged by itself; the first rule that knows wins (trace-formats 1.12): what Langfuse
 * says, what GenAI says, what it carries. Its place in the tree may refine this later.
 */
export function classify(span: Stated & SpanShape): SpanKind {
  if (isForeign(span.source)) return 'plain';
  return statedKind(span) ?? shapeKind(span) ?? 'plain';
}

function statedKind({ source, operation }: Stated): SpanKind | null {
  if (operation === null) return null;
  return source === 'Langfuse' ? langfuseKind(operation) : genaiKind(operation);
}
