import { formatShare } from '../../units/share.ts';
import { accuracyFigure } from '../words.ts';
import type { AgentView, ShownArchitecture } from './agentView.ts';
import { GETS_MOST, GIVES_UP } from './cornerWords.ts';
import { basis } from './figures.ts';
import { type Html, markup } from './html.ts';

/** How today, what is offered and what each limit could get do on every task of the eval; nothing without tasks. */
export function tasks(view: AgentView): Html | null {
  const rows = compared(view).filter(
    ({ architecture }) => Object.keys(architecture.accuracy.tasks).length > 0,
  );
  const names = [
    ...new Set(rows.flatMap(({ architecture }) => Object.keys(architecture.accuracy.tasks))),
  ];
  if (names.length === 0) return null;
  const least = leastOf(rows);
  return markup`<p class="lead">
      Answers that are right. Bars run from ${formatShare(least, 0)} to 100%; the wide part is where the
      figure lies nine times out of ten.
    </p>
    <div class="scroll" tabindex="0" role="group" aria-label="accuracy by task">
    <table class="tasks stack">
      <thead>
        <tr>
          <th scope="col">architecture</th>
          ${names.map((name) => markup`<th scope="col">${name}</th>`)}
          <th scope="col">known by</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ label, architecture: { accuracy, name } }) =>
            markup`<tr>
              <th scope="row">${label}${label === 'Today' ? null : markup`<small>${name}</small>`}</th>
              ${names.map((task) => cell(task, accuracy, least))}
              <td data-label="known by">${basis(accuracy.basis)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** The figure, and its interval on one scale for the whole table. */
function cell(name: string, accuracy: ShownArchitecture['accuracy'], least: number): Html {
  const task = accuracy.tasks[name];
  if (task === undefined) return markup`<td class="number" data-label="${name}">–</td>`;
  const at = (share: number) => Number(((100 * (share - least)) / (1 - least)).toFixed(1));
  const [low, high] = [at(task.low ?? task.value), at(task.high ?? task.value)];
  return markup`<td class="number" data-label="${name}">
    ${accuracyFigure({ ...accuracy, ...task })}
    <span class="range" aria-hidden="true"
      ><span class="span" style="left:${low}%;width:${Math.max(0, high - low)}%"></span
      ><span class="point ${accuracy.basis}" style="left:${at(task.value)}%"></span
    ></span>
  </td>`;
}

/** Where the scale begins: a round figure below everything, in 0..0.9. */
function leastOf(rows: readonly Row[]): number {
  const lows = rows.flatMap(({ architecture: { accuracy } }) =>
    Object.values(accuracy.tasks).map(({ value, low }) => low ?? value),
  );
  return Math.max(0, Math.min(0.9, Math.floor(10 * Math.min(...lows)) / 10));
}

interface Row {
  readonly label: string;
  readonly architecture: ShownArchitecture;
}

/** Each architecture once, under the first name it has. */
function compared({ today, offered, pickTwo, nearMisses, feasibleCount }: AgentView): Row[] {
  const fits = feasibleCount.value > 0;
  const named: Row[] = [
    ...(today === null ? [] : [{ label: 'Today', architecture: today }]),
    ...(offered === null ? [] : [{ label: 'The offer', architecture: offered }]),
    ...pickTwo.flatMap(({ gives, architecture }) =>
      architecture === null ? [] : [{ label: (fits ? GETS_MOST : GIVES_UP)[gives], architecture }],
    ),
    ...nearMisses.slice(0, 1).map((architecture) => ({ label: 'The closest', architecture })),
  ];
  return named.filter(
    ({ architecture: { id } }, index) =>
      named.findIndex((other) => other.architecture.id === id) === index,
  );
}
