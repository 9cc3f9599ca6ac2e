import type { CallCost, Option } from '../solver/problem.ts';
import type { Component } from '../table/schema.ts';
import { waysToRun, type Way } from '../table/ways.ts';
import { moneyPerToYaml } from '../units/money.ts';
import { type AgentContext, componentOf, inSpec, inTable } from './agentContext.ts';
import { batchedOption } from './batchedOption.ts';
import { callCost } from './callCost.ts';
import type { CallsOf } from './callsPerRequest.ts';
import { suggest } from './findings.ts';
import { allowsApi, API, gpuHosts, runsOnlyOnApi } from './gpuHosts.ts';
import { nameOf, reportNoLatency, reportNotHere } from './leftOut.ts';
import { reportBeyondInput } from './tokensBeyondInput.ts';
import { servedOptions, type Unhosted } from './servedOptions.ts';

/** What the accuracy model says of a way to run a component; see resolveAccuracy. */
export type EffectOfWay = (component: string, way: Way) => Option['effect'];

/** Which variants a spec allows in a step, with the path of that list. */
export interface AllowedVariants {
  readonly variants: readonly string[];
  readonly path: readonly (string | number)[];
}

/**
 * The options of one component: its ways to run, each at every host that the agent allows; those
 * without a latency left out with a finding.
 *
 * @param only variants that the spec allows here; null for all
 * @param calls how the step calls it; null for tools and lookups, which run nowhere but where they do
 */
export function resolveOptions(
  context: AgentContext,
  name: string,
  component: Component,
  effectOf: EffectOfWay,
  only: AllowedVariants | null,
  calls: CallsOf | null,
): Option[] {
  const ways = allowedWays(context, component, only);
  // Where no way is left, the hosts are at fault, and not each way.
  if (calls !== null && ways.every((way) => runsOnlyOnApi(context, way))) return [];
  return ways.flatMap((way) => optionsOf(context, name, way, effectOf(name, way), calls));
}

function optionsOf(
  context: AgentContext,
  name: string,
  way: Way,
  effect: Option['effect'],
  calls: CallsOf | null,
): Option[] {
  reportUnspread(context, name, way);
  reportBeyondInput(context, name, way);
  const common: Unhosted = {
    value: way.name,
    ttft: way.ttft?.input ?? null,
    call: callCost(context, way),
    fixedCost: (way.fixed_cost ?? 0) * context.fixedShare(name),
    saves: way.saves?.input_tokens ?? 0,
    effect,
    ...(way.latency === undefined ? {} : { latency: way.latency.input }),
  };
  if (calls !== null && isServed(context, way)) {
    const served = servedOptions(context, name, way, common, calls);
    return common.call.price === null || !allowsApi(context)
      ? served
      : inHostOrder(context, [...priced(context, name, way, common, calls), ...served]);
  }
  if (calls !== null && way.model !== undefined && !allowsApi(context)) {
    reportNotHere(context, name, way);
    return [];
  }
  return priced(context, name, way, common, calls);
}

/** An open model for which the agent names GPUs, with traffic to size them by and tokens to serve. */
function isServed(context: AgentContext, way: Way): boolean {
  return (
    way.model !== undefined &&
    context.openModels.has(way.model) &&
    gpuHosts(context).length > 0 &&
    context.traffic.requests !== null &&
    way.tokens !== undefined
  );
}

/** Where it runs now, and in a batch. */
function priced(
  context: AgentContext,
  name: string,
  way: Way,
  common: Unhosted,
  calls: CallsOf | null,
): Option[] {
  const { latency, ttft = null } = common;
  if (latency === undefined) {
    reportNoLatency(context, name, way);
    return [];
  }
  reportUnknownCost(context, name, way, common.call);
  const option: Option = { ...common, latency, ttft };
  const batched = calls === null ? null : batchedOption(context, way, option);
  return batched === null ? [option] : [option, batched];
}

/** As the agent lists its hosts; `api` where it is not listed comes first. */
function inHostOrder(context: AgentContext, options: readonly Option[]): Option[] {
  const hosts = context.spec.hosts ?? [];
  const place = ({ hosting }: Option) => hosts.indexOf(hosting?.host ?? API);
  return options.toSorted((a, b) => place(a) - place(b));
}

function allowedWays(
  context: AgentContext,
  component: Component,
  only: AllowedVariants | null,
): readonly Way[] {
  const ways = waysToRun(component);
  if (only === null) return ways;
  const names = ways.map((way) => way.name);
  only.variants.forEach((variant, index) => {
    if (names.includes(variant)) return;
    const place = inSpec(context, [...only.path, index]);
    context.findings.add(
      'error',
      'unknown-name',
      place,
      `the table has no variant "${variant}" here`,
      suggest(variant, names),
    );
  });
  return ways.filter((way) => only.variants.includes(way.name));
}

function reportUnknownCost(
  context: AgentContext,
  component: string,
  way: Way,
  { model, price, tokensKnown }: CallCost,
): void {
  if (model !== null && price === null) reportNoPrice(context, component, way, model);
  if (model === null) reportNoModel(context, component, way);
  if (!tokensKnown) reportNoTokens(context, component, way);
}

function reportNoPrice(context: AgentContext, component: string, way: Way, model: string): void {
  const place = inTable(context, component, [...way.path, 'model']);
  const open = context.openModels.has(model);
  const message = open
    ? `${model} has no price: it runs on GPUs, of which the agent names none; the cost of every architecture that uses it is unknown`
    : `the price of ${model} is unknown, and so is the cost of every architecture that uses it`;
  const near = open ? null : suggest(model, [...context.prices.keys()]);
  const help = near?.startsWith('did you mean')
    ? near
    : open
      ? 'name GPU tiers under hosts, as in hosts: [api, a100]'
      : `give it under prices: in the table, as in prices: { ${model}: { input: $1, output: $5 } }`;
  context.findings.add('warning', 'unknown-price', place, message, help);
}

/** A model call without a model has no price; nothing that it costs is part of any figure. */
function reportNoModel(context: AgentContext, component: string, way: Way): void {
  const isModelCall = componentOf(context, component)?.kind === 'llm';
  if (!isModelCall || way.cost !== undefined || way.fixed_cost !== undefined) return;
  context.findings.add(
    'warning',
    'unknown-price',
    inTable(context, component, way.path, 'key'),
    `${nameOf(component, way)} names no model and states no cost: it is counted as free`,
    'name its model and tokens, or state what a call costs, as in cost: $0.002',
  );
}

/** Divided by nobody knows how many requests, it is part of no figure. */
function reportUnspread(context: AgentContext, component: string, way: Way): void {
  if (!way.fixed_cost || context.traffic.requests !== null) return;
  context.findings.add(
    'warning',
    'fixed-cost-unspread',
    inTable(context, component, [...way.path, 'fixed_cost']),
    `${nameOf(component, way)} costs ${moneyPerToYaml(way.fixed_cost, 'month')}, which is left out: without traffic nobody knows how many requests share it`,
    'state traffic: in the spec, as in traffic: { conversations: 1500/month }',
  );
}

function reportNoTokens(context: AgentContext, component: string, way: Way): void {
  const place = inTable(context, component, way.path, 'key');
  context.findings.add(
    'warning',
    'unknown-price',
    place,
    `${nameOf(component, way)} states no tokens, so its cost is unknown`,
    'give them, as in tokens: { input: 3000, output: 200 }',
  );
}
