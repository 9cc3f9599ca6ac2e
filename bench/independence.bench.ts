import { wilson } from '../src/accuracy/wilson.ts';
import { dependence, LEVEL } from '../src/trust/dependence.ts';
import type { ObservedRequest } from '../src/trust/observed.ts';
import { traced } from '../src/trust/traced.ts';
import {
  HARSH_INCIDENTS,
  INCIDENTS,
  PROBLEM,
  tracedRequests,
  type Dependence,
} from '../test/support/dependentTraces.ts';
import { hashed } from '../test/support/hashed.ts';
import { mulberry32 } from '../test/support/mulberry32.ts';

/**
 * How often the permutation test flags trace sets: false alarms where steps are independent, with the
 * Wilson interval of that share (95%), and the power to find what ties steps together.
 */

const SETS = Number(process.env['SETS'] ?? 2000);
const POWER_SETS = Number(process.env['POWER_SETS'] ?? 200);
const SIZES = [50, 200];

/** Independent steps of which half run by chance: their times have as many ties at 0. */
function withChance(requests: readonly ObservedRequest[], seed: number): ObservedRequest[] {
  const random = mulberry32(seed);
  return requests.map((request) => {
    const runs = request.runs.filter((_, at) => at % 2 === 0 || random() < 0.5);
    return { ...request, runs, latencyMs: runs.reduce((sum, run) => sum + run.durationMs, 0) };
  });
}

/** Times to whole seconds, as some exporters write them. */
function rounded(requests: readonly ObservedRequest[]): ObservedRequest[] {
  return requests.map((request) => {
    const runs = request.runs.map((run) => ({
      ...run,
      durationMs: Math.round(run.durationMs / 1000) * 1000,
      startMs: 0,
      endMs: Math.round(run.durationMs / 1000) * 1000,
    }));
    return { ...request, runs, latencyMs: runs.reduce((sum, run) => sum + run.durationMs, 0) };
  });
}

function flagged(sets: number, make: (set: number) => readonly ObservedRequest[]): number {
  let flags = 0;
  for (let set = 0; set < sets; set++)
    if (
      dependence(PROBLEM, traced(PROBLEM, make(set)), [], hashed(7_000_001 + set)).pValue <= LEVEL
    )
      flags += 1;
  return flags;
}

function share(passed: number, total: number): string {
  const { low, high } = wilson({ passed, total }, 1.96);
  const percent = (value: number) => `${(value * 100).toFixed(1)}%`;
  return `${percent(passed / total)} (${percent(low)}–${percent(high)})`;
}

function row(name: string, sets: number, of: (n: number, set: number) => ObservedRequest[]): void {
  const cells = SIZES.map((n) =>
    share(
      flagged(sets, (set) => of(n, set)),
      sets,
    ),
  );
  console.log(`| ${name} | ${sets} | ${cells.join(' | ')} |`);
}

console.log(
  `\nDependence: share of trace sets in which the permutation test says that steps depend on one another, at ${LEVEL * 100}%\n(95% interval). Where they are independent that is a false alarm, elsewhere its power.\n`,
);
console.log(`| steps | sets | ${SIZES.map((n) => `n = ${n}`).join(' | ')} |`);
console.log('|---|---|---|---|');
const independent = (n: number, set: number) =>
  tracedRequests({ kind: 'independent' }, n, hashed(100_003 + set));
row('independent', SETS, independent);
row('independent, half of them by chance', SETS, (n, set) => withChance(independent(n, set), set));
row('independent, whole seconds', SETS, (n, set) => rounded(independent(n, set)));
const tied: readonly (readonly [string, Dependence])[] = [
  ['one factor .2', { kind: 'factor', rho: 0.2 }],
  ['one factor .4', { kind: 'factor', rho: 0.4 }],
  ['one factor .6', { kind: 'factor', rho: 0.6 }],
  ['incidents 6%', INCIDENTS],
  ['incidents 6%, slowest tenth', HARSH_INCIDENTS],
];
for (const [name, of] of tied)
  row(name, POWER_SETS, (n, set) => tracedRequests(of, n, hashed(900_007 + set)));
