import type { Way } from '../table/ways.ts';
import { listed } from '../units/listed.ts';
import { nearest } from '../units/nearest.ts';
import { type AgentContext, inSpec } from './agentContext.ts';
import { suggest } from './findings.ts';
import type { HostTier } from './hostTiers.ts';

/** Where models with a price run. */
export const API = 'api';

/** The GPU tiers that an agent names, in its order; without `hosts` there are none. */
export function gpuHosts(context: AgentContext): HostTier[] {
  return (context.spec.hosts ?? []).flatMap((name) => context.hosts?.tiers.get(name) ?? []);
}

/** Models with a price may run: the spec names no hosts, or `api` among them, or by a name that is wrong. */
export function allowsApi(context: AgentContext): boolean {
  const { hosts } = context.spec;
  if (hosts === undefined || hosts.includes(API)) return true;
  return hosts.some((name) => !isKnown(context, name));
}

/** A way to run a step that only the API of a provider offers, where the agent names other hosts. */
export function runsOnlyOnApi(context: AgentContext, { model }: Way): boolean {
  if (model === undefined || context.openModels.has(model)) return false;
  return context.prices.has(model) && !allowsApi(context);
}

/** Steps that no host of the agent runs: one mistake, told once, where it was made. */
export function reportOnlyOnApi(context: AgentContext, steps: readonly string[]): void {
  if (steps.length === 0) return;
  const hosts = [API, ...(context.spec.hosts ?? [])];
  context.findings.add(
    'error',
    'workflow',
    inSpec(context, ['hosts']),
    `no host here runs ${listed(steps)}: ${steps.length === 1 ? 'its' : 'their'} models are sold through an API, and run on no GPU of yours`,
    `add api, as in hosts: [${hosts.join(', ')}], or give ${steps.length === 1 ? 'the step' : 'the steps'} an open model`,
  );
}

function isKnown({ hosts }: AgentContext, name: string): boolean {
  return name === API || (hosts?.tiers.has(name) ?? false);
}

/** Host names that do not exist; hosts that nothing can be sized for. */
export function reportHosts(context: AgentContext): void {
  const { hosts, spec, findings } = context;
  const known = [API, ...(hosts?.tiers.keys() ?? [])];
  const gpus = (spec.hosts ?? []).filter((name) => name !== API && isKnown(context, name));
  for (const [index, name] of (spec.hosts ?? []).entries()) {
    if (isKnown(context, name)) continue;
    findings.add(
      'error',
      'unknown-name',
      inSpec(context, ['hosts', index]),
      `there is no host "${name}"`,
      nearest(name, known) === null
        ? `${suggest(name, known)}; or define it under gpus: in the table`
        : suggest(name, known),
    );
  }
  if (gpus.length > 0 && spec.traffic === undefined) {
    findings.add(
      'warning',
      'missing-key',
      inSpec(context, ['hosts'], 'key'),
      'without traffic nobody knows how many GPUs it takes: GPU hosts are left out',
      'add traffic: { conversations: 1500/month }',
    );
  }
}
