import type { SolveReport } from '../../src/render/report.ts';
import { solve } from '../../src/solver/solve.ts';
import { costAgent } from '../../src/solver/costing/agentCost.ts';
import { systemCost } from '../../src/solver/costing/systemCost.ts';
import type { CostReport } from '../../src/render/cost/report.ts';
import { sampleProblems } from './arbitraryProblem.ts';

/** Answers to random problems with every feature of a workflow, one or three agents each. */

const PROBLEMS = sampleProblems(24, 20_261_122, {
  steps: 4,
  tools: 3,
  shortcuts: 1,
  architectures: 40,
  unknown: 0.2,
  unknownPrices: true,
  tangles: false,
  jumps: true,
  saves: true,
  skipsBranches: true,
  skipsSigns: true,
}).map((problem, index) => ({ ...problem, agent: `agent ${index + 1}` }));

const TOOL = { name: 'budget', version: '0' };
const INPUTS = [{ path: 'spec.yaml', sha256: 'a'.repeat(64) }];

function agentsOf(from: number, count: number) {
  return PROBLEMS.slice(from, from + count).map((problem) => {
    const answer = solve(problem);
    if (!('result' in answer)) throw new Error('a small problem can be tried in full');
    return answer.result;
  });
}

/** Alone, and three at a time. */
export const SOLVED: readonly SolveReport[] = [
  ...PROBLEMS.slice(0, 12).map((_, index) => agentsOf(index, 1)),
  ...[12, 15, 18, 21].map((from) => agentsOf(from, 3)),
].map((agents) => ({ tool: TOOL, inputs: INPUTS, agents, warnings: [] }));

/** Costs of the same problems. */
export const COSTED: readonly CostReport[] = PROBLEMS.slice(0, 12).map((problem) => {
  const agent = costAgent(problem, null);
  return {
    tool: TOOL,
    inputs: INPUTS,
    checked: { models: '2026-11-20', gpus: null },
    agents: [agent.cost],
    system: systemCost([agent]),
    warnings: [],
  };
});
