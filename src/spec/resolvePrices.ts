import type { Price } from '../cost/price.ts';
import type { Model, Models, PriceFields } from '../table/modelsSchema.ts';
import type { Table } from '../table/schema.ts';
import { parseCount } from '../units/count.ts';
import { oncePerPair } from './oncePerPair.ts';

const PER_MILLION = 1e-6;

/**
 * Prices by model, in USD per token: those of `tables/models.yaml`, overridden by the table's own.
 * Every name that the table uses is there under its own spelling, too; see {@link modelNamed}.
 */
export const resolvePrices: (models: Models, table: Table) => ReadonlyMap<string, Price> =
  oncePerPair(pricesFor);

function pricesFor(models: Models, table: Table): Map<string, Price> {
  const prices = new Map<string, Price>();
  for (const [name, model] of Object.entries(models.models)) {
    if (model.price) prices.set(name, toPrice(model.price));
  }
  for (const name of modelsUsed(table)) {
    const price = prices.has(name) ? null : listedPrice(models, name);
    if (price) prices.set(name, price);
  }
  for (const [name, own] of Object.entries(table.prices ?? {})) {
    prices.set(name, toPrice({ ...modelNamed(models, name)?.price, ...own }));
  }
  return prices;
}

function modelsUsed(table: Table): Set<string> {
  const ways = Object.values(table.components).flatMap((component) => [
    component,
    ...Object.values(component.variants ?? {}),
  ]);
  return new Set(ways.flatMap(({ model }) => (model === undefined ? [] : [model])));
}

/**
 * A model of the list by any spelling that traces give it: its name, one of its other names, or
 * either behind a provider (`anthropic/…`) or before a date (`…-20250929`, `…-2024-08-06`,
 * `…@20250929`).
 */
export function modelNamed(models: Models, name: string): Model | undefined {
  if (Object.hasOwn(models.models, name)) return models.models[name];
  const plain = name.replace(/^[^/]+\//, '');
  const undated = plain.replace(/[-@](?:20\d{6}|20\d\d-\d\d-\d\d)$/, '');
  for (const spelling of [name, plain, undated]) {
    if (Object.hasOwn(models.models, spelling)) return models.models[spelling];
    const found = Object.values(models.models).find(({ also }) => also?.includes(spelling));
    if (found) return found;
  }
  return undefined;
}

/** What the list says of a model, by any spelling, in USD per token; null where it names no price. */
export function listedPrice(models: Models, name: string): Price | null {
  const price = modelNamed(models, name)?.price;
  return price ? toPrice(price) : null;
}

/** Open models that run on GPUs instead of having a price. */
export const openModels: (models: Models, table: Table) => ReadonlySet<string> = oncePerPair(
  (models, table) => {
    const listed = [...modelsUsed(table)].filter((name) => modelNamed(models, name)?.open);
    return new Set([...listed, ...Object.keys(table.models ?? {})]);
  },
);

function toPrice(fields: PriceFields): Price {
  const above = Object.entries(fields.above ?? {}).map(([threshold, tier]) => ({
    tokens: tokensOf(threshold),
    price: perToken({ ...fields, ...tier }),
  }));
  return { ...perToken(fields), above: above.sort((a, b) => a.tokens - b.tokens) };
}

function tokensOf(threshold: string): number {
  const count = parseCount(/^\d+$/.test(threshold) ? Number(threshold) : threshold);
  return count.ok ? count.value : Number.POSITIVE_INFINITY;
}

function perToken(fields: PriceFields): Omit<Price, 'above'> {
  return {
    input: scaled(fields.input),
    output: scaled(fields.output),
    cached: scaled(fields.cached),
    write5m: scaled(fields.write_5m),
    write1h: scaled(fields.write_1h),
  };
}

function scaled(perMillion: number | undefined): number | null {
  return perMillion === undefined ? null : perMillion * PER_MILLION;
}
