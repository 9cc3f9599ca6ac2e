import type { Component, Table } from '../../table/schema.ts';
import { waysToRun } from '../../table/ways.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatPoints } from '../../units/points.ts';
import type { Column } from '../text/textTable.ts';
import { requestTime } from '../requestTime.ts';

/** Something that a request could do without, or do faster. */
export interface GiveUp {
  readonly component: string;
  /** The variant that would be run instead; null where the component would go. */
  readonly instead: string | null;
  /** Median ms that a request would be faster by. */
  readonly frees: number;
  /** Accuracy that would be lost, 0..1; negative where it would be won. */
  readonly loses: number;
  /** What would go unguarded. */
  readonly guards: string | null;
}

/** What answers the question costs time whatever is given up. */
const NEVER_DROPPED: readonly Component['kind'][] = ['llm', 'memory'];

const SHOWN = 8;

/** What the table says to give up first: the fewest points for each second freed. Only what states its points. */
export function giveUpFirst(table: Table): GiveUp[] {
  const all = Object.entries(table.components).flatMap(([name, component]) => [
    ...dropped(name, component),
    ...faster(name, component),
  ]);
  const worth = all.filter(({ frees }) => frees >= 1);
  worth.sort((a, b) => a.loses / a.frees - b.loses / b.frees || b.frees - a.frees);
  return worth.slice(0, SHOWN);
}

function dropped(name: string, component: Component): GiveUp[] {
  const [way] = waysToRun(component);
  const frees = way === undefined ? null : requestTime(component, way);
  if (NEVER_DROPPED.includes(component.kind) || frees === null || component.accuracy === undefined)
    return [];
  const guards = component.guards ?? null;
  return [{ component: name, instead: null, frees, loses: component.accuracy.mid, guards }];
}

/** From the variant that the points are against (it states none) to each faster one. */
function faster(name: string, component: Component): GiveUp[] {
  const ways = waysToRun(component);
  const base = ways.find(({ accuracy }) => accuracy === undefined);
  const slow = base === undefined ? null : requestTime(component, base);
  if (ways.length < 2 || slow === null) return [];
  return ways.flatMap((way): GiveUp[] => {
    const quick = requestTime(component, way);
    if (way.accuracy === undefined || quick === null || quick >= slow) return [];
    const loses = -way.accuracy.mid;
    return [{ component: name, instead: way.name, frees: slow - quick, loses, guards: null }];
  });
}

/** Cells of a table for people: what, what it frees, and what for. */
export function giveUpCells({ component, instead, frees, loses, guards }: GiveUp): string[] {
  const what = instead === null ? `no ${component}` : `${component}: ${instead}`;
  return [
    what,
    formatDuration(frees),
    loses === 0 ? '0 points' : formatPoints(-loses),
    guards ?? '',
  ];
}

export const GIVE_UP_COLUMNS: readonly Column[] = [
  { head: 'give up first' },
  { head: 'frees', align: 'decimal' },
  { head: 'and changes', align: 'decimal' },
  { head: 'what then goes unguarded', breaksTo: 12, optional: 1 },
];

export const GIVE_UP_NOTE =
  'frees: of a request, at the median, as if steps ran one after another; `budget solve` says what it frees of yours. First is what loses the fewest points for each second freed.';
