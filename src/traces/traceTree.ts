import type { SpanKind } from './kinds/spanKind.ts';
import type { Span } from './span.ts';

/** A span in its place. */
export interface TraceNode {
  readonly span: Span;
  /** Place of the span in its trace. */
  readonly at: number;
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

/** @param parents by place in `spans`, without circles (joinedParents.ts) */
export function traceTree(spans: readonly Span[], parents: ArrayLike<number>): TraceTree {
  const nodes = spans.map(buildingOf);
  const tops: Building[] = [];
  nodes.forEach((node, index) => {
    const parent = nodes[parents[index] ?? -1];
    if (parent === undefined) tops.push(node);
    else {
      node.parent = parent;
      parent.children.push(node);
    }
  });
  if (spans.length > DEEPEST) cutDeep(tops);
  const roots = rootsOf(tops);
  return { tops, roots, orphans: tops.length - roots.length };
}

function buildingOf(span: Span, at: number): Building {
  return { span, at, kind: span.kind, parent: null, children: [] };
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
  const roots = tops.filter(({ span }) => span.parentless);
  return roots.length > 0 ? roots : tops.filter(({ span }) => span.entry);
}

/** Whether the node or something below it passes the test. */
export function anywhere(node: TraceNode, test: (node: TraceNode) => boolean): boolean {
  return test(node) || node.children.some((child) => anywhere(child, test));
}
