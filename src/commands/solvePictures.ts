import { frontierChart } from '../render/charts/frontierChart.ts';
import { hostsChart } from '../render/charts/hostsChart.ts';
import type { Drawn } from '../render/charts/pictureFiles.ts';
import { waterfallChart } from '../render/charts/waterfallChart.ts';
import type { SolveReport } from '../render/report.ts';
import type { Explanation } from '../solver/result.ts';
import type { FoundPen } from './pen.ts';

/**
 * The pictures of an answer: accuracy against time, costs by model and host, where the time goes.
 *
 * @param explained an agent's architecture taken apart; null where none is known so
 */
export function solvePictures(
  found: FoundPen | null,
  { agents }: SolveReport,
  explained: (agent: string) => Explanation | null,
): Drawn | null {
  if (found === null || 'missing' in found) return found;
  const { pen } = found;
  return {
    pictures: (name) => {
      const result = agents.find(({ agent }) => agent === name);
      if (result === undefined) return [];
      const parts = explained(name);
      return [
        frontierChart(pen, result),
        parts === null ? null : waterfallChart(pen, name, parts),
        hostsChart(pen, result),
      ].filter((picture) => picture !== null);
    },
  };
}
