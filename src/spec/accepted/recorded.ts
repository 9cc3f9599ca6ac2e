import type { TimesThen } from '../../solver/basis/asItWas.ts';
import type { EvidenceThen } from '../../solver/basis/blameForAccuracy.ts';
import type { BasisThen, PillarThen } from '../../solver/basis/blameForCost.ts';
import type { AcceptedOnce } from './acceptedSchema.ts';

type Pillars = NonNullable<AcceptedOnce['rests_on']>;

/** Prices are written per million tokens. */
const MILLION = 1e6;

/** How long one call of everything that ran took, by name. */
export function recordedTimes({ rests_on }: AcceptedOnce): ReadonlyMap<string, TimesThen> {
  return new Map(
    Object.entries(rests_on ?? {}).map(([name, { p50, p95, p99, ttft }]) => [
      name,
      { ...times({ p50, p95, p99 }), ttft: ttft === undefined ? null : times(ttft) },
    ]),
  );
}

function times({ p50, p95, p99 }: { p50: number; p95: number; p99?: number | undefined }) {
  return { p50, p95, ...(p99 === undefined ? {} : { p99 }) };
}

/** What everything that ran cost, and at which prices and volume. */
export function recordedCosts({ rests_on, prices, traffic }: AcceptedOnce): BasisThen {
  return {
    pillars: new Map(
      Object.entries(rests_on ?? {}).map(([name, pillar]) => [name, pillarThen(pillar)]),
    ),
    prices: new Map(
      Object.entries(prices ?? {}).map(([model, { input, cached, output }]) => [
        model,
        {
          input: input / MILLION,
          cached: cached === undefined ? null : cached / MILLION,
          output: output / MILLION,
        },
      ]),
    ),
    traffic:
      traffic === undefined ? null : { requests: traffic.requests, turns: traffic.turns ?? 1 },
  };
}

function pillarThen({
  cost,
  runs,
  model,
  input,
  output,
  monthly,
  replicas,
  hourly,
}: Pillars[string]): PillarThen {
  return {
    cost: cost ?? null,
    runs: runs ?? 1,
    model: model ?? null,
    tokens: input === undefined || output === undefined ? null : { input, output },
    monthly: monthly ?? 0,
    replicas: replicas ?? null,
    hourly: hourly ?? null,
  };
}

/** What the accuracy was taken from; null where it was not recorded. */
export function recordedEvidence({ evidence }: AcceptedOnce): EvidenceThen | null {
  if (evidence === undefined) return null;
  return {
    eval: evidence.eval,
    basis: evidence.basis,
    n: evidence.n ?? null,
    baseline: evidence.baseline ?? null,
    tasks: new Map(Object.entries(evidence.tasks ?? {})),
    effects: new Map(Object.entries(evidence.effects ?? {}).map(([key, { mid }]) => [key, mid])),
  };
}
