import type { Draw } from './courses.ts';
import { countOf, countsOf, msOf, pointsOf, shareOf, usdOf } from './quantities.ts';
import { mapOf, optional, type Raw } from './raw.ts';
import type { CacheTerms, Component, Eval, Gpu, PriceList, Shape, Way, Written } from './system.ts';

/**
 * Latencies with finitely many values, so that every request can be followed: `1.2s`, or
 * `{ mix: [[92%, 300ms], [8%, 1.5s]] }`, nested at will.
 */
export function drawOfMs(raw: unknown): Draw<number> {
  if (typeof raw === 'string') return [[1, msOf(raw)]];
  const parts = (raw as { mix: [string, unknown][] }).mix;
  const whole = parts.reduce((sum, [share]) => sum + shareOf(share), 0);
  return parts.flatMap(([share, part]) =>
    drawOfMs(part).map(([chance, ms]) => [(shareOf(share) / whole) * chance, ms] as const),
  );
}

/** Calls of a request that uses it: a number, or `{ 1: 60%, 2: 40% }`; null where not stated. */
export function drawOfCalls(raw: unknown): Draw<number> | null {
  if (raw === undefined) return null;
  if (typeof raw === 'number') return [[1, raw]];
  const entries = Object.entries(raw as Record<string, string>);
  const whole = entries.reduce((sum, [, share]) => sum + shareOf(share), 0);
  return entries.map(([count, share]) => [shareOf(share) / whole, Number(count)] as const);
}

/** USD per million tokens, and above how many others hold; with what else the provider grants. */
export function priceOf(raw: Raw): PriceList {
  const usd = (key: string) => optional(raw, key, usdOf);
  const input = usd('input') ?? Number.NaN;
  const above = Object.entries((raw['above'] ?? {}) as Raw).map(([tokens, tier]) => ({
    tokens: countOf(tokens),
    prices: priceOf({ ...raw, above: undefined, ...(tier as Raw) }),
  }));
  return {
    input,
    cached: usd('cached') ?? input,
    written: usd('write_5m') ?? input,
    written1h: usd('write_1h') ?? usd('write_5m') ?? input,
    output: usd('output') ?? Number.NaN,
    batch: batchOf(raw['batch']),
    cache: usd('cached') === null ? null : cacheOf(raw),
    above: above.sort((a, b) => a.tokens - b.tokens),
  };
}

function batchOf(raw: unknown): PriceList['batch'] {
  if (raw === undefined) return null;
  if (typeof raw === 'string') return { tokens: shareOf(raw), cached: shareOf(raw) };
  const { tokens, cached } = raw as { tokens: string; cached: string };
  return { tokens: shareOf(tokens), cached: shareOf(cached) };
}

function cacheOf(raw: Raw): CacheTerms {
  const stated = (['5m', '1h'] as const).filter((ttl) => raw[`write_${ttl}`] !== undefined);
  return {
    minimum: countOf((raw['cache_minimum'] as string | undefined) ?? 0),
    ttls: ((raw['cache_ttl'] ?? []) as readonly string[]).map(msOf),
    writes: stated,
  };
}

/** The shape of an open model, as the table states it. */
export function shapeOf(raw: Readonly<Record<string, number>>): Shape {
  const number = (key: string) => raw[key] ?? Number.NaN;
  return {
    parameters: number('parameters'),
    layers: number('layers'),
    kvHeads: number('kv_heads'),
    headSize: number('head_size'),
    hidden: number('hidden'),
    embedding: raw['embedding'] ?? 0,
  };
}

/** A GPU tier of which the table states everything. */
export function gpuOf(raw: Raw): Gpu {
  const number = (key: string) => Number(raw[key]);
  return {
    memory: number('memory'),
    bandwidth: number('bandwidth'),
    flops: number('flops'),
    precision: raw['precision'] === 'fp8' ? 'fp8' : 'bf16',
    mbu: shareOf(String(raw['mbu'])),
    mfu: shareOf(String(raw['mfu'])),
    price: usdOf(String(raw['price'])),
    spot: raw['spot'] === true,
  };
}

/** A component, its keys filled in where its variants state none. */
export function componentOf(
  name: string,
  raw: Raw,
  prices: ReadonlyMap<string, PriceList>,
): Component {
  const variants = raw['variants'] as Readonly<Record<string, Raw>> | undefined;
  const ways = variants
    ? Object.entries(variants).map(([way, own]) =>
        wayOf(way, { ...raw, accuracy: undefined, ...own, tokens: merged(raw, own) }, prices),
      )
    : [wayOf('on', { ...raw, accuracy: undefined }, prices)];
  return {
    name,
    kind: String(raw['kind']),
    ways,
    points: optional(raw, 'accuracy', pointsOf),
    usedBy: optional(raw, 'used_by', shareOf),
    calls: drawOfCalls(raw['calls']) ?? [[1, 1]],
  };
}

function merged(base: Raw, own: Raw): unknown {
  return { ...(base['tokens'] as Raw | undefined), ...(own['tokens'] as Raw | undefined) };
}

function wayOf(name: string, raw: Raw, prices: ReadonlyMap<string, PriceList>): Way {
  const tokens = (raw['tokens'] ?? {}) as Readonly<Record<string, string | number>>;
  const count = (key: string) => countOf(tokens[key] ?? 0);
  const model = optional(raw, 'model', String);
  return {
    name,
    model,
    effort: optional(raw, 'effort', String),
    latency: drawOfMs(raw['latency']),
    ttft: raw['ttft'] === undefined ? null : drawOfMs(raw['ttft']),
    tokens: {
      input: count('input'),
      prefix: count('prefix'),
      cached: count('cached'),
      written: count('written'),
      written1h: count('written_1h'),
      output: count('output'),
      reasoning: count('reasoning'),
      history: count('history'),
    },
    batched: false,
    host: null,
    cost: optional(raw, 'cost', usdOf) ?? 0,
    fixed: optional(raw, 'fixed_cost', usdOf) ?? 0,
    saves: countOf(((raw['saves'] as Raw | undefined)?.['input_tokens'] as number) ?? 0),
    points: optional(raw, 'accuracy', pointsOf),
    price: model === null ? null : (prices.get(model) ?? null),
  };
}

/** An eval with its baseline and rows. */
export function evalOf(raw: Raw): Eval {
  const baseline = raw['baseline'] as Raw;
  const weights = raw['tasks'] as Readonly<Record<string, string>> | undefined;
  const tasks = weights ? mapOf(weights, (share) => shareOf(share as string)) : new Map([['', 1]]);
  const rows = (raw['rows'] ?? []) as readonly Raw[];
  return {
    baseline: shareOf(String(baseline['accuracy'])),
    architecture: baseline['architecture'] as Written,
    tasks,
    rows: rows.map((row) => ({
      architecture: row['architecture'] as Written,
      passed:
        typeof row['passed'] === 'string'
          ? new Map([['', countsOf(row['passed'])]])
          : mapOf(row['passed'], (written) => countsOf(written as string)),
    })),
  };
}
