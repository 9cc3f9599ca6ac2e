import { distinctSteps } from '../../solver/explain/cliffDrop.ts';
import { formatDuration } from '../../units/duration.ts';
import { accuracyFigure, moneyOrUnknown, shownTime } from '../words.ts';
import type { AgentView } from './agentView.ts';
import { basis } from './cards.ts';
import { type Html, markup } from './html.ts';

/** The figures of the chart, for those who read tables. */
export function cliffTable(view: AgentView): Html | null {
  if (view.cliff.length === 0) return null;
  const steps = distinctSteps(view.cliff, ({ latencyMs }) => latencyMs);
  return markup`<details>
    <summary>The same as a table</summary>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">${shownTime(view).label} within</th>
            <th scope="col">best accuracy</th>
            <th scope="col">a request</th>
            <th scope="col">architecture</th>
          </tr>
        </thead>
        <tbody>
          ${steps.map(
            ({ latencyMs, architecture: { accuracy, cost, name } }) =>
              markup`<tr>
                <td class="number">${formatDuration(latencyMs)}</td>
                <td>${accuracyFigure(accuracy)} ${basis(accuracy.basis)}</td>
                <td class="number">${moneyOrUnknown(cost.perRequest)}</td>
                <td>${name}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
