import type { CountDistribution, LatencyInput } from '../latency/latencyInput.ts';
import { leafOf } from '../latency/leafOf.ts';
import type { Choices } from './choices.ts';
import type { Block, Problem, Step } from './problem.ts';
import { optionOf } from './optionOf.ts';

/** A time in ms that at most this share of requests exceeds, however its parts depend on each other. */
type Exceeded = (share: number) => number;

/**
 * An upper bound on a percentile of the end to end latency, in ms, without composing any law. The
 * share of requests that may take longer is split evenly over all that must be slow for that: when no
 * part exceeds its time, neither does the sum or the maximum of them (Boole's inequality). Lookups are
 * counted as if they never hit, which saves nothing.
 */
export function slowest(problem: Problem, choices: Choices, p: number): number {
  const lookups = problem.shortcuts.filter(({ name }) => choices.values.get(name) === 'on');
  const parts = partsOf({ problem, choices }, problem.workflow.items);
  return inSeries([...lookups.map(({ lookup }) => call(lookup)), ...parts])(1 - p);
}

interface Run {
  readonly problem: Problem;
  readonly choices: Choices;
}

/** Nothing that could be slow. */
const NEVER: Exceeded = () => 0;

function partsOf(run: Run, items: readonly Block[]): Exceeded[] {
  return items.map((item, index) => ofBlock(run, item, items.slice(0, index)));
}

function ofBlock(run: Run, block: Block, earlier: readonly Block[]): Exceeded {
  switch (block.kind) {
    case 'step':
      return ofStep(run, block.step, earlier);
    case 'tools':
      return ofTools(run);
    case 'sequence':
      return inSeries(partsOf(run, block.items));
    case 'parallel':
      return inParallel(block.branches.map(({ items }) => inSeries(partsOf(run, items))));
  }
}

function ofStep(run: Run, name: string, earlier: readonly Block[]): Exceeded {
  const step = run.problem.steps.find((each) => each.name === name);
  const value = run.choices.values.get(name);
  const option = step?.options.find((each) => each.value === value);
  if (step === undefined || option === undefined) return NEVER;
  const once = repeated(call(option.latency), step.calls);
  return withChance(
    step.onReject === null ? once : verdicts(run, step, once, earlier),
    step.chance,
  );
}

/** The verifier, and with its chance of rejecting everything again, as often as it may. */
function verdicts(run: Run, step: Step, once: Exceeded, earlier: readonly Block[]): Exceeded {
  const { redo, chance = 0, times = 0 } = step.onReject ?? {};
  const from = earlier.findIndex((item) => item.kind === 'step' && item.step === redo);
  const redone = partsOf(run, earlier).slice(from);
  let verdict = once;
  for (let left = times; left > 0; left--)
    verdict = inSeries([once, withChance(inSeries([...redone, verdict]), chance)]);
  return verdict;
}

function ofTools({ problem, choices }: Run): Exceeded {
  const kept = (problem.tools?.tools ?? []).filter(({ name }) => choices.tools.includes(name));
  const times = kept.map((tool) =>
    withChance(repeated(call(optionOf(tool, choices).latency), tool.calls), tool.chance),
  );
  return choices.order === 'parallel' ? inParallel(times) : inSeries(times);
}

function call(input: LatencyInput): Exceeded {
  return (share) => leafOf(input).quantile(1 - share);
}

function inSeries(parts: readonly Exceeded[]): Exceeded {
  const slow = parts.filter((part) => part !== NEVER);
  if (slow.length === 0) return NEVER;
  return (share) => slow.reduce((sum, part) => sum + part(share / slow.length), 0);
}

function inParallel(parts: readonly Exceeded[]): Exceeded {
  const slow = parts.filter((part) => part !== NEVER);
  if (slow.length === 0) return NEVER;
  return (share) => slow.reduce((longest, part) => Math.max(longest, part(share / slow.length)), 0);
}

/** Of those that run it, so many more may be slow. */
function withChance(time: Exceeded, chance: number): Exceeded {
  if (time === NEVER || chance === 1) return time;
  return (share) => (chance <= share ? 0 : time(share / chance));
}

/** However many calls there are, at most the share is slower than that many calls. */
function repeated(time: Exceeded, counts: CountDistribution): Exceeded {
  const most = (share: number, calls: number) => (calls === 0 ? 0 : calls * time(share / calls));
  return (share) => counts.reduce((longest, { count }) => Math.max(longest, most(share, count)), 0);
}
