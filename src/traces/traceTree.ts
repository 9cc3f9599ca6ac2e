import { classify } from './classify.ts';
import type { SpanKind } from './kinds/spanKind.ts';
import type { Span } from './span.ts';

/** A span in its place. */
export interface TraceNode {
  readonly span: Span;
  readonly kind: SpanKind;
  readonly parent: TraceNode | null;
  /** By start, then span id. */
  readonly children: readonly TraceNode[];
}

export interface TraceTree {
  /** Spans without a parent in the trace, orphans included. */
  readonly tops: readonly TraceNode[];
  /** Tops where a request begins. Exactly one makes the trace a request. */
  readonly roots: readonly TraceNode[];
  /** Spans whose parent was never seen and that are no roots. */
  readonly orphans: number;
}

interface Building extends TraceNode {
  parent: TraceNode | null;
  readonly children: Building[];
}

/** Agents that call agents nest some dozen spans deep; more is a loop or an attack. */
const DEEPEST = 500;

/** Joins the spans of one trace. Spans that are their own ancestors become orphans. */
export function traceTree(spans: readonly Span[]): TraceTree {
  const nodes = new Map<string, Building>();
  for (const span of inOrder(spans))
    nodes.set(span.spanId, { span, kind: classify(span), parent: null, children: [] });
  const tops: Building[] = [];
  for (const node of nodes.values()) {
    const parent = node.span.parentId === null ? undefined : nodes.get(node.span.parentId);
    if (parent === undefined || isAncestor(node, parent)) tops.push(node);
    else {
      node.parent = parent;
      parent.children.push(node);
    }
  }
  cutDeep(tops);
  const roots = rootsOf(tops);
  return { tops, roots, orphans: tops.length - roots.length };
}

function inOrder(spans: readonly Span[]): Span[] {
  return [...spans].sort((a, b) => a.startMs - b.startMs || (a.spanId < b.spanId ? -1 : 1));
}

function isAncestor(node: TraceNode, of: TraceNode): boolean {
  for (let at: TraceNode | null = of; at !== null; at = at.parent) if (at === node) return true;
  return false;
}

/** Detaches what lies too deep for a recursive walk; it becomes a top, and counts as orphaned. */
function cutDeep(tops: Building[]): void {
  const rows = tops.map((node) => ({ node, depth: 0 }));
  for (let row = rows.pop(); row !== undefined; row = rows.pop()) {
    const { node, depth } = row;
    const isDeepest = depth === DEEPEST;
    for (const child of isDeepest ? node.children.splice(0) : node.children) {
      if (isDeepest) child.parent = null;
      if (isDeepest) tops.push(child);
      rows.push({ node: child, depth: isDeepest ? 0 : depth + 1 });
    }
  }
}

/**
 * A request begins where there is no parent. Where every top has one in another system, it begins at
 * the top that its source calls the entry; a remote caller is none of the agent's time.
 */
function rootsOf(tops: readonly TraceNode[]): readonly TraceNode[] {
  const roots = tops.filter(({ span }) => span.parentId === null);
  return roots.length > 0 ? roots : tops.filter(({ span }) => span.entry);
}

/** The node and everything below it, parents first. */
export function* descendants(node: TraceNode): Generator<TraceNode> {
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next;
    waiting.push(...next.children.toReversed());
  }
}
