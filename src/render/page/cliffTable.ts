import { distinctSteps } from '../../solver/explain/cliffDrop.ts';
import { formatDuration } from '../../units/duration.ts';
import { accuracyFigure, moneyOrUnknown, shownTime } from '../words.ts';
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
          ({ latencyMs, architecture: { accuracy, cost, name } }) =>
            markup`<tr>
              <th scope="row" class="number">${formatDuration(latencyMs)}</th>
              <td data-label="best accuracy">${accuracyFigure(accuracy)} ${basis(accuracy.basis)}</td>
              <td class="number" data-label="a request">${moneyOrUnknown(cost.perRequest)}</td>
              <td data-label="how">${name}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
