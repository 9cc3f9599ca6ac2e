import type { Span, Trace } from './span.ts';

const NONE = -1;

/**
 * The parent of each span by place: as the trace states it, AI SDK 4-6 tools under the call that they
 * run in, and no span its own ancestor (the last span of a circle loses its parent).
 */
export function joinedParents({
  spans,
  parents,
}: Pick<Trace, 'spans' | 'parents'>): readonly number[] {
  const hasTools = hasAiSdkTools(spans);
  if (!hasTools && !leadBack(parents)) return parents;
  const joined = [...parents];
  if (hasTools) moveTools(spans, joined);
  cutCircles(joined);
  return joined;
}

function hasAiSdkTools(spans: readonly Span[]): boolean {
  for (const span of spans) if (isAiSdkTool(span)) return true;
  return false;
}

function isAiSdkTool({ source, kind }: Span): boolean {
  return source === 'AI SDK 4-6' && kind === 'tool';
}

/**
 * The AI SDK 4-6 runs tools while the stream of the call that asked for them is open, and makes them its
 * siblings: a tool belongs to the last call beside it that began before the tool and had not ended.
 */
function moveTools(spans: readonly Span[], parents: number[]): void {
  const calls = new Map<number, number[]>();
  spans.forEach((span, at) => {
    const parent = parents[at] ?? NONE;
    if (span.source !== 'AI SDK 4-6' || span.kind !== 'llm' || parent === NONE) return;
    const known = calls.get(parent);
    if (known === undefined) calls.set(parent, [at]);
    else known.push(at);
  });
  spans.forEach((span, at) => {
    if (!isAiSdkTool(span)) return;
    const owner = calls.get(parents[at] ?? NONE)?.findLast((call) => isInside(span, spans[call]));
    if (owner !== undefined) parents[at] = owner;
  });
}

function isInside(tool: Span, call: Span | undefined): boolean {
  return (
    call !== undefined &&
    call.startMs <= tool.startMs &&
    tool.startMs < call.startMs + call.durationMs
  );
}

/** Whether a parent comes after its child: only then can there be a circle. */
function leadBack(parents: readonly number[]): boolean {
  for (let at = 0; at < parents.length; at += 1) if ((parents[at] as number) >= at) return true;
  return false;
}

/** Each span is visited once: what leads to a root is marked, what leads back to itself is cut. */
function cutCircles(parents: number[]): void {
  const walks = new Int32Array(parents.length);
  for (let from = 0; from < parents.length; from += 1) {
    const walk = from + 1;
    let at = from;
    while (at !== NONE && walks[at] === 0) {
      walks[at] = walk;
      at = parents[at] as number;
    }
    if (at !== NONE && walks[at] === walk) parents[lastOf(parents, at)] = NONE;
  }
}

/** Of the spans of a circle the one that comes last. */
function lastOf(parents: readonly number[], start: number): number {
  let last = start;
  for (let at = parents[start] as number; at !== start; at = parents[at] as number)
    last = Math.max(last, at);
  return last;
}
