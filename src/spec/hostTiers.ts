import { calibrated } from '../cost/serving/calibrate.ts';
import type { Gpu, ServedModel } from '../cost/serving/hardware.ts';
import type { Gpus, ServingTerms, Tier } from '../table/gpusSchema.ts';
import type { Models, OpenModel } from '../table/modelsSchema.ts';
import type { Table } from '../table/schema.ts';
import type { YamlSource } from '../yaml/source.ts';
import type { Findings } from './findings.ts';
import { modelNamed } from './resolvePrices.ts';

/** A place where open models can run. */
export interface HostTier {
  readonly name: string;
  readonly gpu: Gpu;
  readonly precision: Precision;
  /** USD per hour, for all GPUs of a replica. */
  readonly perHour: number;
  readonly spot: boolean;
  readonly verified: boolean;
}

/** Everything about hosting that a spec's agents share. */
export interface Hosts {
  readonly tiers: ReadonlyMap<string, HostTier>;
  readonly terms: ServingTerms;
  /** Shape of an open model by any spelling of its name; null for others. */
  shapeOf(model: string): OpenModel | null;
}

type Precision = NonNullable<Tier['precision']>;

/**
 * Bytes per weight and per number of the attention cache, and how much faster than bf16 it computes.
 * Four-bit weights carry their scales: 4.5 bits.
 */
const PRECISION: Readonly<
  Record<Precision, { readonly weight: number; readonly kv: number; readonly speed: number }>
> = {
  bf16: { weight: 2, kv: 2, speed: 1 },
  fp8: { weight: 1, kv: 1, speed: 2 },
  int4: { weight: 0.5625, kv: 2, speed: 1 },
  fp4: { weight: 0.5625, kv: 1, speed: 4 },
};

/** Bytes a second over PCIe 4, for GPUs whose tier states no link. */
const PLAIN_LINK = 32e9;
/** What engines reach where a tier does not say. */
const USUAL_SHARE = { mbu: 0.8, mfu: 0.5 };

/** The tiers of the price list with those of the table; what is wrong in the table becomes a finding. */
export function resolveHosts(
  gpus: Gpus,
  table: Table,
  tableSource: YamlSource,
  models: Models,
  findings: Findings,
): Hosts {
  const shapeOf = (model: string) =>
    table.models?.[model] ?? modelNamed(models, model)?.open ?? null;
  const stated = mergedTiers(gpus, table, tableSource, findings);
  const tiers = new Map<string, HostTier>();
  for (const [name, tier] of stated) {
    const found = completeTier(name, tier, [...stated.values()]);
    if (found === null) {
      const source = { source: tableSource, path: ['gpus', name], part: 'key' as const };
      findings.add(
        'error',
        'missing-key',
        source,
        `no tier of ${tier.gpu} states its memory, bandwidth and flops`,
        'as in memory: 48.3e9, bandwidth: 696e9, flops: 149.7e12',
      );
      continue;
    }
    tiers.set(name, scaledToMeasured(found, tier.gpu, { table, tableSource, shapeOf, findings }));
  }
  return { tiers, terms: withOverrides(gpus.serving, table.serving), shapeOf };
}

function withOverrides(terms: ServingTerms, own: Table['serving'] = {}): ServingTerms {
  return {
    output_spread: own.output_spread ?? terms.output_spread,
    engineering_hours: own.engineering_hours ?? terms.engineering_hours,
    engineering_rate: own.engineering_rate ?? terms.engineering_rate,
    at_least: own.at_least ?? terms.at_least,
    spot_spare: own.spot_spare ?? terms.spot_spare,
    spot: own.spot ?? terms.spot,
  };
}

function mergedTiers(
  gpus: Gpus,
  table: Table,
  tableSource: YamlSource,
  findings: Findings,
): Map<string, Tier> {
  const tiers = new Map<string, Tier>(Object.entries(gpus.gpus));
  for (const [name, own] of Object.entries(table.gpus ?? {})) {
    const known = tiers.get(name);
    const gpu = own.gpu ?? known?.gpu;
    const price = own.price ?? known?.price;
    if (gpu === undefined || price === undefined) {
      const missing = gpu === undefined ? 'gpu: which device it is' : 'price: USD per hour';
      findings.add(
        'error',
        'missing-key',
        { source: tableSource, path: ['gpus', name], part: 'key' },
        `the new tier ${name} lacks ${missing}`,
        'as in a40-eu: { gpu: a40, price: $0.55/hour }',
      );
      continue;
    }
    // A price that a person states is one that a person has checked.
    const verified = own.verified ?? (own.price === undefined ? known?.verified : true);
    tiers.set(name, { ...known, ...own, gpu, price, verified });
  }
  return tiers;
}

function completeTier(name: string, tier: Tier, all: readonly Tier[]): HostTier | null {
  const alike = [tier, ...all.filter((other) => other.gpu === tier.gpu)];
  const first = <K extends keyof Tier>(key: K) =>
    alike.find((other) => other[key] !== undefined)?.[key];
  const memory = first('memory');
  const bandwidth = first('bandwidth');
  const flops = first('flops');
  if (memory === undefined || bandwidth === undefined || flops === undefined) return null;
  const precision = tier.precision ?? first('precision') ?? 'bf16';
  const count = tier.count ?? 1;
  const gpu: Gpu = {
    memory: memory * count,
    bandwidth: bandwidth * count,
    flops: flops * count * PRECISION[precision].speed,
    count,
    link: first('link') ?? PLAIN_LINK,
    mbu: first('mbu') ?? USUAL_SHARE.mbu,
    mfu: first('mfu') ?? USUAL_SHARE.mfu,
  };
  const { price, spot = false, verified = true } = tier;
  return { name, gpu, precision, perHour: price, spot, verified };
}

function scaledToMeasured(
  tier: HostTier,
  device: string,
  context: {
    readonly table: Table;
    readonly tableSource: YamlSource;
    readonly shapeOf: Hosts['shapeOf'];
    readonly findings: Findings;
  },
): HostTier {
  const { table, tableSource, shapeOf, findings } = context;
  const key = [tier.name, device].find((name) => table.calibrate?.[name] !== undefined);
  const measured = key === undefined ? undefined : table.calibrate?.[key];
  if (key === undefined || measured === undefined) return tier;
  const shape = shapeOf(measured.model);
  const place = { source: tableSource, path: ['calibrate', key] };
  if (shape === null) {
    const message = `no shape of ${measured.model} is known, so nothing can be scaled to it`;
    findings.add('error', 'unknown-name', { ...place, path: [...place.path, 'model'] }, message);
    return tier;
  }
  const seconds = (ms: number | undefined) => (ms === undefined ? null : ms / 1000);
  const gpu = calibrated(tier.gpu, servedModel(shape, tier), {
    input: measured.input,
    output: measured.output,
    timePerToken: seconds(measured.tpot),
    firstToken: seconds(measured.ttft),
  });
  if (gpu !== null) return { ...tier, gpu };
  findings.add(
    'error',
    'wrong-value',
    place,
    `no ${device} can have taken so long, or so short, for ${measured.model} at ${tier.precision}`,
    'state times of one request alone: tpot per token of the answer, ttft for the whole prompt',
  );
  return tier;
}

/** A model as a tier serves it. Without a stated width, that of a usual transformer of its size. */
export function servedModel(
  shape: OpenModel,
  { precision }: Pick<HostTier, 'precision'>,
): ServedModel {
  return {
    parameters: shape.parameters,
    read: shape.parameters - (shape.embedding ?? 0),
    layers: shape.layers,
    kvHeads: shape.kv_heads,
    headSize: shape.head_size,
    hidden: shape.hidden ?? Math.sqrt(shape.parameters / (12 * shape.layers)),
    weightBytes: PRECISION[precision].weight,
    kvBytes: PRECISION[precision].kv,
  };
}
