import type { Corner } from '../solver/candidate.ts';
import type { Counterproposal } from '../solver/counterproposal.ts';
import type { AgentResult } from '../solver/result.ts';

/** Counterproposals for the agents of a spec. */
export interface ProposalReport {
  readonly tool: { readonly name: string; readonly version: string };
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[];
  /** As the user gave it, for the command that accepts. */
  readonly spec: string;
  readonly agents: readonly AgentProposal[];
}

/** The offer for one agent, and what else could be offered. */
export interface AgentProposal {
  /** What was asked for, and what came closest to it. */
  readonly result: Pick<AgentResult, 'agent' | 'limits' | 'nearMisses'>;
  /** Corners that were to stay as they are wanted. */
  readonly kept: readonly Corner[];
  /** Null when no architecture keeps them. */
  readonly offer: Counterproposal | null;
  readonly alternatives: readonly Counterproposal[];
}
