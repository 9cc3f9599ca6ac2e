import type { Way } from '../table/ways.ts';
import { type AgentContext, inTable } from './agentContext.ts';
import { gpuHosts, runsOnlyOnApi } from './gpuHosts.ts';

/** Why a way to run a component is left out, to go after what it is, and what would let it in. */
interface Reason {
  readonly why: string;
  readonly help: string;
}

/** `plan: fast`, or the component alone where it has one way to run. */
export function nameOf(component: string, way: Way): string {
  return way.name === 'on' ? component : `${component}: ${way.name}`;
}

/** A way to run that states no latency, and of which none can be computed. */
export function reportNoLatency(context: AgentContext, component: string, way: Way): void {
  const { why, help } = whyNoLatency(context, way);
  const place = inTable(context, component, way.path, 'key');
  const message = `${nameOf(component, way)} states no latency${why}: left out`;
  context.findings.add('warning', 'no-latency', place, message, help);
}

/** A model that no host of the agent runs, where the agent does not name `api`. */
export function reportNotHere(context: AgentContext, component: string, way: Way): void {
  const onApi = runsOnlyOnApi(context, way);
  const isOpen = way.model !== undefined && context.openModels.has(way.model);
  const { why, help } = onApi
    ? {
        why: ' runs on the API of its provider, which hosts does not list',
        help: 'add api to hosts, or use an open model',
      }
    : whyNotServed(context, way, isOpen ? ' runs on GPUs' : ' has no price');
  const place = inTable(context, component, [...way.path, 'model']);
  const message = `${nameOf(component, way)}${why}: left out`;
  context.findings.add(onApi ? 'note' : 'warning', 'no-latency', place, message, help);
}

const NO_REASON: Reason = { why: '', help: 'give it one, as in latency: 600-900ms' };

/** What is missing to compute a latency, after `it states no latency`. */
function whyNoLatency(context: AgentContext, way: Way): Reason {
  const { model } = way;
  if (model === undefined || context.prices.has(model)) return NO_REASON;
  const isOpen = context.openModels.has(model);
  if (gpuHosts(context).length > 0) return whyNotServed(context, way, '');
  if (!isOpen) return NO_REASON;
  return {
    why: `, and ${model} runs on GPUs, of which the agent names none`,
    help: 'name GPU tiers under hosts, as in hosts: [api, a100], and state traffic and tokens',
  };
}

/** What is missing to run a model without a price on the GPUs that the agent names. */
function whyNotServed({ openModels }: AgentContext, way: Way, lead: string): Reason {
  const { model = '', tokens } = way;
  if (!openModels.has(model))
    return {
      why: `${lead}, and the size of ${model} is not known either`,
      help: 'give its shape under models: in the table: parameters, layers, kv_heads, head_size',
    };
  return tokens === undefined
    ? {
        why: `${lead}, and without tokens nobody knows how long a GPU takes`,
        help: 'give them, as in tokens: { input: 3000, output: 200 }',
      }
    : {
        why: `${lead}, and without traffic nobody knows how many GPUs it takes`,
        help: 'add traffic: { conversations: 1500/month }',
      };
}
