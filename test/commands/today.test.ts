import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/commands/io.ts';
import { today } from '../../src/commands/today.ts';

const io = (epoch?: string) =>
  ({ env: epoch === undefined ? {} : { SOURCE_DATE_EPOCH: epoch } }) as unknown as Io;

describe('today', () => {
  test('is --now, whatever the environment and the clock say', () => {
    expect(today(io('0'), '2026-11-20')).toBe('2026-11-20');
  });

  test.each([
    ['0', '1970-01-01'],
    ['1763683200', '2025-11-21'],
    ['1763683199', '2025-11-20'],
    ['253402300799', '9999-12-31'],
  ])('is the day in UTC of SOURCE_DATE_EPOCH=%s', (epoch, day) => {
    expect(today(io(epoch), undefined)).toBe(day);
  });

  test.each(['now', '-1', '1e9', '17.5', ' 0', '253402300800', '9'.repeat(30)])(
    'is not left to the clock by SOURCE_DATE_EPOCH=%j',
    (epoch) => {
      expect(() => today(io(epoch), undefined)).toThrow(
        /SOURCE_DATE_EPOCH is a number of seconds/u,
      );
    },
  );

  test('is the day of the clock without either, or with an empty one', () => {
    const days = () =>
      [0, 1].map((day) => new Date(Date.now() - day * 86_400_000).toISOString().slice(0, 10));
    expect(days()).toContain(today(io(), undefined));
    expect(days()).toContain(today(io(''), undefined));
  });

  test.each(['', 'May', '2026-02-30', '2026-11-20T00:00', '20.11.2026'])(
    'cannot be --now %j',
    (now) => {
      expect(() => today(io(), now)).toThrow(/--now takes a date/u);
    },
  );
});
