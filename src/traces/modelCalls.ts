import { isModelKind, type SpanKind } from './kinds/spanKind.ts';
import { anywhere, type TraceNode } from './traceTree.ts';

/**
 * The model calls that are a node's own work, each once. Of nested spans for one call (a gateway
 * around a client, AI SDK 7's doubled embeddings) the innermost that carries tokens counts: wrappers
 * repeat the usage of what they wrap. Work inside a tool or retrieval below is that one's.
 */
export function ownModelCalls(node: TraceNode): TraceNode[] {
  const calls: TraceNode[] = [];
  addOwnModelCalls(node, calls);
  return calls;
}

function addOwnModelCalls(node: TraceNode, calls: TraceNode[]): void {
  if (isModelKind(node.kind)) calls.push(...innermost(node));
  else
    for (const child of node.children) if (!isSeparate(child.kind)) addOwnModelCalls(child, calls);
}

function innermost(node: TraceNode): TraceNode[] {
  if (node.children.length === 0) return [node];
  const inner: TraceNode[] = [];
  for (const child of node.children)
    if (isTransparent(child.kind) || child.kind === node.kind) addOwnModelCalls(child, inner);
  const reporting = inner.filter(({ span }) => span.usage !== null);
  if (reporting.length > 0) return reporting;
  return [repeatsUsage(node) ? { ...node, span: { ...node.span, usage: null } } : node];
}

/** All model calls at or below a node, whatever lies between. */
export function allModelCalls(node: TraceNode): TraceNode[] {
  const calls: TraceNode[] = [];
  addAllModelCalls(node, calls);
  return calls;
}

function addAllModelCalls(node: TraceNode, calls: TraceNode[]): void {
  if (isModelKind(node.kind)) addOwnModelCalls(node, calls);
  else for (const child of node.children) addAllModelCalls(child, calls);
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
  return node.children.some((child) => anywhere(child, test));
}
