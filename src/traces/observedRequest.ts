import type { ObservedRequest, ObservedRun } from '../trust/observed.ts';
import { scopeName } from './componentName.ts';
import type { ComponentKind } from './kinds/spanKind.ts';
import type { Occurrence } from './occurrence.ts';
import type { RequestView } from './requestView.ts';
import { safeName } from './safeName.ts';
import type { TraceNode } from './traceTree.ts';
import { variantName } from './variantName.ts';

/** The name that a component of this kind has in the end: kinds may share one. */
export type NameOf = (component: string, kind: ComponentKind) => string;

/** A request whose components may still be renamed, with the kind of each run. */
export interface HeldRequest {
  readonly request: ObservedRequest;
  readonly kinds: readonly ComponentKind[];
}

/** Keeps of a request what comparing it with a composed one takes; prompts were never read. */
export function heldRequest(
  root: TraceNode,
  view: RequestView,
  runs: readonly Occurrence[],
): HeldRequest {
  const { failed, latencyMs, startMs } = view;
  const agent = scopeName(root);
  const ordered = runs.toSorted((a, b) => a.startMs - b.startMs);
  return {
    kinds: ordered.map(({ kind }) => kind),
    request: {
      agent: agent === null ? null : safeName(agent, 'agent'),
      startedMs: startMs,
      failed,
      latencyMs,
      ttftMs: within(view.ttftMs, latencyMs),
      progressMs: within(view.progressMs, latencyMs),
      runs: ordered.map((run) => observedRun(run, startMs)),
    },
  };
}

/** A first token after the end is a clock's mistake. */
function within(ms: number | null, latencyMs: number): number | null {
  return ms === null || ms > latencyMs ? null : ms;
}

function observedRun(run: Occurrence, zero: number): ObservedRun {
  const { component, model, effort, usage } = run;
  return {
    component,
    model,
    effort,
    variant: model === null ? null : variantName(model, effort),
    startMs: run.startMs - zero,
    endMs: run.endMs - zero,
    durationMs: run.durationMs,
    failed: run.failed,
    tokens:
      usage === null || usage.input === null || usage.output === null
        ? null
        : {
            input: usage.input,
            cached: usage.cached ?? 0,
            written: usage.written ?? 0,
            output: usage.output,
            reasoning: usage.reasoning ?? 0,
          },
  };
}
