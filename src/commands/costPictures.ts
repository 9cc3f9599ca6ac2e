import { type Drawn } from '../render/charts/pictureFiles.ts';
import { volumeChart } from '../render/charts/volumeChart.ts';
import type { CostReport } from '../render/cost/report.ts';
import type { GlobalFlags } from './global.ts';
import { penFor } from './pen.ts';

/** What each way to run an agent costs at each volume, drawn; null where no Markdown goes to a file. */
export function costPictures(flags: GlobalFlags, { agents }: CostReport): Drawn | null {
  const found = penFor(flags);
  if (found === null || 'missing' in found) return found;
  return {
    pictures: (name) =>
      agents
        .filter(({ agent }) => agent === name)
        .flatMap((agent) => volumeChart(found.pen, agent) ?? []),
  };
}
