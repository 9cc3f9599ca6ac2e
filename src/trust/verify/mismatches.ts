import type { Choices } from '../../solver/choices.ts';
import { chanceOfCall } from '../../solver/expectedRuns.ts';
import type { Problem, Step, Tool } from '../../solver/problem.ts';
import { binomialTail } from '../binomial.ts';
import { chosenOptions } from '../drift.ts';
import { namesByComponent } from '../stepRuns.ts';
import type { Traced, TracedRequest } from '../traced.ts';
import { optionRun } from '../variantOf.ts';

/** Something that runs otherwise than was signed. */
export interface Mismatch {
  /** The step or tool, or `order`. */
  readonly step: string;
  readonly signed: string;
  readonly traced: string;
  /** Share of its calls, or of requests, that ran as traced. */
  readonly share: number;
  readonly n: number;
}

/** A few strays are fallbacks and canaries; more than this is another architecture. */
const STRAYS = 0.05;

const LEAST = 20;

/** What happens by chance less often than this is no chance. */
const COINCIDENCE = 1e-3;

/** Where the traces contradict the choices that were signed. Too few calls contradict nothing. */
export function mismatches(problem: Problem, choices: Choices, observed: Traced): Mismatch[] {
  const { requests } = observed;
  const chosen = chosenOptions(problem, choices);
  return [
    ...chosen.flatMap(({ name, options, option }) =>
      otherVariant(
        requests,
        name,
        option.value,
        (run) => optionRun(options, run)?.value ?? run.variant,
      ),
    ),
    ...droppedButRun(problem, choices, requests),
    ...missing(problem, choices, requests),
    ...otherOrder(choices, observed),
  ];
}

type Run = TracedRequest['request']['runs'][number];

function otherVariant(
  requests: readonly TracedRequest[],
  step: string,
  signed: string,
  variantOf: (run: Run) => string | null,
): Mismatch[] {
  const counts = new Map<string, number>();
  let n = 0;
  for (const { byName } of requests)
    for (const run of byName.get(step) ?? []) {
      const variant = variantOf(run) ?? 'an unknown model';
      counts.set(variant, (counts.get(variant) ?? 0) + 1);
      n += 1;
    }
  const others = [...counts].filter(([variant]) => variant !== signed);
  const other = others.reduce((sum, [, count]) => sum + count, 0);
  const [most] = others.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (most === undefined || n < LEAST || other / n <= STRAYS) return [];
  return [{ step, signed, traced: most[0], share: most[1] / n, n }];
}

/** Steps that were signed off, and tools that were given up, but run. */
function droppedButRun(
  problem: Problem,
  choices: Choices,
  requests: readonly TracedRequest[],
): Mismatch[] {
  const off = [
    ...problem.steps.map(({ name }) => name).filter((name) => choices.values.get(name) === 'off'),
    ...problem.shortcuts
      .map(({ name }) => name)
      .filter((name) => choices.values.get(name) !== 'on'),
    ...(problem.tools?.tools ?? [])
      .map(({ name }) => name)
      .filter((name) => !choices.tools.includes(name)),
  ];
  return off.flatMap((step) => {
    const share = shareThatRan(requests, [step]);
    return requests.length < LEAST || share <= STRAYS
      ? []
      : [{ step, signed: 'off', traced: 'on', share, n: requests.length }];
  });
}

/**
 * Components that were kept, but that hardly any request runs, and by no chance so few. Of several steps
 * of one component nobody can tell which is missing: it is, when all of them are.
 */
function missing(
  problem: Problem,
  choices: Choices,
  requests: readonly TracedRequest[],
): Mismatch[] {
  const n = requests.length;
  if (n < LEAST) return [];
  const kept = keptThings(problem, choices);
  return [...namesByComponent(problem)].flatMap(([component, names]) => {
    const things = kept.filter(({ name }) => names.includes(name));
    const share = shareThatRan(requests, names);
    const chance = Math.max(0, ...things.map(chanceOfCall));
    if (things.length === 0 || share > STRAYS || !isTooRare(share, n, chance)) return [];
    const signed = choices.values.get(things[0]?.name ?? component) ?? 'on';
    return [{ step: component, signed, traced: 'off', share: 1 - share, n }];
  });
}

/** Steps and tools that are on and that no shortcut may skip. */
function keptThings(problem: Problem, choices: Choices): readonly (Step | Tool)[] {
  const skipped = new Set(problem.shortcuts.flatMap(({ skips }) => skips));
  return [
    ...problem.steps.filter(({ name }) => choices.values.get(name) !== 'off'),
    ...(skipped.has('tools') ? [] : (problem.tools?.tools ?? [])).filter(({ name }) =>
      choices.tools.includes(name),
    ),
  ].filter(({ name }) => !skipped.has(name));
}

function isTooRare(share: number, n: number, chance: number): boolean {
  const ran = Math.round(share * n);
  return 1 - binomialTail(n, chance, ran + 1) < COINCIDENCE;
}

/** Share of the requests that ran any of these. */
function shareThatRan(requests: readonly TracedRequest[], names: readonly string[]): number {
  const ran = requests.filter(({ byName }) =>
    names.some((name) => (byName.get(name)?.length ?? 0) > 0),
  ).length;
  return ran / Math.max(1, requests.length);
}

/** Among requests that used two tools or more: whether any two of them overlapped. */
function otherOrder({ order, tools }: Choices, { requests }: Traced): Mismatch[] {
  let several = 0;
  let atOnce = 0;
  for (const { byName } of requests) {
    const runs = tools.flatMap((tool) => byName.get(tool) ?? []);
    if (new Set(runs.map(({ component }) => component)).size < 2) continue;
    several += 1;
    if (anyOverlap(runs)) atOnce += 1;
  }
  if (several < LEAST) return [];
  const share = atOnce / several;
  const traced = share > 0.5 ? 'parallel' : 'series';
  if (traced === order) return [];
  return [
    {
      step: 'order',
      signed: order,
      traced,
      share: traced === 'series' ? 1 - share : share,
      n: several,
    },
  ];
}

/** More than a tenth of the shorter one ran at the same time: clocks are off by a little. */
function anyOverlap(runs: readonly Run[]): boolean {
  return runs.some((one, at) =>
    runs.slice(at + 1).some((other) => {
      const shared = Math.min(one.endMs, other.endMs) - Math.max(one.startMs, other.startMs);
      return shared > 0.1 * Math.min(one.endMs - one.startMs, other.endMs - other.startMs);
    }),
  );
}
