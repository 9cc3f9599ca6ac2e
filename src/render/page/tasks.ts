import type { AgentResult, Architecture } from '../../solver/result.ts';
import { CORNER_WORDS } from '../../solver/words/corners.ts';
import { nextWords, taskCliffWords } from '../measureNext.ts';
import { accuracyFigure } from '../words.ts';
import { basis } from './cards.ts';
import { type Html, markup } from './html.ts';

/** How today, what fits and what the trades would give do on every task, and what to measure next. */
export function tasks(result: AgentResult): Html | null {
  const rows = compared(result).filter(
    ({ architecture }) => Object.keys(architecture.accuracy.tasks).length > 0,
  );
  const names = [
    ...new Set(rows.flatMap(({ architecture }) => Object.keys(architecture.accuracy.tasks))),
  ];
  const cliffs = taskCliffWords(result);
  const next = result.measureNext.map(nextWords);
  if (names.length === 0 && next.length === 0) return null;
  return markup`<h3>Task by task</h3>
    ${names.length === 0 ? null : taskTable(rows, names)}
    ${cliffs.map((words) => markup`<p>${words}</p>`)}
    ${next.length === 0 ? null : markup`<h4>Measure next</h4><ul>${next.map((words) => markup`<li>${words}</li>`)}</ul>`}`;
}

interface Row {
  readonly label: string;
  readonly architecture: Architecture;
}

/** Each architecture once, under the first name it has. */
function compared({ today, feasible, pickTwo, nearMisses }: AgentResult): Row[] {
  const named: Row[] = [
    ...(today === null ? [] : [{ label: 'today', architecture: today }]),
    ...feasible.slice(0, 1).map((architecture) => ({ label: 'what fits', architecture })),
    ...pickTwo.flatMap(({ gives, architecture }) =>
      architecture === null
        ? []
        : [
            {
              label: `${CORNER_WORDS[gives]} ${gives === 'tools' ? 'give' : 'gives'} way`,
              architecture,
            },
          ],
    ),
    ...nearMisses.slice(0, 1).map((architecture) => ({ label: 'closest', architecture })),
  ];
  return named.filter(
    ({ architecture: { id } }, index) =>
      named.findIndex((other) => other.architecture.id === id) === index,
  );
}

function taskTable(rows: readonly Row[], names: readonly string[]): Html {
  return markup`<div class="scroll"><table>
    <thead><tr><th scope="col">architecture</th>${names.map((name) => markup`<th scope="col">${name}</th>`)}<th scope="col">by</th></tr></thead>
    <tbody>${rows.map(
      ({ label, architecture: { accuracy } }) =>
        markup`<tr><th scope="row">${label}</th>${names.map((name) => {
          const task = accuracy.tasks[name];
          return markup`<td class="number">${task === undefined ? '–' : accuracyFigure({ ...accuracy, ...task })}</td>`;
        })}<td>${basis(accuracy.basis)}</td></tr>`,
    )}</tbody></table></div>`;
}
