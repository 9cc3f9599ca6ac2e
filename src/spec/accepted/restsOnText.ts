import type { Basis, TokenPrices } from '../../solver/basis/basis.ts';
import type { Evidence } from '../../solver/basis/evidence.ts';
import type { CallTimes, Pillar } from '../../solver/basis/pillars.ts';
import { countToYaml } from '../../units/count.ts';
import { durationToYaml } from '../../units/duration.ts';
import { moneyPerToYaml, moneyToYaml } from '../../units/money.ts';
import { pointsToYaml } from '../../units/points.ts';
import { rateToYaml } from '../../units/rate.ts';
import { shareToYaml } from '../../units/share.ts';
import { flowMap, scalar } from '../../yaml/flowText.ts';

/** A key with its value on the same line, or with lines below it. */
export interface Entry {
  readonly key: string;
  readonly value: string | readonly (readonly [string, string])[];
}

type Pair = readonly [string, string];

/** What the figures rest on, as an `accepted` block records it. */
export function basisEntries({ pillars, prices, traffic, evidence }: Basis): Entry[] {
  const { requests, turns } = traffic;
  return [
    {
      key: 'rests_on',
      value: pillars.map((pillar) => [pillar.name, flowMap(pillarPairs(pillar))]),
    },
    ...(prices.size === 0
      ? []
      : [
          {
            key: 'prices',
            value: [...prices].map(([model, price]) => [model, perMillion(price)] as const),
          },
        ]),
    ...(requests === null
      ? []
      : [
          {
            key: 'traffic',
            value: flowMap([
              ['requests', rateToYaml(threeDigits(requests))],
              ...(turns === 1 ? [] : [['turns', String(turns)] as const]),
            ]),
          },
        ]),
    ...(evidence === null ? [] : [{ key: 'evidence', value: evidencePairs(evidence) }]),
  ];
}

function pillarPairs(pillar: Pillar): Pair[] {
  const { ttft, cost, runs, model, tokens, monthly, replicas, hourly } = pillar;
  return [
    ...timePairs(pillar),
    ...(ttft === null ? [] : [['ttft', flowMap(timePairs(ttft))] as const]),
    ...(cost === null ? [] : [['cost', dollars(cost)] as const]),
    ...(threeDigits(runs) === 1 ? [] : [['runs', String(threeDigits(runs))] as const]),
    ...(model === null ? [] : [['model', scalar(model)] as const]),
    ...(tokens === null
      ? []
      : [
          ['input', String(countToYaml(Math.round(tokens.input)))] as const,
          ['output', String(countToYaml(Math.round(tokens.output)))] as const,
        ]),
    ...(monthly === 0 ? [] : [['monthly', moneyPerToYaml(threeDigits(monthly), 'month')] as const]),
    ...(replicas === null ? [] : [['replicas', String(replicas)] as const]),
    ...(hourly === null ? [] : [['hourly', dollars(hourly)] as const]),
  ];
}

function timePairs({ p50, p95, p99 }: CallTimes): Pair[] {
  return [
    ['p50', duration(p50)],
    ['p95', duration(p95)],
    ...(p99 === undefined ? [] : [['p99', duration(p99)] as const]),
  ];
}

function perMillion({ input, cached, output }: TokenPrices): string {
  const price = (perToken: number | null) => dollars((perToken ?? 0) * 1e6);
  return flowMap([
    ['input', price(input)],
    ...(cached === null ? [] : [['cached', price(cached)] as const]),
    ['output', price(output)],
  ]);
}

function evidencePairs({ eval: name, basis, n, baseline, tasks, effects }: Evidence): Pair[] {
  const shares = [...tasks].map(([task, value]) => [scalar(task), tenth(value)] as const);
  const changed = [...effects]
    .map(([key, points]) => [key, Number(points.toFixed(3))] as const)
    .filter(([, points]) => points !== 0)
    .map(
      ([key, points]) =>
        [
          scalar(key),
          pointsToYaml({ mid: points, low: points, high: points, stated: 'value' }),
        ] as const,
    );
  return [
    ['eval', scalar(name)],
    ['basis', basis],
    ...(n === null ? [] : [['n', String(n)] as const]),
    ['baseline', tenth(baseline)],
    ...(shares.length === 0 ? [] : [['tasks', flowMap(shares)] as const]),
    ...(changed.length === 0 ? [] : [['effects', flowMap(changed)] as const]),
  ];
}

/** A tenth of a point is what evals can tell at best. */
function tenth(share: number): string {
  return shareToYaml(Number(share.toFixed(3)));
}

/** Three digits say as much as a table knows. */
export function duration(ms: number): string {
  return durationToYaml(threeDigits(ms));
}

export function dollars(usd: number): string {
  return moneyToYaml(threeDigits(usd));
}

function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
