import type { AgentResult, Architecture } from '../solver/result.ts';
import { CORNER_WORDS } from '../solver/words/corners.ts';
import type { Corner } from '../solver/candidate.ts';
import type { Diagnostic, Range } from '../yaml/diagnostic.ts';
import { type Case, renderJunit } from './junit.ts';
import type { SolveReport } from './report.ts';
import { limitWords } from './limitWords.ts';

/** Where an agent's limits are written. */
export interface LimitsPlace {
  readonly file: string;
  rangeOf(agent: string): Range | null;
}

/** What is to be said in a pull request about an answer: every agent for which nothing fits. */
export function solveFindings(report: SolveReport, place: LimitsPlace): Diagnostic[] {
  return report.agents
    .filter(({ feasibleCount }) => feasibleCount.value === 0)
    .map((agent) => ({
      code: 'nothing-fits' as const,
      severity: 'error' as const,
      message: `${agent.agent}: no architecture keeps ${wanted(agent)}`,
      file: place.file,
      range: place.rangeOf(agent.agent),
      help: `offer: ${agent.proposal.statement}`,
    }));
}

function wanted(agent: AgentResult): string {
  return limitWords(agent, offered(agent)?.tools.of ?? 0) || 'the limits';
}

/** What the agent would run: the first that fits, else what is offered. */
function offered({ feasible, pickTwo, nearMisses, proposal }: AgentResult): Architecture | null {
  const choices = JSON.stringify(proposal.choices);
  const shown = [...feasible, ...pickTwo.flatMap((pair) => pair.architecture ?? []), ...nearMisses];
  return shown.find((each) => JSON.stringify(each.choices) === choices) ?? shown[0] ?? null;
}

/** An answer as JUnit XML: a suite per agent, a test per limit, held against what is offered. */
export function renderSolveJunit(report: SolveReport): string {
  return renderJunit(
    'budget solve',
    report.agents.map((agent) => ({ name: agent.agent, cases: cases(agent) })),
  );
}

function cases(agent: AgentResult): Case[] {
  const all: Case = {
    name: 'all limits together',
    failures:
      agent.feasibleCount.value > 0
        ? []
        : [
            {
              message: `no architecture keeps ${wanted(agent)}`,
              type: 'nothing-fits',
              text: `offer: ${agent.proposal.statement}`,
            },
          ],
    skipped: null,
    output: agent.feasibleCount.value > 0 ? [`offer: ${agent.proposal.statement}`] : [],
  };
  const architecture = offered(agent);
  const limits = Object.entries(architecture?.meets ?? {}) as [Corner, string][];
  return [all, ...limits.map(([corner, verdict]) => limitCase(agent, corner, verdict))];
}

function limitCase({ pickTwo }: AgentResult, corner: Corner, verdict: string): Case {
  const price = pickTwo.find(({ gives }) => gives === corner)?.price;
  return {
    name: CORNER_WORDS[corner],
    failures:
      verdict === 'no'
        ? [
            {
              message: `what is offered does not keep the limit on ${CORNER_WORDS[corner]}`,
              type: 'limit-missed',
              text: price ?? '',
            },
          ]
        : [],
    skipped: null,
    output: verdict === 'unclear' ? ['the estimate keeps it, its interval does not'] : [],
  };
}
