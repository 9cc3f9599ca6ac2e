import { distinctSteps } from '../../solver/explain/cliffDrop.ts';
import { formatDuration } from '../../units/duration.ts';
import { accuracyFigure, requestCost, shownTime } from '../words.ts';
import type { AgentView } from './agentView.ts';
import { basis } from './figures.ts';
import { type Html, markup } from './html.ts';

/** The figures of the chart, for those who read tables. */
export function cliffTable(view: AgentView): Html | null {
  if (view.cliff.length === 0) return null;
  const steps = distinctSteps(view.cliff, ({ latencyMs }) => latencyMs);
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="what time buys">
    <table class="stack">
      <thead>
        <tr>
          <th scope="col">${shownTime(view).label} within</th>
          <th scope="col">best accuracy</th>
          <th scope="col">a request</th>
          <th scope="col">how</th>
        </tr>
      </thead>
      <tbody>
        ${steps.map(
          ({ latencyMs, architecture }) =>
            markup`<tr>
              <th scope="row" class="number">${formatDuration(latencyMs)}</th>
              <td data-label="best accuracy">${accuracyFigure(architecture.accuracy, view)} ${basis(architecture.accuracy.basis)}</td>
              <td class="number" data-label="a request">${requestCost(architecture, view)}</td>
              <td data-label="how">${architecture.name}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
