import { wilson } from '../src/accuracy/wilson.ts';
import { verifyAgent, type Outcome } from '../src/trust/verify/verifyAgent.ts';
import { launch, type LaunchOptions } from '../test/support/launches.ts';

/**
 * What `verify` says of simulated launches that are exactly as signed, and of slower ones, over all
 * figures together; and whether a p95 that is 10% worse is found as often as `power` says.
 */

const LAUNCHES = Number(process.env['LAUNCHES'] ?? 1000);

const OUTCOMES: readonly Outcome[] = ['kept', 'not-enough-data', 'worse', 'different-architecture'];

interface Tally {
  readonly outcomes: Map<Outcome, number>;
  checks: number;
  p95Worse: number;
  power: number;
}

function simulated(options: Omit<LaunchOptions, 'seed'>): Tally {
  const tally: Tally = { outcomes: new Map(), checks: 0, p95Worse: 0, power: 0 };
  for (let run = 0; run < LAUNCHES; run++) {
    const { outcome, checks } = verifyAgent(launch({ ...options, seed: 1 + 7919 * run }));
    tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
    tally.checks = checks.length;
    const p95 = checks.find(({ metric, of }) => metric === 'latency' && of === 'p95');
    tally.p95Worse += Number(p95?.status === 'worse');
    tally.power += (p95?.power ?? 0) / LAUNCHES;
  }
  return tally;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

function withInterval(count: number): string {
  const { low, high } = wilson({ passed: count, total: LAUNCHES }, 1.96);
  return `${percent(count / LAUNCHES)} (${percent(low)}–${percent(high)})`;
}

console.log(
  `\nLaunches: what verify says of ${LAUNCHES} simulated launches each (95% interval). As signed, "worse" is a false alarm;\n10% slower, "p95 found worse" is to be as frequent as the power that verify states.\n`,
);
console.log(
  '| launch | n | figures | kept | too few | worse | other architecture | p95 found worse | power stated |',
);
console.log('|---|---|---|---|---|---|---|---|---|');
const cases: readonly (readonly [name: string, slower: number, n: number])[] = [
  ['exactly as signed', 1, 50],
  ['exactly as signed', 1, 200],
  ['exactly as signed', 1, 2000],
  ['10% slower', 1.1, 500],
  ['10% slower', 1.1, 1000],
  ['10% slower', 1.1, 2000],
  ['5% faster', 0.95, 2000],
];
for (const [name, slower, n] of cases) {
  const { outcomes, checks, p95Worse, power } = simulated({ n, slower });
  const shares = OUTCOMES.map((outcome) => withInterval(outcomes.get(outcome) ?? 0));
  console.log(
    `| ${name} | ${n} | ${checks} | ${shares.join(' | ')} | ${withInterval(p95Worse)} | ${percent(power)} |`,
  );
}
