import type { Wait } from '../../table/waitsSchema.ts';
import { exactDuration } from '../../units/exact.ts';
import { formatDuration } from '../../units/duration.ts';
import type { AgentView, ShownArchitecture } from './agentView.ts';
import { type Html, markup } from './html.ts';

/** Where the time of today and of what is offered falls for a person, between thresholds that were found. */
export function waits(view: AgentView, thresholds: readonly Wait[]): Html | null {
  const offered = view.feasible[0] ?? view.nearMisses[0] ?? null;
  const shown = [
    ...(view.today === null ? [] : [{ who: 'today', architecture: view.today }]),
    ...(offered === null
      ? []
      : [
          {
            who: view.feasible.length > 0 ? 'what fits' : 'what comes closest',
            architecture: offered,
          },
        ]),
  ].flatMap(({ who, architecture }) => placed(who, architecture));
  if (shown.length === 0 || thresholds.length === 0) return null;
  const rows = [
    ...thresholds.map(({ ms, of, felt, source }) => ({
      ms,
      row: markup`<tr>
        <td class="number">${exactDuration(ms)}</td>
        <td>${of === 'any' ? '' : `${of}: `}${felt}</td>
        <td class="source">${source}</td>
      </tr>`,
    })),
    ...shown.map(({ who, ms }) => ({
      ms: ms - 0.5,
      row: markup`<tr class="here">
        <td class="number"><strong>${formatDuration(ms)}</strong></td>
        <td><strong>${who}</strong>: ${feltAt(ms, thresholds)}</td>
        <td></td>
      </tr>`,
    })),
  ].sort((a, b) => a.ms - b.ms);
  return markup`<h3>Where the wait falls for a person</h3>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">up to</th>
            <th scope="col">feels</th>
            <th scope="col">found by</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(({ row }) => row)}
        </tbody>
      </table>
    </div>`;
}

function placed(
  who: string,
  { shown }: ShownArchitecture,
): { readonly who: string; readonly ms: number }[] {
  return shown.ms === null ? [] : [{ who: `${who} at ${shown.percentile}`, ms: shown.ms }];
}

/** What a wait feels like to anybody: the first threshold that it stays within, else past the last one. */
function feltAt(ms: number, thresholds: readonly Wait[]): string {
  const general = thresholds.filter(({ of }) => of === 'any').toSorted((a, b) => a.ms - b.ms);
  const within = general.find((threshold) => ms <= threshold.ms);
  if (within === undefined) return `longer than ${exactDuration(general.at(-1)?.ms ?? 0)}`;
  const before = general[general.indexOf(within) - 1];
  return before === undefined ? within.felt : `past “${before.felt}”, before “${within.felt}”`;
}
