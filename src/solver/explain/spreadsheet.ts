import type { Choices } from '../choices.ts';
import { meanCalls } from '../expectedRuns.ts';
import { leafOf } from '../../latency/leafOf.ts';
import type { Problem } from '../problem.ts';
import type { TimeAlgebra } from '../timeAlgebra.ts';
import { WorkflowComposer } from '../workflowComposer.ts';

/**
 * A percentile as a spreadsheet has it: the percentiles of the steps added in series, the largest taken
 * in parallel, weighed by chances, hits, calls and redos. It is wrong (docs/latency.md); by how much is
 * worth seeing.
 *
 * @returns ms
 */
export function spreadsheetPercentile(problem: Problem, choices: Choices, p: number): number {
  return new WorkflowComposer(problem, figures(p)).endToEnd(choices);
}

function figures(p: number): TimeAlgebra<number> {
  return {
    zero: 0,
    leaf: (input) => leafOf(input).quantile(p),
    series: (parts) => parts.reduce((sum, ms) => sum + ms, 0),
    parallel: (parts) => Math.max(...parts),
    mixture: (parts) => parts.reduce((sum, { weight, law }) => sum + weight * law, 0),
    withChance: (ms, share) => ms * share,
    repeat: (ms, counts) => ms * meanCalls(counts),
  };
}
