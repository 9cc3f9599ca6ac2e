/**
 * Prices of calls: how many a second, against the library that the price list is taken from.
 * Prints ratios; run with `npm run bench:prices`.
 */
import { readFileSync } from 'node:fs';
import { calcPrice } from '@pydantic/genai-prices';
import { parse } from 'yaml';
import { callCost } from '../src/cost/callCost.ts';
import { resolvePrices } from '../src/spec/resolvePrices.ts';
import { modelsSchema } from '../src/table/modelsSchema.ts';
import { tableSchema } from '../src/table/schema.ts';

const models = modelsSchema.parse(
  parse(readFileSync(new URL('../tables/models.yaml', import.meta.url), 'utf8')),
);
const prices = resolvePrices(
  models,
  tableSchema.parse({ version: 1, name: 'none', components: {} }),
);
const names = ['claude-haiku-4-5', 'claude-sonnet-4-5', 'gpt-5.4', 'gemini-2.5-pro'];
const tokens = (index: number) => 1000 + ((index * 7919) % 250_000);

function perSecond(calls: number, price: (name: string, index: number) => number): number {
  let sum = 0;
  const start = process.hrtime.bigint();
  for (let index = 0; index < calls; index++)
    sum += price(names[index % names.length] ?? '', index);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (!(sum > 0)) throw new Error('nothing was priced');
  return calls / seconds;
}

function own(name: string, index: number): number {
  const price = prices.get(name);
  const input = tokens(index);
  const call = {
    input,
    prefix: 0,
    cached: input >> 1,
    written: 0,
    written1h: 0,
    output: 300,
    reasoning: 0,
  };
  return (price && callCost(price, call)) ?? 0;
}

function library(name: string, index: number): number {
  const input = tokens(index);
  const usage = { input_tokens: input, cache_read_tokens: input >> 1, output_tokens: 300 };
  return calcPrice(usage, name)?.total_price ?? 0;
}

perSecond(20_000, own);
perSecond(2000, library);
const rounds = [1, 2, 3].map(() => [perSecond(500_000, own), perSecond(20_000, library)] as const);
const best = (column: 0 | 1) => Math.max(...rounds.map((round) => round[column]));
console.log(`budget        ${Math.round(best(0)).toLocaleString('en')} calls/s`);
console.log(`genai-prices  ${Math.round(best(1)).toLocaleString('en')} calls/s`);
console.log(`ratio         ${(best(0) / best(1)).toFixed(0)} times`);
