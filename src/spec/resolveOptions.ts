import type { CallCost, Option } from '../solver/problem.ts';
import { callTokens } from '../table/callTokens.ts';
import type { Component } from '../table/schema.ts';
import { waysToRun, type Way } from '../table/ways.ts';
import { type AgentContext, inSpec, inTable } from './agentContext.ts';
import { suggest } from './findings.ts';

/** What the accuracy model says of a way to run a component; see resolveAccuracy. */
export type EffectOfWay = (component: string, way: Way) => Option['effect'];

/**
 * The options of one component: its ways to run, those without a latency left out with a finding.
 *
 * @param only variants that the spec allows here, with the path of that list; null for all
 */
export function resolveOptions(
  context: AgentContext,
  name: string,
  component: Component,
  effectOf: EffectOfWay,
  only: {
    readonly variants: readonly string[];
    readonly path: readonly (string | number)[];
  } | null,
): Option[] {
  const ways = allowedWays(context, component, only);
  return ways.flatMap((way) => {
    if (way.latency === undefined) {
      reportNoLatency(context, name, way);
      return [];
    }
    return [
      {
        value: way.name,
        latency: way.latency.input,
        ttft: way.ttft?.input ?? null,
        call: callCostOf(context, name, way),
        fixedCost: (way.fixed_cost ?? 0) * context.fixedShare(name),
        saves: way.saves?.input_tokens ?? 0,
        effect: effectOf(name, way),
      },
    ];
  });
}

function allowedWays(
  context: AgentContext,
  component: Component,
  only: {
    readonly variants: readonly string[];
    readonly path: readonly (string | number)[];
  } | null,
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

function reportNoLatency(context: AgentContext, component: string, way: Way): void {
  const what = way.name === 'on' ? component : `${component}: ${way.name}`;
  const self = way.model !== undefined && context.openModels.has(way.model);
  const message = self
    ? `${what} states no latency, and ${way.model} runs on GPUs whose speed is not computed yet: left out`
    : `${what} states no latency: left out`;
  context.findings.add(
    'warning',
    'no-latency',
    inTable(context, component, way.path, 'key'),
    message,
    'give it one, as in latency: 600-900ms',
  );
}

function callCostOf(context: AgentContext, component: string, way: Way): CallCost {
  const model = way.model ?? null;
  const price = model === null ? null : (context.prices.get(model) ?? null);
  if (model !== null && price === null) reportNoPrice(context, component, way, model);
  if (model !== null && way.tokens === undefined) reportNoTokens(context, component, way);
  return {
    cost: way.cost ?? 0,
    model,
    price,
    tokens: callTokens(way.tokens),
    tokensKnown: model === null || way.tokens !== undefined,
  };
}

function reportNoPrice(context: AgentContext, component: string, way: Way, model: string): void {
  const place = inTable(context, component, [...way.path, 'model']);
  const open = context.openModels.has(model);
  const message = open
    ? `${model} has no price: it runs on GPUs, whose cost is not computed yet; the cost of every architecture that uses it is unknown`
    : `the price of ${model} is unknown, and so is the cost of every architecture that uses it`;
  const near = open ? null : suggest(model, [...context.prices.keys()]);
  const help = near?.startsWith('did you mean')
    ? near
    : `give it under prices: in the table, as in prices: { ${model}: { input: $1, output: $5 } }`;
  context.findings.add('warning', 'unknown-price', place, message, help);
}

function reportNoTokens(context: AgentContext, component: string, way: Way): void {
  const place = inTable(context, component, way.path, 'key');
  const what = way.name === 'on' ? component : `${component}: ${way.name}`;
  context.findings.add(
    'warning',
    'unknown-price',
    place,
    `${what} states no tokens, so its cost is unknown`,
    'give them, as in tokens: { input: 3000, output: 200 }',
  );
}
