import type { Occurrence } from './occurrence.ts';
import type { TraceNode } from './traceTree.ts';
import { unionLength } from './unionLength.ts';

/** One request: a trace with exactly one root, seen as a whole. */
export interface RequestView {
  readonly failed: boolean;
  readonly startMs: number;
  readonly latencyMs: number;
  /** To the first token of the final answer; null when its call does not tell. */
  readonly ttftMs: number | null;
  /** To the first token of any model call that the user waits for; null when none tells. */
  readonly progressMs: number | null;
  /** Milliseconds of the latency that lie in a component. */
  readonly explainedMs: number;
}

/**
 * A request failed when its root did, or when its last top-level model call did: some sources
 * (Langfuse) leave the root of a request without an answer unmarked.
 */
export function requestView(root: TraceNode, runs: readonly Occurrence[]): RequestView {
  const { startMs, durationMs: latencyMs } = root.span;
  const answer = finalAnswer(runs);
  return {
    failed: root.span.failed || (answer?.failed ?? false),
    startMs,
    latencyMs,
    ttftMs:
      answer === null || answer.ttftMs === null ? null : answer.startMs - startMs + answer.ttftMs,
    progressMs: firstSign(startMs, runs),
    explainedMs: unionLength(runs, { startMs, endMs: startMs + latencyMs }),
  };
}

function firstSign(startMs: number, runs: readonly Occurrence[]): number | null {
  let first: number | null = null;
  for (const run of runs) {
    if (run.kind !== 'llm' || !run.isTopLevel || run.ttftMs === null) continue;
    const at = run.startMs - startMs + run.ttftMs;
    if (at >= 0 && (first === null || at < first)) first = at;
  }
  return first;
}

/** The last model call that the user waits for; verifiers and compactions give no answer. */
function finalAnswer(runs: readonly Occurrence[]): Occurrence | null {
  const answers = runs.filter(({ kind, isTopLevel }) => kind === 'llm' && isTopLevel);
  return answers.reduce<Occurrence | null>(
    (last, run) => (last === null || run.endMs >= last.endMs ? run : last),
    null,
  );
}
