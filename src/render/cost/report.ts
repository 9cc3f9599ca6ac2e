import type { AgentCost } from '../../solver/costing/agentCost.ts';
import type { SystemCost } from '../../solver/costing/systemCost.ts';
import type { Diagnostic } from '../../yaml/diagnostic.ts';

/** What `cost` found, before it is given a form. */
export interface CostReport {
  readonly tool: { readonly name: string; readonly version: string };
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[];
  /** Days on which the price lists were checked; `gpus` where tiers were read. */
  readonly checked: { readonly models: string; readonly gpus: string | null };
  readonly agents: readonly AgentCost[];
  readonly system: SystemCost;
  readonly warnings: readonly Diagnostic[];
}
