import type { TableRow } from '../tableText.ts';
import { type Html, markup } from './html.ts';
import type { PageAgent, PageTable } from './pageInput.ts';

/** Figures as tables print them, sorted as they stand. */
const COLUMNS: readonly (readonly [key: keyof TableRow, head: string])[] = [
  ['p50', 'half are done in'],
  ['p95', '95% are done in'],
  ['ttft', 'first token'],
  ['perCall', 'a call'],
  ['perMonth', 'a month'],
  ['accuracy', 'points'],
  ['usedBy', 'used by'],
  ['n', 'calls measured'],
];

/** The conversion table: what each component buys, and what it takes for it. */
export function componentTable({ name, rows }: PageTable, agents: readonly PageAgent[]): Html {
  const columns = COLUMNS.filter(([key]) =>
    rows.some((row) => row[key] !== '' && row[key] !== '–'),
  );
  return markup`<section aria-labelledby="table">
    <h2 id="table">What each component costs and buys</h2>
    <p>
      The conversion table ${name}. Points are what accuracy gains by a component, or by a variant
      against the one that the baseline runs; “stated” was written down by a person, not
      measured.${agents.length > 1 ? ' It is shared by all agents above.' : ''}
    </p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">component</th>
            <th scope="col">buys</th>
            ${columns.map(([, head]) => markup`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              markup`<tr>
                <th scope="row">${row.component}${row.way === '' ? '' : `: ${row.way}`}</th>
                <td>${row.buys}</td>
                ${columns.map(([key]) => markup`<td class="number">${row[key]}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
