import { leafOf } from '../latency/leafOf.ts';
import type { LatencyInput } from '../latency/latencyInput.ts';
import type { Candidate } from './candidate.ts';
import type { Choices } from './choices.ts';
import type { Option, Problem } from './problem.ts';

/** What the figures of an architecture rest on: one thing that it runs. */
export interface Pillar {
  /** Step, tool or shortcut. */
  readonly name: string;
  readonly component: string;
  /** ms of one call. */
  readonly p50: number;
  readonly p95: number;
  /** USD a request for the component, listed with the first step that runs it; null where unknown. */
  readonly cost: number | null;
}

/** Everything that an architecture runs, in the order of the workflow, with today's figures. */
export function basisOf(problem: Problem, candidate: Candidate): Pillar[] {
  const priced = new Set<string>();
  return runningIn(problem, candidate.choices).map(({ name, component, latency }) => {
    const leaf = leafOf(latency);
    const first = !priced.has(component);
    priced.add(component);
    return {
      name,
      component,
      p50: leaf.quantile(0.5),
      p95: leaf.quantile(0.95),
      cost: first ? (candidate.cost.parts[component] ?? null) : null,
    };
  });
}

interface Running {
  readonly name: string;
  readonly component: string;
  readonly latency: LatencyInput;
}

function runningIn(problem: Problem, choices: Choices): Running[] {
  const { steps, tools, shortcuts } = problem;
  return [
    ...steps.flatMap(({ name, component, options }) => {
      const option = options.find(({ value }) => value === choices.values.get(name));
      return option ? [{ name, component, latency: option.latency }] : [];
    }),
    ...(tools?.tools ?? []).flatMap(({ name, options }) => {
      const option = chosen(options, choices.values.get(name));
      return choices.tools.includes(name) && option
        ? [{ name, component: name, latency: option.latency }]
        : [];
    }),
    ...shortcuts
      .filter(({ name }) => choices.values.get(name) === 'on')
      .map(({ name, lookup }) => ({ name, component: name, latency: lookup })),
  ];
}

function chosen(options: readonly Option[], value: string | undefined): Option | undefined {
  return options.find((option) => option.value === value) ?? options[0];
}

/** The problem with one thing as slow as it was: its law is redrawn through two percentiles. */
export function asItWas(
  problem: Problem,
  name: string,
  then: { readonly p50: number; readonly p95: number },
): Problem {
  const latency: LatencyInput =
    then.p95 > then.p50 && then.p50 > 0
      ? {
          kind: 'quantiles',
          points: [
            { p: 0.5, ms: then.p50 },
            { p: 0.95, ms: then.p95 },
          ],
          max: null,
        }
      : { kind: 'point', ms: then.p95 };
  const slowed = (options: readonly Option[]) => options.map((option) => ({ ...option, latency }));
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
