import { exactDuration, exactMoney, exactShare } from '../units/exact.ts';
import type { Change } from './change.ts';
import type { WrittenLimits } from './result.ts';

/** How limits compare with what they were: `changed` where some are looser and some tighter, or neither. */
export type Leeway = 'same' | 'loosened' | 'tightened' | 'changed';

/** Whether all that fitted still fits, or nothing else does, whatever is measured. */
export function leeway(before: WrittenLimits, after: WrittenLimits): Leeway {
  return together(keysOf(before, after).map((key) => roomOf(key, before, after)));
}

function together(rooms: readonly Leeway[]): Leeway {
  const [first = 'same', ...others] = rooms.filter((room) => room !== 'same');
  return others.every((room) => room === first) ? first : 'changed';
}

function keysOf(before: WrittenLimits, after: WrittenLimits): (keyof WrittenLimits)[] {
  return Object.keys({ ...before, ...after }) as (keyof WrittenLimits)[];
}

function roomOf(key: keyof WrittenLimits, before: WrittenLimits, after: WrittenLimits): Leeway {
  if (key === 'tools') return roomForTools(before.tools, after.tools);
  if (key === 'accuracy') {
    const [a, b] = [before.accuracy ?? null, after.accuracy ?? null];
    if (a && b && a.eval !== b.eval) return 'changed';
    return together([
      roomBetween(a?.atLeast, b?.atLeast, 'atLeast'),
      roomInMap(a?.tasks, b?.tasks, 'atLeast'),
    ]);
  }
  if (key === 'deadline') return roomBetween(before.deadline, after.deadline, 'atMost');
  return roomInMap(before[key], after[key], 'atMost');
}

type Figures = Readonly<Record<string, number | null>> | null | undefined;

function roomInMap(a: Figures, b: Figures, kind: Bound): Leeway {
  const names = Object.keys({ ...a, ...b });
  return together(names.map((name) => roomBetween(a?.[name], b?.[name], kind)));
}

type Bound = 'atLeast' | 'atMost';

/** A limit that is not stated leaves all the room there is. */
function roomBetween(
  a: number | null | undefined,
  b: number | null | undefined,
  kind: Bound,
): Leeway {
  const sign = kind === 'atMost' ? 1 : -1;
  const [from, to] = [a, b].map((limit) =>
    limit === null || limit === undefined ? Number.POSITIVE_INFINITY : sign * limit,
  );
  if (from === to) return 'same';
  return (to ?? 0) > (from ?? 0) ? 'loosened' : 'tightened';
}

/** All tools is the most that can be asked for; a list asks for more than a part of it. */
function roomForTools(a: WrittenLimits['tools'], b: WrittenLimits['tools']): Leeway {
  if (toolsText(a) === toolsText(b)) return 'same';
  if (a === 'all') return 'loosened';
  if (b === 'all') return 'tightened';
  if ('atLeast' in a && 'atLeast' in b) return roomBetween(a.atLeast, b.atLeast, 'atLeast');
  if ('atLeast' in a || 'atLeast' in b) return 'changed';
  if (b.every((tool) => a.includes(tool))) return 'loosened';
  return a.every((tool) => b.includes(tool)) ? 'tightened' : 'changed';
}

/** The same tools in another order are the same wish. */
function toolsText(tools: WrittenLimits['tools']): string {
  return JSON.stringify(Array.isArray(tools) ? [...tools].sort() : tools);
}

/** Limits are edited, never measured: every change counts, and is neither better nor worse. */
export function diffLimits(subject: string, before: WrittenLimits, after: WrittenLimits): Change[] {
  return keysOf(before, after).flatMap((key): Change[] => {
    const room = roomOf(key, before, after);
    if (room === 'same') return [];
    const [a, b] = [limitText(key, before[key]), limitText(key, after[key])];
    const what = `limit on ${key === 'ttft' ? 'first token' : key}`;
    const by = room === 'changed' ? '' : room;
    return [{ subject, what, before: a, after: b, by, direction: 'other', significant: true }];
  });
}

function limitText(key: keyof WrittenLimits, limit: unknown): string {
  if (limit === null || limit === undefined) return 'none';
  if (typeof limit === 'number') return key === 'deadline' ? exactDuration(limit) : String(limit);
  if (typeof limit !== 'object') return String(limit);
  if (Array.isArray(limit)) return limit.join(', ');
  const parts = Object.entries(limit).flatMap(([name, value]) => partText(key, name, value));
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function partText(key: keyof WrittenLimits, name: string, value: unknown): string[] {
  if (value === null) return [];
  if (typeof value === 'object') {
    const inner = Object.entries(value as object).map(
      ([task, floor]) => `${task} ${exactShare(Number(floor))}`,
    );
    return inner;
  }
  if (typeof value !== 'number') return [String(value)];
  if (key === 'accuracy') return [exactShare(value)];
  if (key === 'cost') return [`${COST_WORDS[name] ?? name} ${exactMoney(value)}`];
  return key === 'tools' ? [`at least ${value}`] : [`${name} ${exactDuration(value)}`];
}

const COST_WORDS: Readonly<Record<string, string>> = {
  perRequest: 'a request',
  perConversation: 'a conversation',
  perMonth: 'a month',
};
