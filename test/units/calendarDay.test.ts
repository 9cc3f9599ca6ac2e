import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCalendarDay } from '../../src/units/calendarDay.ts';

test.each(['2026-02-28', '2024-02-29', '2000-02-29', '1970-01-01', '9999-12-31'])(
  '%s is a day',
  (text) => {
    expect(isCalendarDay(text)).toBe(true);
  },
);

test.each([
  '2026-02-29',
  '1900-02-29',
  '2026-02-30',
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '2026-1-1',
  '26-01-01',
  '2026-01-01T00:00',
  ' 2026-01-01',
  '2026-01-01\n',
  '',
  'yesterday',
])('%j is none', (text) => {
  expect(isCalendarDay(text)).toBe(false);
});

test('every day that a calendar counts is one, and has one form', () => {
  const days = fc.integer({ min: -700_000, max: 2_900_000 });
  fc.assert(
    fc.property(days, (day) => {
      const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
      expect(isCalendarDay(text)).toBe(true);
      expect(isCalendarDay(text.replaceAll('-', '/'))).toBe(false);
      const next = `${text.slice(0, 8)}${String(Number(text.slice(8)) + 1).padStart(2, '0')}`;
      const isLast = new Date((day + 1) * 86_400_000).toISOString().slice(0, 10) !== next;
      expect(isCalendarDay(next)).toBe(!isLast);
    }),
  );
});
