import { componentName, isRoot, purposeOf, scopeName } from './componentName.ts';
import { roleOfName, type Role } from './kinds/roleOfName.ts';
import { isModelKind, type ComponentKind } from './kinds/spanKind.ts';
import { mergedUsage } from './mergedUsage.ts';
import { allModelCalls, holds, isTransparent, ownModelCalls } from './modelCalls.ts';
import type { Occurrence } from './occurrence.ts';
import type { Span } from './span.ts';
import type { TraceNode } from './traceTree.ts';
import { unionLength, type Interval } from './unionLength.ts';

/**
 * The component runs at or below these nodes, from the outside in. A span that is one piece of work
 * takes in what lies below it: a verifier or retrieval and its model call are one occurrence with the
 * outer interval and the inner tokens. Scopes, plain spans and transport are looked through.
 */
export function occurrencesOf(nodes: readonly TraceNode[]): Occurrence[] {
  const runs: Occurrence[] = [];
  for (const node of nodes) addOccurrences(node, true, runs);
  return runs;
}

function addOccurrences(node: TraceNode, isTopLevel: boolean, runs: Occurrence[]): void {
  const kind = componentKind(node);
  if (kind === null) {
    const stillTop = isTopLevel && node.kind !== 'tool';
    for (const child of node.children) addOccurrences(child, stillTop, runs);
  } else if (isModelKind(node.kind)) {
    const nested: Occurrence[] = [];
    addNestedWork(node, node.kind, nested);
    runs.push(modelSpan(node, kind, nested, isTopLevel));
    for (const run of nested) runs.push(run);
  } else runs.push(wholeSpan(node, kind, isTopLevel));
}

/** What the span is a run of; null when it is looked through. */
function componentKind(node: TraceNode): ComponentKind | null {
  switch (node.kind) {
    case 'transport':
      return null;
    case 'scope':
    case 'plain':
      return scopeRole(node) ?? (isUntypedWork(node) ? 'other' : null);
    case 'tool':
      return isAgent(node) ? null : 'tool';
    case 'llm':
      return modelRole(node);
    default:
      return node.kind;
  }
}

/** A tool that calls tools and models, or several models, is an agent: its parts are the components. */
function isAgent(node: TraceNode): boolean {
  if (node.children.length === 0) return false;
  const models = new Set(chats(allModelCalls(node)).map(({ span }) => span.model));
  return models.size > 1 || (models.size === 1 && holds(node, isToolWork));
}

function isToolWork({ kind }: TraceNode): boolean {
  return kind === 'tool' || kind === 'retrieval';
}

/** What a model call is for; `plan` may also name a phase that holds the call. */
function modelRole(node: TraceNode): ComponentKind | null {
  if (node.span.operation === 'plan' && holds(node, ({ kind }) => kind === 'llm')) return null;
  const role = node.span.evaluated ? 'verifier' : roleOf(purposeOf(node));
  // A model that is asked inside a retrieval, to word the query, is still a model.
  return role === null || role === 'retrieval' ? 'llm' : role;
}

/**
 * Older Langfuse SDKs, which keep the request as a trace object, know no types but `span`: one that
 * holds nothing is work of some kind.
 */
function isUntypedWork(node: TraceNode): boolean {
  if (node.span.operation !== 'span' || node.children.length > 0) return false;
  let root = node;
  while (root.parent !== null) root = root.parent;
  return root.span.source === 'trace object';
}

/** A named function or step around model calls or a search only, e.g. `verify_answer`; never the root. */
function scopeRole(node: TraceNode): Role | null {
  if (isRoot(node)) return null;
  const isVerdict = node.span.evaluated && node.span.agent === null;
  const role = isVerdict ? 'verifier' : roleOf(scopeName(node));
  if (role === null) return null;
  if (role === 'retrieval') return holds(node, isSearch) && !holds(node, isOther) ? role : null;
  return holds(node, ({ kind }) => isModelKind(kind)) && !holds(node, isToolWork) ? role : null;
}

function isSearch({ kind }: TraceNode): boolean {
  return kind === 'retrieval' || kind === 'embedding';
}

function isOther({ kind }: TraceNode): boolean {
  return kind === 'tool' || kind === 'llm';
}

function roleOf(name: string | null): Role | null {
  return name === null ? null : roleOfName(name);
}

function wholeSpan(node: TraceNode, kind: ComponentKind, isTopLevel: boolean): Occurrence {
  const { span } = node;
  const all = allModelCalls(node);
  // Beside a chat, the tokens of an embedding do not matter, and one price cannot hold for both.
  const calls = all.some(isChat) ? chats(all) : all;
  return occurrence(node, kind, calls, {
    durationMs: span.durationMs,
    ttftMs: outerTtft(calls, span),
    failed: span.failed || (calls.at(-1)?.span.failed ?? false) || node.children.some(isFailedPart),
    isTopLevel,
  });
}

/** Claude Code says on a part of a tool's run, its execution, whether it failed. */
function isFailedPart({ kind, span }: TraceNode): boolean {
  return span.source === 'Claude Code' && kind === 'plain' && span.failed;
}

function modelSpan(
  node: TraceNode,
  kind: ComponentKind,
  nested: readonly Occurrence[],
  isTopLevel: boolean,
): Occurrence {
  const { span } = node;
  const calls = ownModelCalls(node);
  return occurrence(node, kind, calls, {
    // A stream may stay open while tools run inside it; that time is the tools'.
    durationMs:
      nested.length === 0
        ? span.durationMs
        : Math.max(0, span.durationMs - unionLength(nested, interval(span))),
    ttftMs: span.ttftMs ?? outerTtft(calls, span),
    failed: span.failed,
    isTopLevel,
  });
}

type Outcome = Pick<Occurrence, 'durationMs' | 'ttftMs' | 'failed' | 'isTopLevel'>;

function occurrence(
  node: TraceNode,
  kind: ComponentKind,
  calls: readonly TraceNode[],
  outcome: Outcome,
): Occurrence {
  const { startMs, durationMs } = node.span;
  const sameModel = agreeOn(calls, 'model');
  return {
    component: componentName(node, kind),
    kind,
    model: sameModel ? (calls[0]?.span.model ?? null) : null,
    effort: agreeOn(calls, 'effort') ? (calls[0]?.span.effort ?? null) : null,
    startMs,
    endMs: startMs + durationMs,
    durationMs: outcome.durationMs,
    ttftMs: outcome.ttftMs,
    // Tokens of different models have no common price.
    usage: sameModel ? mergedUsage(calls) : null,
    costUsd: mergedCost(calls),
    failed: outcome.failed,
    isTopLevel: outcome.isTopLevel,
    chats: chats(calls).map(({ span }) => span),
    at: node.at,
  };
}

/** Component runs inside a model span; a nested span of the same kind is the same call seen twice. */
function addNestedWork(node: TraceNode, kind: TraceNode['kind'], runs: Occurrence[]): void {
  for (const child of node.children)
    if (child.kind === kind || isTransparent(child.kind)) addNestedWork(child, kind, runs);
    else addOccurrences(child, false, runs);
}

function mergedCost(calls: readonly TraceNode[]): number | null {
  let sum: number | null = null;
  for (const { span } of calls) {
    if (span.costUsd === null) return null;
    sum = (sum ?? 0) + span.costUsd;
  }
  return sum;
}

function isChat({ kind }: TraceNode): boolean {
  return kind === 'llm';
}

function chats(calls: readonly TraceNode[]): TraceNode[] {
  return calls.filter(isChat);
}

function outerTtft(calls: readonly TraceNode[], outer: Span): number | null {
  const [call] = calls;
  if (call === undefined || calls.length > 1 || call.span.ttftMs === null) return null;
  return call.span.startMs - outer.startMs + call.span.ttftMs;
}

function interval({ startMs, durationMs }: Span): Interval {
  return { startMs, endMs: startMs + durationMs };
}

function agreeOn(calls: readonly TraceNode[], key: 'model' | 'effort'): boolean {
  const first = calls[0]?.span[key];
  return calls.every(({ span }) => span[key] === first);
}
