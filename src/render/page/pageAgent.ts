import { latencyEvaluator } from '../../solver/latency.ts';
import { choicesFrom } from '../../solver/choices.ts';
import type { Problem } from '../../solver/problem.ts';
import type { AgentResult } from '../../solver/result.ts';
import { whatIf } from '../../solver/whatIf/whatIf.ts';
import { readWhatIf } from '../../solver/whatIf/readWhatIf.ts';
import { writeWhatIf } from '../../solver/whatIf/writeWhatIf.ts';
import { viewOfResult } from './agentView.ts';
import { pageCosts } from './costs/pageCosts.ts';
import { offeredWhereSlid } from './offeredWhereSlid.ts';
import type { PageAgent } from './pageInput.ts';

/**
 * One agent of a page with everything that its sliders need.
 *
 * @param most architectures kept for the sliders
 */
export function pageAgent(
  problem: Problem,
  result: AgentResult,
  { most, strict }: { readonly most: number; readonly strict: boolean },
): PageAgent {
  const written = writeWhatIf(whatIf(problem, most));
  const latencies = latencyEvaluator(problem);
  const { offered } = viewOfResult(result);
  const base = offered === null ? problem.today : choicesFrom(offered.choices, problem);
  return {
    result,
    whatIf: written,
    explained: offeredWhereSlid(problem, latencies, result, {
      stored: readWhatIf(written),
      strict,
    }),
    costs: base && pageCosts(problem, latencies, { choices: base, name: offered?.name ?? 'today' }),
  };
}
