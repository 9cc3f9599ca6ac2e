import type { ComponentKind } from './kinds/spanKind.ts';
import { safeName } from './safeName.ts';
import type { Span } from './span.ts';
import type { TraceNode } from './traceTree.ts';

/**
 * Name of a component: the nearest named scope of the span that does its work. A tool is its own name,
 * a retrieval its data source, a model call its own meaningful name, else that of the agent, step or
 * function around it; only a model call may take the name of the root.
 */
export function componentName(node: TraceNode, kind: ComponentKind): string {
  return safeName(
    node.span.component ?? ownName(node, kind) ?? scopeAround(node, kind) ?? fallback(node, kind),
    kind,
  );
}

/** The name that a model call carries itself: its own, else that of the agent that made it. */
function callName({ meaning, agent }: Span): string | null {
  return meaning ?? agent;
}

/** The nearest named scope of a model call: it decides what the call is for. */
export function purposeOf(node: TraceNode): string | null {
  return callName(node.span) ?? nearestScope(node.parent);
}

/** The name under which a span is a scope for what lies inside it. */
export function scopeName({ span }: TraceNode): string | null {
  return span.component ?? span.agent ?? span.tool ?? span.meaning;
}

function ownName({ span, kind: spanKind }: TraceNode, kind: ComponentKind): string | null {
  if (kind === 'tool') return span.tool ?? span.meaning;
  if (kind === 'retrieval') return span.dataSource ?? span.tool ?? span.meaning;
  if (spanKind === 'scope') return span.agent ?? span.meaning;
  return kind === 'embedding' || kind === 'rerank' ? span.meaning : callName(span);
}

function scopeAround(node: TraceNode, kind: ComponentKind): string | null {
  const named = nearestScope(node.parent);
  if (named === null) return kind === 'llm' ? rootName(node) : null;
  // An embedding beside the agent's own calls is not the agent.
  return kind === 'embedding' || kind === 'rerank' ? `${named}-${kind}` : named;
}

/** Name of the nearest scope at or above the node, the root excluded. */
function nearestScope(from: TraceNode | null): string | null {
  for (let at = from; at !== null && !isRoot(at); at = at.parent) {
    const name = scopeName(at);
    if (name !== null) return name;
  }
  return null;
}

/** Where a request begins; the root of a trace that lost its first spans is a step like any other. */
export function isRoot({ parent, span }: TraceNode): boolean {
  return parent === null && (span.parentless || span.entry);
}

function rootName(node: TraceNode): string | null {
  let root = node;
  while (root.parent !== null) root = root.parent;
  return root === node ? null : scopeName(root);
}

function fallback({ span }: TraceNode, kind: ComponentKind): string {
  return kind === 'llm' ? (span.operation ?? 'model') : kind;
}
