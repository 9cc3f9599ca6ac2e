import type { Price } from '../cost/price.ts';
import type { Models, PriceFields } from '../table/modelsSchema.ts';
import type { Table } from '../table/schema.ts';
import { parseCount } from '../units/count.ts';

const PER_MILLION = 1e-6;

/** Prices by model, in USD per token: those of `tables/models.yaml`, overridden by the table's own. */
export function resolvePrices(models: Models, table: Table): Map<string, Price> {
  const prices = new Map<string, Price>();
  for (const [name, model] of Object.entries(models.models)) {
    if (model.price) prices.set(name, toPrice(model.price));
  }
  for (const [name, own] of Object.entries(table.prices ?? {})) {
    prices.set(name, toPrice({ ...models.models[name]?.price, ...own }));
  }
  return prices;
}

/** Open models that run on GPUs instead of having a price. */
export function openModels(models: Models): Set<string> {
  return new Set(
    Object.entries(models.models).flatMap(([name, model]) => (model.open ? [name] : [])),
  );
}

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
  };
}

function scaled(perMillion: number | undefined): number | null {
  return perMillion === undefined ? null : perMillion * PER_MILLION;
}
