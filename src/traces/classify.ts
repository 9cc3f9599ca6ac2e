import { aiSdkKind } from './kinds/aiSdkKind.ts';
import { genaiKind } from './kinds/genaiKind.ts';
import { langfuseKind } from './kinds/langfuseKind.ts';
import { langsmithKind } from './kinds/langsmithKind.ts';
import { openInferenceKind } from './kinds/openInferenceKind.ts';
import { shapeKind, type SpanShape } from './kinds/shapeKind.ts';
import type { SpanKind } from './kinds/spanKind.ts';
import { requestTypeKind, traceloopKind } from './kinds/traceloopKind.ts';

/** Who may say what a span is, in the order in which they are believed (trace-formats 1.12). */
const AUTHORITIES = [
  ['langfuse.observation.type', langfuseKind],
  ['openinference.span.kind', openInferenceKind],
  ['langsmith.span.kind', langsmithKind],
  ['gen_ai.operation.name', genaiKind],
  ['ai.operationId', aiSdkKind],
  ['traceloop.span.kind', traceloopKind],
  ['llm.request.type', requestTypeKind],
] as const;

export type Authority = (typeof AUTHORITIES)[number][0];

/** What each of them says of a span, lower-case; null where it says nothing. */
export type Statements = (authority: Authority) => string | null;

/** Google ADK writes a span of this tool when it has put the results of parallel tools together. */
const MERGED_RESULTS = '(merged tools)';

/**
 * What a span is, judged by itself; the first that knows wins, then what the span carries. Its place
 * in the tree may refine this later.
 */
export function classify(statements: Statements, shape: SpanShape): SpanKind {
  if (shape.tool === MERGED_RESULTS) return 'transport';
  for (const [authority, kindOf] of AUTHORITIES) {
    const statement = statements(authority);
    const kind = statement === null ? null : kindOf(statement, shape.model);
    if (kind !== null) return kind;
  }
  return shapeKind(shape) ?? 'plain';
}

/** The first statement, whether or not it tells the kind. */
export function firstStatement(statements: Statements): string | null {
  for (const [authority] of AUTHORITIES) {
    const statement = statements(authority);
    if (statement !== null) return statement;
  }
  return null;
}
