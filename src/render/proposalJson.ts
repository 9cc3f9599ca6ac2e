import type { Corner } from '../solver/candidate.ts';
import type { Counterproposal } from '../solver/counterproposal.ts';
import type { AgentResult } from '../solver/result.ts';
import { SCHEMA_VERSION } from './json.ts';
import type { ProposalReport } from './proposalReport.ts';
import { rounded } from './rounded.ts';

type SavedOffer = Omit<Counterproposal, 'agent'>;

/** Counterproposals as {@link renderProposalJson} writes them. */
export interface SavedProposals extends Pick<ProposalReport, 'tool' | 'inputs' | 'spec'> {
  readonly agents: readonly {
    readonly agent: string;
    readonly limits: AgentResult['limits'];
    readonly closest: AgentResult['nearMisses'][number] | null;
    readonly kept: readonly Corner[];
    readonly offer: SavedOffer | null;
    readonly alternatives: readonly SavedOffer[];
  }[];
}

/** Saved counterproposals as they were made. */
export function savedProposals({ agents, ...saved }: SavedProposals): ProposalReport {
  return {
    ...saved,
    agents: agents.map(({ agent, limits, closest, kept, offer, alternatives }) => ({
      result: { agent, limits, nearMisses: closest ? [closest] : [] },
      kept,
      offer: offer && { agent, ...offer },
      alternatives: alternatives.map((each) => ({ agent, ...each })),
    })),
  };
}

/** Counterproposals as data, in the units of a result: ms, USD, shares in 0..1. */
export function renderProposalJson({ tool, inputs, spec, agents }: ProposalReport): string {
  const document = {
    schemaVersion: SCHEMA_VERSION,
    kind: 'proposal',
    tool,
    inputs,
    spec,
    agents: agents.map(({ result, kept, offer, alternatives }) => ({
      agent: result.agent,
      limits: result.limits,
      closest: result.nearMisses[0] ?? null,
      kept,
      offer: offer && written(offer),
      alternatives: alternatives.map(written),
    })),
  };
  return JSON.stringify(rounded(document), null, 2);
}

function written({ statement, gives, givenUp, reasons, architecture }: Counterproposal): unknown {
  return { id: architecture.id, statement, gives, givenUp, reasons, architecture };
}
