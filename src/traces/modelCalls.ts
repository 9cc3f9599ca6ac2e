import { isModelKind, type SpanKind } from './kinds/spanKind.ts';
import { descendants, type TraceNode } from './traceTree.ts';

/**
 * The model calls that are a node's own work, each once. Of nested spans for one call (a gateway
 * around a client, AI SDK 7's doubled embeddings) the innermost that carries tokens counts: wrappers
 * repeat the usage of what they wrap. Work inside a tool or retrieval below is that one's.
 */
export function ownModelCalls(node: TraceNode): TraceNode[] {
  if (!isModelKind(node.kind))
    return node.children.flatMap((child) => (isSeparate(child.kind) ? [] : ownModelCalls(child)));
  const inner = node.children
    .filter((child) => isTransparent(child.kind) || child.kind === node.kind)
    .flatMap(ownModelCalls);
  const leaves = inner.filter(({ span }) => span.usage !== null);
  if (leaves.length > 0) return leaves;
  return [repeatsUsage(node) ? { ...node, span: { ...node.span, usage: null } } : node];
}

/** All model calls at or below a node, whatever lies between. */
export function allModelCalls(node: TraceNode): TraceNode[] {
  if (isModelKind(node.kind)) return ownModelCalls(node);
  return node.children.flatMap(allModelCalls);
}

function repeatsUsage(node: TraceNode): boolean {
  return holds(node, ({ kind, span }) => kind === node.kind && span.usage !== null);
}

/** Scopes, plain spans and transport are looked through. */
export function isTransparent(kind: SpanKind): boolean {
  return kind === 'scope' || kind === 'plain' || kind === 'transport';
}

function isSeparate(kind: SpanKind): boolean {
  return !isTransparent(kind) && !isModelKind(kind);
}

/** Whether something below the node passes the test. */
export function holds(node: TraceNode, test: (node: TraceNode) => boolean): boolean {
  for (const below of descendants(node)) if (below !== node && test(below)) return true;
  return false;
}
