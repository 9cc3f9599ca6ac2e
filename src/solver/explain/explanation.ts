import { Candidate, primary } from '../candidate.ts';
import type { Choices } from '../choices.ts';
import { costBySteps } from '../cost.ts';
import type { LatencyEvaluator } from '../latency.ts';
import { percentileName } from '../../units/percentileName.ts';
import type { Problem } from '../problem.ts';
import type { ExplainedPart, Explanation } from '../result.ts';
import { changesOf, freed } from './changes.ts';
import { partNames } from './partNames.ts';
import { spreadsheetPercentile } from './spreadsheet.ts';
import { waterfall } from './waterfall.ts';

/** Percentiles that every explanation speaks of. */
const PERCENTILES = [0.5, 0.95, 0.99];

/**
 * One architecture taken apart: what each part adds to its end to end time at the median and along the
 * tail, what it costs and buys, and what a spreadsheet would have said.
 */
export function explain(
  problem: Problem,
  latencies: LatencyEvaluator,
  candidate: Candidate,
): Omit<Explanation, 'architecture'> {
  const { choices } = candidate;
  const { corner, p } = primary(problem);
  const percentiles = [...new Set([...PERCENTILES, p])].sort((a, b) => a - b);
  const times = waterfall(problem, latencies, choices, percentiles);
  const costs = costBySteps(problem, choices);
  const changed = changesOf(problem, choices, true);
  const at = (choices: Choices) => new Candidate(problem, latencies, choices);
  const named = (name: string): ExplainedPart => ({
    name,
    choice: choices.values.get(name) ?? (choices.tools.includes(name) ? 'on' : 'off'),
    ms: Object.fromEntries(
      percentiles.map((q, i) => [percentileName(q), times[i]?.get(name) ?? 0] as const),
    ),
    perRequest: costs[name] === undefined ? 0 : (costs[name] ?? null),
    changes: changed
      .filter((change) => change.of === name)
      .map(({ to, choices: other }) => ({ to, frees: freed(candidate, at(other)) })),
  });
  return {
    shown: { time: corner, percentile: percentileName(p) },
    parts: partNames(problem).map(named),
    percentiles: Object.fromEntries(
      percentiles.map((q) => {
        const ms = latencies.at(choices, 'latency', q) ?? 0;
        const added = spreadsheetPercentile(problem, choices, q);
        const error = ms > 0 ? added / ms - 1 : null;
        return [percentileName(q), { ms, spreadsheet: added, error }];
      }),
    ),
    order: changed
      .filter((change) => change.of === 'tools')
      .map(({ to, choices: other }) => ({ to, frees: freed(candidate, at(other)) })),
  };
}
