import type { Counterproposal } from '../solver/counterproposal.ts';
import { SCHEMA_VERSION } from './json.ts';
import type { ProposalReport } from './proposalReport.ts';
import { rounded } from './rounded.ts';

/** Counterproposals as data, in the units of a result: ms, USD, shares in 0..1. */
export function renderProposalJson({ tool, inputs, agents }: ProposalReport): string {
  const document = {
    schemaVersion: SCHEMA_VERSION,
    tool,
    inputs,
    agents: agents.map(({ result, kept, offer, alternatives }) => ({
      agent: result.agent,
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
