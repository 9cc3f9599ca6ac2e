import { latencyEvaluator } from '../src/solver/latency.ts';
import { momentsOf } from '../src/trust/moments.ts';
import { ascendingOf, rankedQuantile } from '../src/trust/ranked.ts';
import { Replay } from '../src/trust/replay.ts';
import { copulaOf } from '../src/trust/rescored.ts';
import { traced } from '../src/trust/traced.ts';
import {
  drawer,
  HARSH_INCIDENTS,
  INCIDENTS,
  NEXT,
  PROBLEM,
  SHARED_INCIDENTS,
  totalOf,
  tracedRequests,
  type Dependence,
} from '../test/support/dependentTraces.ts';
import { hashed } from '../test/support/hashed.ts';

/**
 * How far off the percentiles of a new architecture are that are predicted from traces of another
 * one, by how the steps really depend on one another; beside them what measuring the new one itself in
 * as many requests would give, which is the best that anyone could do.
 */

const CASES: readonly (readonly [name: string, dependence: Dependence])[] = [
  ['independent', { kind: 'independent' }],
  ['one factor .2', { kind: 'factor', rho: 0.2 }],
  ['one factor .4', { kind: 'factor', rho: 0.4 }],
  ['one factor .6', { kind: 'factor', rho: 0.6 }],
  ['incidents 6%', INCIDENTS],
  ['incidents 6%, one rank for all steps', SHARED_INCIDENTS],
  ['incidents 6%, slowest tenth', HARSH_INCIDENTS],
];

const P = [0.5, 0.95, 0.99];
const TRUTH = 1_000_000;

/** Trace sets: fitting a copula takes long, and its errors scatter little. */
const SETS = Number(process.env['SETS'] ?? 12);
const REPLAYS = Number(process.env['REPLAYS'] ?? 150);

type Errors = readonly number[];

function truth(of: Dependence): number[] {
  const draw = drawer(of, 99);
  const times = Float64Array.from({ length: TRUTH }, () => totalOf(draw(NEXT), NEXT.order)).sort();
  return P.map((p) => rankedQuantile(times, p));
}

/** Percent. */
function errors(found: readonly number[], right: readonly number[]): Errors {
  return found.map((ms, at) => (ms / right[at]! - 1) * 100);
}

/** Measured in n requests of the new architecture itself. */
function measured(of: Dependence, n: number, seed: number): number[] {
  const draw = drawer(of, seed);
  const times = Float64Array.from({ length: n }, () => totalOf(draw(NEXT), NEXT.order)).sort();
  return P.map((p) => rankedQuantile(times, p));
}

function replayed(of: Dependence, n: number, seed: number): number[] {
  const set = traced(PROBLEM, tracedRequests(of, n, seed));
  const times = ascendingOf(new Replay(PROBLEM, set, seed).times(NEXT));
  return P.map((p) => rankedQuantile(times, p));
}

function copied(of: Dependence, n: number, seed: number): number[] {
  const set = traced(PROBLEM, tracedRequests(of, n, seed));
  return copulaOf(PROBLEM, set)(NEXT, P).map(({ ms }) => ms);
}

/** Mean error with the 95% interval of that mean, and how far single sets scatter. */
function cell(rows: readonly Errors[]): string {
  return P.map((_, at) => {
    const { mean, variance, n } = momentsOf(rows.map((row) => row[at]!));
    const sd = Math.sqrt(variance ?? 0);
    return `${mean.toFixed(1)}±${((1.96 * sd) / Math.sqrt(n)).toFixed(1)} (${sd.toFixed(1)})`;
  }).join(', ');
}

/** Sets differ in their seeds alone: no row depends on those before it. */
function sets(count: number, of: (seed: number) => Errors): Errors[] {
  return Array.from({ length: count }, (_, set) => of(hashed(set)));
}

console.log(
  `Prediction: error in percent at p50, p95, p99, mean ± 95% interval of the mean (standard deviation of a set),\nover ${SETS} trace sets (copula) and ${REPLAYS} (replay, measured). "measured" is the new architecture itself, measured in n requests.\n`,
);
console.log('| steps are | n | composed | copula | replay | measured |');
console.log('|---|---|---|---|---|---|');
for (const [name, of] of CASES) {
  const right = truth(of);
  const evaluator = latencyEvaluator(PROBLEM);
  const plain = errors(
    P.map((p) => evaluator.at(NEXT, 'latency', p) ?? NaN),
    right,
  );
  for (const n of [300, 3000]) {
    const cells = [
      cell(sets(SETS, (seed) => errors(copied(of, n, seed), right))),
      cell(sets(REPLAYS, (seed) => errors(replayed(of, n, seed), right))),
      cell(sets(REPLAYS, (seed) => errors(measured(of, n, hashed(seed)), right))),
    ];
    const composed = plain.map((e) => e.toFixed(1)).join(', ');
    console.log(`| ${name} | ${n} | ${composed} | ${cells.join(' | ')} |`);
  }
}
