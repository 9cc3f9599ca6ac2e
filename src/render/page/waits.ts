import type { Wait } from '../../table/waitsSchema.ts';
import { exactDuration } from '../../units/exact.ts';
import { formatDuration } from '../../units/duration.ts';
import type { AgentView, ShownArchitecture } from './agentView.ts';
import { type Html, markup } from './html.ts';

/**
 * Where the time of today and of what is offered falls for a person, between thresholds that were
 * found; nothing where nobody waits.
 */
export function waits(view: AgentView, thresholds: readonly Wait[]): Html | null {
  const here = [...placed('today', view.today), ...placed('the offer', view.offered)];
  if (here.length === 0 || thresholds.length === 0 || view.limits.deadline !== null) return null;
  const rows = [
    ...thresholds.map((wait) => ({ ms: wait.ms, row: threshold(wait) })),
    ...here.map(({ who, at, ms }) => ({
      ms: ms - 0.5,
      row: markup`<li class="here">
        <span class="ms">${formatDuration(ms)}</span>
        <span><strong>${who}</strong> at ${at}: ${feltAt(ms, thresholds)}</span>
      </li>`,
    })),
  ].sort((a, b) => a.ms - b.ms);
  return markup`<ol class="waits">
    ${rows.map(({ row }) => row)}
  </ol>`;
}

function threshold({ ms, of, felt, source }: Wait): Html {
  return markup`<li>
    <span class="ms">${exactDuration(ms)}</span>
    <span>${of === 'any' ? '' : `${of}: `}${felt} <small>${source}</small></span>
  </li>`;
}

function placed(
  who: string,
  architecture: ShownArchitecture | null,
): { readonly who: string; readonly at: string; readonly ms: number }[] {
  if (architecture === null || architecture.shown.ms === null) return [];
  return [{ who, at: architecture.shown.percentile, ms: architecture.shown.ms }];
}

/** What a wait feels like to anybody: the first threshold that it stays within, else past the last one. */
function feltAt(ms: number, thresholds: readonly Wait[]): string {
  const general = thresholds.filter(({ of }) => of === 'any').toSorted((a, b) => a.ms - b.ms);
  const within = general.find((threshold) => ms <= threshold.ms);
  if (within === undefined) return `longer than ${exactDuration(general.at(-1)?.ms ?? 0)}`;
  const before = general[general.indexOf(within) - 1];
  return before === undefined ? within.felt : `past “${before.felt}”, before “${within.felt}”`;
}
