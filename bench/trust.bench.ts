import { latencyEvaluator } from '../src/solver/latency.ts';
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

/**
 * How far off the percentiles of a new architecture are that are predicted from traces of another
 * one, by how the steps really depend on one another.
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
const SETS = Number(process.env['SETS'] ?? 12);

function truth(of: Dependence): number[] {
  const draw = drawer(of, 99);
  const times = Float64Array.from({ length: TRUTH }, () => totalOf(draw(NEXT), NEXT.order)).sort();
  return P.map((p) => rankedQuantile(times, p));
}

function errors(found: readonly number[], right: readonly number[]): number[] {
  return found.map((ms, at) => (ms / right[at]! - 1) * 100);
}

function mean(rows: readonly number[][]): string {
  const means = P.map((_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length);
  const p95 = rows.map((row) => row[1]!);
  const sd = Math.sqrt(p95.reduce((sum, e) => sum + (e - means[1]!) ** 2, 0) / rows.length);
  return `${means.map((error) => error.toFixed(1)).join(' / ')} (±${sd.toFixed(1)})`;
}

console.log('error % at p50 / p95 / p99 of a new architecture; mean over sets, ± sd of p95\n');
console.log('| dependence | n | independent | copula | replay |');
console.log('|---|---|---|---|---|');
for (const [name, of] of CASES) {
  const right = truth(of);
  const evaluator = latencyEvaluator(PROBLEM);
  const plain = errors(
    P.map((p) => evaluator.at(NEXT, 'latency', p) ?? NaN),
    right,
  );
  for (const n of [300, 3000]) {
    const sets = Array.from({ length: SETS }, (_, set) =>
      traced(PROBLEM, tracedRequests(of, n, 1000 + set)),
    );
    const copula = sets.map((set) =>
      errors(
        copulaOf(PROBLEM, set)(NEXT, P).map(({ ms }) => ms),
        right,
      ),
    );
    const replay = sets.map((set, at) => {
      const times = ascendingOf(new Replay(PROBLEM, set, at + 1).times(NEXT));
      return errors(
        P.map((p) => rankedQuantile(times, p)),
        right,
      );
    });
    console.log(
      `| ${name} | ${n} | ${plain.map((e) => e.toFixed(1)).join(' / ')} | ${mean(copula)} | ${mean(replay)} |`,
    );
  }
}
