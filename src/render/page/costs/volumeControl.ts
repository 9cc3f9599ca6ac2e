import { formatCount } from '../../../units/count.ts';
import { type Html, markup } from '../html.ts';
import type { PageCosts } from './pageCosts.ts';

/** A slider for the volume of traffic, standing at the launch; nothing without traffic. */
export function volumeControl({ volumes, launch, unit }: PageCosts, id: string): Html | null {
  if (volumes.length < 2) return null;
  return markup`<div class="control">
    <label for="${id}">Volume <small>${unit} a month; launch: ${formatCount(volumes[launch] ?? 0)}</small></label>
    <output for="${id}">${volumeWords(volumes, launch)}</output>
    <input
      type="range"
      id="${id}"
      class="volume"
      min="0"
      max="${volumes.length - 1}"
      step="1"
      value="${launch}"
      aria-valuetext="${volumeWords(volumes, launch)} ${unit} a month"
    />
  </div>`;
}

/** The volume at a place, for people. */
export function volumeWords(volumes: readonly number[], index: number): string {
  return formatCount(Math.round(volumes[index] ?? 0));
}
