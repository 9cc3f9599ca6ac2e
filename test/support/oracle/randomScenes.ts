import { parse, stringify } from 'yaml';
import { type Dice, diceOf } from './dice.ts';
import { randomTexts, type Texts } from './randomTexts.ts';

/** What YAML holds, to be changed in place. */
type Raw = Record<string, unknown>;

/** A spec and its table, read, with the agent `desk` of the spec. */
interface Written {
  readonly dice: Dice;
  readonly spec: Raw;
  readonly table: Raw;
  readonly agent: Raw;
}

/** Random agents set before what they otherwise do not meet, a scene each. */
export const SCENES = {
  /** Batches are a choice. */
  deadline: beforeDeadline,
  /** Open models are a choice, on GPUs that hold them or do not. */
  hosts: onGpus,
  /** The prompt cache is priced, by the traffic. */
  caching: withPromptCache,
  /** Monthly costs are shared. */
  agents: withAnotherAgent,
  /** What runs now is named, in part. */
  today: withToday,
  /** Several at once. */
  all: (written: Written) => {
    for (const change of [onGpus, withPromptCache, beforeDeadline, withAnotherAgent])
      if (written.dice.chance(0.7)) change(written);
  },
} as const;

export type Scene = keyof typeof SCENES;

export function randomScene(scene: Scene, seed: number): Texts {
  const texts = randomTexts(seed);
  const spec = parse(texts.spec) as Raw;
  const table = parse(texts.table) as Raw;
  const agent = (spec['agents'] as Raw)['desk'] as Raw;
  SCENES[scene]({ dice: diceOf(seed + 7919), spec, table, agent });
  const text = (raw: Raw) => stringify(raw, { aliasDuplicateObjects: false });
  return { spec: text(spec), table: text(table) };
}

function beforeDeadline({ dice, table, agent }: Written): void {
  const want = agent['want'] as Raw;
  delete want['latency'];
  want['deadline'] = dice.oneOf(['30m', '3h', '12h', '24h', '50h', '4d']);
  const prices = table['prices'] as Record<string, Raw>;
  if (dice.chance(0.8)) prices['large'] = { ...prices['large'], batch: '50%' };
  if (prices['small'] && dice.chance(0.6))
    prices['small'] = { ...prices['small'], batch: { tokens: '40%', cached: '100%' } };
}

const SHAPE = { parameters: 8.03e9, layers: 32, kv_heads: 8, head_size: 128, hidden: 4096 };

const TIERS = {
  big: { gpu: 'x', memory: 85e9, bandwidth: 2039e9, flops: 312e12, mbu: '80%', mfu: '72%' },
  fast: { gpu: 'y', memory: 85e9, bandwidth: 3350e9, flops: 989e12, mbu: '80%', mfu: '66%' },
  tiny: { gpu: 'z', memory: 18.5e9, bandwidth: 300e9, flops: 121e12, mbu: '80%', mfu: '45%' },
};

function onGpus({ dice, table, agent }: Written): void {
  const gpus = Object.entries(TIERS).map(([name, tier]) => [
    name,
    {
      ...tier,
      precision: name === 'fast' ? 'fp8' : 'bf16',
      price: dice.oneOf(['$0.60/hour', '$0.05/hour', '$2.50/hour']),
      ...(dice.chance(0.4) ? { spot: true } : {}),
    },
  ]);
  table['gpus'] = Object.fromEntries(gpus);
  const shape = { ...SHAPE, ...(dice.chance(0.5) ? { embedding: 0.5e9 } : {}) };
  table['models'] = { small: shape, ...(dice.chance(0.2) ? { large: shape } : {}) };
  if (dice.chance(0.7)) delete (table['prices'] as Raw)['small'];
  if (dice.chance(0.5)) table['serving'] = servingOf(dice);
  agent['hosts'] = ['api', ...dice.some(['big', 'fast', 'tiny'], 0.6)];
  if (dice.chance(0.3)) agent['hosts'] = ['tiny', 'big', 'api'].slice(dice.below(2));
}

function servingOf(dice: Dice): Raw {
  return {
    engineering_hours: dice.oneOf([0, 1, 20]),
    at_least: dice.oneOf([1, 3]),
    spot_spare: dice.oneOf([0, 2]),
  };
}

function withPromptCache({ dice, table, agent }: Written): void {
  agent['caching'] = 'on';
  const traffic = (agent['traffic'] ??= { conversations: '1500/month' }) as Raw;
  traffic['gap'] = dice.oneOf(['20s', '90s', '10m']);
  traffic['active_hours'] = dice.oneOf([4, 10, 24]);
  if (traffic['requests'] === undefined) traffic['turns'] = dice.oneOf([1, 2, 5]);
  const prices = table['prices'] as Record<string, Raw>;
  const kept = { cache_minimum: dice.oneOf([0, 600, 1024, 3000]), cache_ttl: ['5m', '1h'] };
  const writes = dice.oneOf<Raw>([
    {},
    { write_5m: '$3.75' },
    { write_5m: '$3.75', write_1h: '$6' },
  ]);
  prices['large'] = { ...prices['large'], ...kept, ...writes };
  if (prices['small'] && dice.chance(0.5))
    prices['small'] = {
      ...prices['small'],
      cached: '$0.10',
      cache_minimum: 1024,
      cache_ttl: ['10m'],
    };
  for (const component of Object.values(table['components'] as Record<string, Raw>)) {
    const tokens = component['tokens'] as Raw | undefined;
    if (tokens === undefined) continue;
    if (dice.chance(0.8)) delete tokens['cached'];
    if (dice.chance(0.4)) tokens['history'] = dice.oneOf([100, 500]);
    const fresh = Number(tokens['input']) - Number(tokens['history'] ?? 0);
    tokens['prefix'] = Math.min(fresh, dice.oneOf([0, 400, 1000, 3000]));
  }
}

function withAnotherAgent({ dice, spec, table }: Written): void {
  const components = table['components'] as Record<string, Raw>;
  for (const component of Object.values(components))
    if (dice.chance(0.5)) component['fixed_cost'] = dice.oneOf(['$90/month', '$15/month']);
  const names = dice.some(Object.keys(components), 0.6);
  const steps = names.length > 0 ? names : Object.keys(components).slice(0, 1);
  const requests = dice.oneOf(['20k/month', '500/day']);
  const traffic = dice.oneOf<Raw>([
    {},
    { traffic: { requests, in_12_months: '90k/month' } },
    { traffic: { conversations: '2k/month', turns: 4 } },
  ]);
  (spec['agents'] as Raw)['other'] = {
    want: { latency: { p95: '6s' }, ...(dice.chance(0.5) ? { cost: '$0.02' } : {}) },
    workflow: steps.map((step) => ({ step, ...(dice.chance(0.2) ? { optional: true } : {}) })),
    ...traffic,
  };
}

function withToday({ dice, table, agent }: Written): void {
  const components = table['components'] as Record<string, Raw>;
  const open = Object.keys(components).filter((name) => components[name]?.['variants']);
  const steps = JSON.stringify(agent['workflow']);
  const named = dice.some(open, 0.5).filter((name) => steps.includes(`"step":"${name}"`));
  const shortcuts = (agent['shortcuts'] ?? []) as readonly Raw[];
  const used = dice.some(
    shortcuts.filter(({ optional }) => optional),
    0.5,
  );
  agent['today'] = {
    ...Object.fromEntries(named.map((name) => [name, dice.oneOf(['slow', 'fast', 'on'])])),
    ...Object.fromEntries(used.map(({ use }) => [String(use), dice.oneOf(['on', 'off'])])),
    ...(dice.chance(0.3) ? { order: 'parallel' } : {}),
  };
}
