import type { LatencyInput } from '../../latency/latencyInput.ts';
import type { Option, Problem } from '../problem.ts';
import type { CallTimes } from './pillars.ts';

/** Percentiles of a call as they once were; of its first token, where that was recorded. */
export interface TimesThen extends CallTimes {
  readonly ttft: CallTimes | null;
}

/**
 * The problem with one thing as slow as it was, in whatever variant and on whatever host it runs: its
 * law is redrawn through the percentiles that were recorded.
 */
export function asItWas(problem: Problem, name: string, then: TimesThen): Problem {
  const latency = lawThrough(then);
  const ttft = then.ttft && lawThrough(then.ttft);
  const slowed = (options: readonly Option[]) =>
    options.map((option) => ({ ...option, latency, ttft: ttft ?? option.ttft }));
  return {
    ...problem,
    steps: problem.steps.map((step) =>
      step.name === name ? { ...step, options: slowed(step.options) } : step,
    ),
    tools: problem.tools && {
      ...problem.tools,
      tools: problem.tools.tools.map((tool) =>
        tool.name === name ? { ...tool, options: slowed(tool.options) } : tool,
      ),
    },
    shortcuts: problem.shortcuts.map((shortcut) =>
      shortcut.name === name ? { ...shortcut, lookup: latency } : shortcut,
    ),
  };
}

/** Percentiles that are all the same are a point: no law goes through them otherwise. */
function lawThrough({ p50, p95, p99 }: CallTimes): LatencyInput {
  const rising = p50 > 0 && p95 > p50;
  if (!rising) return { kind: 'point', ms: p95 };
  const tail = p99 !== undefined && p99 > p95 ? [{ p: 0.99, ms: p99 }] : [];
  return {
    kind: 'quantiles',
    points: [{ p: 0.5, ms: p50 }, { p: 0.95, ms: p95 }, ...tail],
    max: null,
  };
}
