import { type Change, compareSmall, percent } from '../solver/change.ts';

/** What people typed counts from a percent on. */
export const LEAST = 0.01;

/** Every name of two maps with both values. */
export function byName<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): [string, T | undefined, T | undefined][] {
  return Object.keys({ ...before, ...after }).map((name) => [name, before[name], after[name]]);
}

/** Something that one of two tables lacks. */
export function presence(subject: string, what: string, gone: boolean): Change {
  const [before, after] = gone ? ['there', 'gone'] : ['not there', 'new'];
  return { subject, what, before, after, by: '', direction: 'other', significant: true };
}

/** A word that differs. */
export function text(
  subject: string,
  what: string,
  a: string | undefined,
  b: string | undefined,
): Change[] {
  if (a === b) return [];
  return [
    {
      subject,
      what,
      before: a ?? 'none',
      after: b ?? 'none',
      by: '',
      direction: 'other',
      significant: true,
    },
  ];
}

/** A share that is neither better nor worse when it grows, such as how much a tool is used; in 0..1. */
export function share(subject: string, what: string, a: number | null, b: number | null): Change[] {
  const format = (value: number) => percent(value).slice(1);
  return compareSmall({ subject, what }, a, b, { format, least: LEAST }).map((change) => ({
    ...change,
    direction: 'other',
  }));
}

/** A number that is neither better nor worse when it grows. */
export function neutral(
  subject: string,
  what: string,
  a: number | null,
  b: number | null,
  format = (value: number): string => String(Math.round(value)),
): Change[] {
  return compareSmall({ subject, what }, a, b, { format, least: LEAST }).map((change) => ({
    ...change,
    direction: 'other',
  }));
}
