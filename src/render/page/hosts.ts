import type { AgentResult } from '../../solver/result.ts';
import { formatShare } from '../../units/share.ts';
import { durationOrNone, moneyOrUnknown } from '../words.ts';
import { type Html, markup } from './html.ts';

/** What every model costs on every host, everything else as in what is offered; nothing where only one could run. */
export function hosts({ hosts: rows }: AgentResult): Html | null {
  if (rows.length < 2) return null;
  const replicas = rows.some((row) => row.replicas !== null);
  const notes = [...new Set(rows.flatMap(({ note }) => note ?? []))];
  return markup`<h3>Cost per model and host</h3>
    <div class="scroll"><table>
    <thead><tr><th scope="col">fits</th><th scope="col">step</th><th scope="col">model and host</th><th scope="col">p95</th><th scope="col">a request</th><th scope="col">a month</th><th scope="col">in 12 months</th>${replicas ? markup`<th scope="col">replicas</th><th scope="col">busy</th>` : null}</tr></thead>
    <tbody>${rows.map(
      (row) =>
        markup`<tr><td>${row.feasible ? '✓ yes' : '✗ no'}</td><th scope="row">${row.step}</th><td>${row.variant}</td><td class="number">${durationOrNone(row.latency.p95)}</td><td class="number">${moneyOrUnknown(row.perRequest)}</td><td class="number">${monthly(row.perMonth.launch)}</td><td class="number">${monthly(row.perMonth.month12)}</td>${replicas ? markup`<td class="number">${row.replicas ?? '–'}</td><td class="number">${row.utilization === null ? '–' : formatShare(row.utilization)}</td>` : null}</tr>`,
    )}</tbody></table></div>
    ${notes.length === 0 ? null : markup`<ul>${notes.map((note) => markup`<li>${note}</li>`)}</ul>`}`;
}

/** Without traffic there is no month. */
function monthly(usd: number | null): string {
  return usd === null ? '–' : moneyOrUnknown(usd);
}
