import type { Basis, TokenPrices } from './basis.ts';
import type { Pillar } from './pillars.ts';

/** What was recorded of one thing that ran; what an older record lacks is null. */
export interface PillarThen {
  readonly cost: number | null;
  readonly runs: number;
  readonly model: string | null;
  readonly tokens: Pillar['tokens'];
  readonly monthly: number;
  readonly replicas: number | null;
  readonly hourly: number | null;
}

export interface BasisThen {
  readonly pillars: ReadonlyMap<string, PillarThen>;
  readonly prices: ReadonlyMap<string, TokenPrices>;
  readonly traffic: { readonly requests: number | null; readonly turns: number } | null;
}

/** Why something costs more than it did, with the figure that changed. */
export type CostCause =
  | { readonly kind: 'new' }
  | { readonly kind: 'model'; readonly before: string; readonly now: string }
  | {
      readonly kind: 'price';
      readonly model: string;
      readonly token: keyof TokenPrices;
      /** USD per token. */
      readonly before: number;
      readonly now: number;
    }
  | {
      readonly kind: 'tokens';
      readonly token: 'input' | 'output';
      readonly before: number;
      readonly now: number;
    }
  | { readonly kind: 'runs'; readonly before: number; readonly now: number }
  | { readonly kind: 'call' }
  | { readonly kind: 'replicas'; readonly before: number; readonly now: number }
  /** USD an hour of its host. */
  | { readonly kind: 'host'; readonly before: number; readonly now: number }
  | { readonly kind: 'monthly' }
  | { readonly kind: 'spread' };

/** How much dearer a request became through one thing. */
export interface CostBlame {
  readonly name: string;
  readonly value: string;
  /** USD: a request, or a month for what is paid by the month. */
  readonly before: number;
  readonly now: number;
  readonly per: 'request' | 'month';
  readonly cause: CostCause;
  /** USD a request. */
  readonly amount: number;
}

/** Changes below this share are the rounding of the record. */
const CHANGED = 1.01;

/** What made a request dearer, most guilty first. */
export function blameForCost(now: Basis, then: BasisThen): CostBlame[] {
  const requests = now.traffic.requests;
  const blames = now.pillars.flatMap((pillar) => [
    ...callsBlame(pillar, now, then),
    ...monthlyBlame(pillar, requests, then),
  ]);
  return blames.toSorted((a, b) => b.amount - a.amount);
}

function callsBlame(pillar: Pillar, now: Basis, then: BasisThen): CostBlame[] {
  const before = then.pillars.get(pillar.name);
  const was = before === undefined ? 0 : before.cost;
  if (pillar.cost === null || was === null || pillar.cost <= was * CHANGED) return [];
  return [
    {
      name: pillar.name,
      value: pillar.value,
      before: was,
      now: pillar.cost,
      per: 'request',
      cause: before === undefined ? { kind: 'new' } : causeOf(pillar, before, now, then),
      amount: pillar.cost - was,
    },
  ];
}

/** Of price, tokens and calls, the one that grew most. */
function causeOf(pillar: Pillar, before: PillarThen, now: Basis, then: BasisThen): CostCause {
  const { model } = pillar;
  if (model !== null && before.model !== null && model !== before.model)
    return { kind: 'model', before: before.model, now: model };
  const grown = [
    ...(model === null ? [] : pricesGrown(model, now, then)),
    ...tokensGrown(pillar, before),
    ...(before.runs === 0 || pillar.runs <= before.runs * CHANGED
      ? []
      : [{ kind: 'runs' as const, before: before.runs, now: pillar.runs }]),
  ];
  const [most] = grown.toSorted((a, b) => b.now / b.before - a.now / a.before);
  return most ?? { kind: 'call' };
}

type Grown = Extract<CostCause, { readonly kind: 'price' | 'tokens' | 'runs' }>;

function pricesGrown(model: string, { prices }: Basis, then: BasisThen): Grown[] {
  return (['input', 'output', 'cached'] as const).flatMap((token): Grown[] => {
    const [before, now] = [then.prices.get(model)?.[token], prices.get(model)?.[token]];
    if (before === undefined || before === null || before === 0) return [];
    if (now === undefined || now === null || now <= before * CHANGED) return [];
    return [{ kind: 'price', model, token, before, now }];
  });
}

function tokensGrown({ tokens }: Pillar, before: PillarThen): Grown[] {
  return (['input', 'output'] as const).flatMap((token): Grown[] => {
    const [was, is] = [before.tokens?.[token] ?? 0, tokens?.[token] ?? 0];
    return was > 0 && is > was * CHANGED ? [{ kind: 'tokens', token, before: was, now: is }] : [];
  });
}

/** Without traffic, nothing says what a monthly cost is in a request. */
function monthlyBlame(pillar: Pillar, requests: number | null, then: BasisThen): CostBlame[] {
  const before = then.pillars.get(pillar.name);
  const spreadOver = then.traffic?.requests ?? null;
  if (requests === null || requests === 0 || spreadOver === null || spreadOver === 0) return [];
  const was = before?.monthly ?? 0;
  const amount = pillar.monthly / requests - was / spreadOver;
  if (pillar.monthly === 0 || amount <= (was / spreadOver) * (CHANGED - 1)) return [];
  return [
    {
      name: pillar.name,
      value: pillar.value,
      before: was,
      now: pillar.monthly,
      per: 'month',
      cause: monthlyCause(pillar, before),
      amount,
    },
  ];
}

function monthlyCause(
  { monthly, replicas, hourly }: Pillar,
  before: PillarThen | undefined,
): CostCause {
  if (before === undefined) return { kind: 'new' };
  if (hourly !== null && before.hourly !== null && hourly > before.hourly * CHANGED)
    return { kind: 'host', before: before.hourly, now: hourly };
  if (replicas !== null && before.replicas !== null && replicas > before.replicas)
    return { kind: 'replicas', before: before.replicas, now: replicas };
  return monthly > before.monthly * CHANGED ? { kind: 'monthly' } : { kind: 'spread' };
}
