import type { TableRow } from '../tableText.ts';
import { folded } from './folded.ts';
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

/** More rows than this are folded away. */
const MANY = 40;

/** The conversion table: what each component buys, and what it takes for it. */
export function componentTable({ name, rows }: PageTable, agents: readonly PageAgent[]): Html {
  const columns = COLUMNS.filter(([key]) =>
    rows.some((row) => row[key] !== '' && row[key] !== '–'),
  );
  const shared = agents.length > 1 ? ' All agents above share it.' : '';
  const table = markup`<div class="scroll" tabindex="0" role="group" aria-label="${name}">
    <table class="stack">
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
              ${labelled('buys', row.buys)}
              ${columns.map(([key, head]) => labelled(head, row[key]))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
  return markup`<section aria-labelledby="table">
    <h2 id="table">What each component costs and buys</h2>
    <p class="lead">
      The conversion table ${name}: what every part takes and gives. Points are what accuracy gains by
      having the part, or by this way to run it against the one that the eval’s baseline runs; “stated”
      was written down by a person, not measured.${shared}
    </p>
    ${
      rows.length <= MANY
        ? markup`<div class="sheet">${table}</div>`
        : folded({
            title: `All ${rows.length} ways to run a component`,
            lead: '',
            body: table,
            open: false,
            follows: true,
          })
    }
  </section>`;
}

/** A cell that says what it is where the table is too narrow for columns. */
function labelled(head: string, figure: string): Html {
  return figure === ''
    ? markup`<td class="none"></td>`
    : markup`<td class="${head === 'buys' ? 'text' : 'number'}" data-label="${head}">${figure}</td>`;
}
