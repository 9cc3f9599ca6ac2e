import { addDuration, emptyHistogram } from '../latency/histogram.ts';
import type { CountDistribution, LatencyInput } from '../latency/latencyInput.ts';
import type { Choices } from '../solver/choices.ts';
import type { Option, Problem, SequenceBlock, Step, Tool } from '../solver/problem.ts';
import type { ObservedRun } from './observed.ts';
import type { Traced } from './traced.ts';
import { optionRun } from './variantOf.ts';

/** What of a composition is taken from traces instead of the table; each one includes those before. */
export type FromTraces = 'variants' | 'times' | 'counts';

const STAGES: readonly FromTraces[] = ['variants', 'times', 'counts'];

/** An architecture, with the problem in which it is to be composed. */
export interface Composable {
  readonly problem: Problem;
  readonly choices: Choices;
}

/**
 * The architecture as it was traced: every step with one way to run, that of its variants as often as
 * they ran (`variants`), of the times they took (`times`), as often a request as it ran (`counts`,
 * hits of shortcuts and redos included).
 */
export function asTraced(
  problem: Problem,
  choices: Choices,
  observed: Traced,
  upTo: FromTraces,
): Composable {
  const runs = runsByName(observed);
  const level = STAGES.indexOf(upTo);
  const n = observed.requests.length;
  const one = (name: string, options: readonly Option[], chosen: Option | null): Option | null =>
    optionAsTraced(options, chosen, runs.get(name) ?? [], level);
  const calls = (name: string): CountDistribution => callsOf(observed, name, n);
  const values = new Map(choices.values);
  const steps = problem.steps.map((step): Step => {
    const chosen =
      step.options.find(({ value }) => value === choices.values.get(step.name)) ?? null;
    const option = one(step.name, step.options, chosen);
    values.set(step.name, option?.value ?? 'off');
    const base = { ...step, options: option ? [option] : step.options };
    return level < 2 ? base : { ...base, chance: 1, calls: calls(step.name), onReject: null };
  });
  const tools = (problem.tools?.tools ?? []).map((tool): Tool => {
    const chosen = tool.options.find(({ value }) => value === choices.values.get(tool.name));
    const option = one(tool.name, tool.options, chosen ?? tool.options[0] ?? null);
    const base = { ...tool, options: option ? [option] : tool.options };
    return level < 2 ? base : { ...base, chance: 1, calls: calls(tool.name) };
  });
  const made = { ...problem, steps, tools: problem.tools && { ...problem.tools, tools } };
  const architecture = { values, tools: choices.tools, order: observed.order };
  return level < 2
    ? { problem: made, choices: architecture }
    : withoutShortcuts(
        made,
        { ...architecture, tools: tools.map(({ name }) => name) },
        runs,
        calls,
      );
}

/** Lookups become steps of their own: what they saved is in the counts of the steps they skip. */
function withoutShortcuts(
  problem: Problem,
  choices: Choices,
  runs: ReadonlyMap<string, readonly ObservedRun[]>,
  calls: (name: string) => CountDistribution,
): Composable {
  const values = new Map(choices.values);
  const lookups = problem.shortcuts.flatMap((shortcut): Step[] => {
    values.delete(shortcut.name);
    const ran = runs.get(shortcut.name) ?? [];
    if (ran.length === 0) return [];
    values.set(shortcut.name, 'on');
    return [
      {
        name: shortcut.name,
        component: shortcut.name,
        kind: 'memory',
        options: [{ ...PLAIN_OPTION, latency: histogramOf(ran), call: shortcut.call }],
        optional: false,
        offEffect: null,
        chance: 1,
        calls: calls(shortcut.name),
        streams: false,
        showsProgress: false,
        onReject: null,
        guards: null,
      },
    ];
  });
  const workflow: SequenceBlock = {
    kind: 'sequence',
    items: [
      ...lookups.map(({ name }) => ({ kind: 'step' as const, step: name })),
      ...problem.workflow.items,
    ],
  };
  return {
    problem: { ...problem, workflow, steps: [...lookups, ...problem.steps], shortcuts: [] },
    choices: { ...choices, values },
  };
}

const PLAIN_OPTION = { value: 'on', ttft: null, fixedCost: 0, saves: 0, effect: null } as const;

/** Null for a step that neither was chosen nor ran. */
function optionAsTraced(
  options: readonly Option[],
  chosen: Option | null,
  runs: readonly ObservedRun[],
  level: number,
): Option | null {
  if (runs.length === 0) return chosen;
  const base = chosen ?? options[0] ?? null;
  if (base === null) return null;
  if (level >= 1) return { ...base, latency: histogramOf(runs) };
  const counts = new Map<Option, number>();
  for (const run of runs) {
    const option = optionRun(options, run);
    if (option) counts.set(option, (counts.get(option) ?? 0) + 1);
  }
  const known = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (known === 0) return base;
  const parts = [...counts].map(([{ latency }, count]) => ({
    weight: count / known,
    law: latency,
  }));
  return { ...base, latency: { kind: 'mixture', parts } };
}

/** All runs of each step, tool and shortcut. */
export function runsByName({ requests }: Traced): ReadonlyMap<string, readonly ObservedRun[]> {
  const runs = new Map<string, ObservedRun[]>();
  for (const { byName } of requests)
    for (const [name, ofRequest] of byName) {
      const known = runs.get(name);
      if (known) known.push(...ofRequest);
      else runs.set(name, [...ofRequest]);
    }
  return runs;
}

/** Durations as a table measures them. */
export function histogramOf(runs: readonly ObservedRun[]): LatencyInput {
  const histogram = emptyHistogram();
  for (const { durationMs } of runs) addDuration(histogram, durationMs);
  return { kind: 'histogram', histogram };
}

function callsOf({ requests }: Traced, name: string, n: number): CountDistribution {
  const counts = new Map<number, number>();
  for (const { byName } of requests) {
    const count = byName.get(name)?.length ?? 0;
    counts.set(count, (counts.get(count) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([count, times]) => ({ count, share: times / n }));
}
