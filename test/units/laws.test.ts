import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countToYaml, formatCount, parseCount } from '../../src/units/count.ts';
import { durationToYaml, formatDuration, parseDuration } from '../../src/units/duration.ts';
import { parseDurationRange } from '../../src/units/durationRange.ts';
import { formatMoney, moneyToYaml, parseMoney, parseMoneyPer } from '../../src/units/money.ts';
import { multipleToYaml, parseMultiple } from '../../src/units/multiple.ts';
import { nearest } from '../../src/units/nearest.ts';
import type { Parsed } from '../../src/units/parsed.ts';
import { formatPoints, parsePoints } from '../../src/units/points.ts';
import { formatRate, parseRate, rateToYaml } from '../../src/units/rate.ts';
import { parseRatio } from '../../src/units/ratio.ts';
import { formatShare, parseShare, shareToYaml } from '../../src/units/share.ts';

const PARSERS: Readonly<Record<string, (text: string) => Parsed<unknown>>> = {
  duration: parseDuration,
  'duration range': parseDurationRange,
  money: parseMoney,
  'money a month': (text) => parseMoneyPer(text, 'month'),
  share: parseShare,
  points: parsePoints,
  multiple: parseMultiple,
  rate: parseRate,
  ratio: parseRatio,
  count: parseCount,
};

const FORMATS: Readonly<Record<string, (value: number) => string>> = {
  duration: formatDuration,
  money: formatMoney,
  share: (value) => formatShare(value, 1),
  points: formatPoints,
  count: formatCount,
  rate: formatRate,
};

const UNITS = [
  'ms',
  's',
  'sec',
  'seconds',
  'm',
  'min',
  'h',
  'hr',
  'd',
  'days',
  '%',
  'pt',
  'pts',
  'points',
  'pp',
  'x',
  'times',
  '×',
  'k',
  'M',
  'B',
  'm',
  'mio',
  'thousand',
  '/month',
  '/mo',
  '/day',
  ' per hour',
  '/hr',
  ' a month',
  '/200',
  ' of 200',
  '¢',
  'ct',
  ' USD',
  ' dollars',
  'parsec',
  '',
];

const digits = fc.constantFrom(
  '0',
  '1',
  '3',
  '0.5',
  '95',
  '120',
  '1.25',
  '1,200',
  '64',
  '8.03e3',
  '.5',
);

/** What people write for a quantity, right or nearly. */
const quantityText = fc
  .tuple(
    fc.constantFrom('', '', '$', 'US$', '-', '+', '-$', 'USD '),
    digits,
    fc.constantFrom('', ' '),
    fc.constantFrom(...UNITS),
    fc.oneof(
      fc.constant(''),
      fc
        .tuple(fc.constantFrom('-', '..', ' to '), digits, fc.constantFrom(...UNITS))
        .map((parts) => parts.join('')),
    ),
  )
  .map((parts) => parts.join(''));

describe.each(Object.entries(PARSERS))('reading a %s', (_, parse) => {
  it('says in one sentence what is wrong, with nothing of the machinery in it', () => {
    fc.assert(
      fc.property(fc.oneof(quantityText, fc.string(), fc.double().map(String)), (text) => {
        const found = parse(text);
        if (found.ok) return;
        expect(found.message.replace(/".*"/u, '')).not.toMatch(/undefined|NaN|\[object|\n/u);
        expect(found.message.length).toBeGreaterThan(10);
      }),
    );
  });

  it('gives advice that leads on: whoever follows it comes to a value, or to a reason', () => {
    /** What a text is to be replaced by, if that is said. */
    const advised = (text: string): string | null => {
      const found = parse(text);
      return found.ok ? null : (/(?:;|:) write (\S+)$/u.exec(found.message)?.[1] ?? null);
    };
    fc.assert(
      fc.property(quantityText, (text) => {
        const seen = [text];
        for (let next = advised(text); next !== null; next = advised(next)) {
          expect(seen).not.toContain(next);
          seen.push(next);
          expect(seen.length).toBeLessThan(4);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('does not care for space around it', () => {
    fc.assert(
      fc.property(quantityText, (text) => {
        const [plain, spaced] = [parse(text), parse(`  ${text} `)];
        expect(spaced.ok).toBe(plain.ok);
        if (plain.ok && spaced.ok) expect(spaced.value).toEqual(plain.value);
      }),
    );
  });
});

it('what one unit takes, no other takes: nobody reads seconds as dollars', () => {
  const alone = ['duration', 'money', 'money a month', 'share', 'points', 'multiple', 'ratio'];
  fc.assert(
    fc.property(quantityText, (text) => {
      const taken = alone.filter((name) => PARSERS[name]!(text).ok);
      expect(taken.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 400 },
  );
});

describe.each(Object.entries(FORMATS))('a %s for people', (_, format) => {
  const any = fc.oneof(
    fc.double({ min: -1e14, max: 1e14 }),
    fc.constantFrom(NaN, Infinity, -Infinity),
  );

  it('is never more than figures: no NaN, no exponent, no line end', () => {
    fc.assert(
      fc.property(any, (value) => {
        expect(format(value)).toMatch(
          /^(?:[<>] )?[−+]?\$?[\d.,]+ ?(?:%|[a-z]+|\/month)?$|^–(?: points|\/month)?$/u,
        );
      }),
    );
  });
});

/** A share is never below 0. */
const SIGNED = Object.entries(FORMATS).filter(([name]) => name !== 'share');

it.each(SIGNED)(
  'a %s has one sign, and is otherwise the same on either side of zero',
  (_, format) => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), (value) => {
        const sizeOf = (text: string) => text.replace(/^[−+]/u, '');
        expect(sizeOf(format(-value))).toBe(sizeOf(format(value)));
        if (/[1-9]/u.test(format(value))) expect(format(-value).startsWith('−')).toBe(true);
        else expect(format(-value)).toBe(format(value));
      }),
    );
  },
);

/** Back to a number: the point, the size and the unit that people read. */
const SIZES: Readonly<Record<string, number>> = { ms: 1, s: 1e3, min: 6e4, h: 3.6e6, d: 8.64e7 };

function milliseconds(text: string): number {
  const [number = '', unit = ''] = text.split(' ');
  return Number(number) * SIZES[unit]!;
}

describe('figures for people', () => {
  const ms = fc.double({ min: 0.001, max: 1e9, noNaN: true });
  const usd = fc.double({ min: 1e-6, max: 1e7, noNaN: true });
  const dollars = (text: string) => Number(text.replace('$', '').replaceAll(',', ''));

  it('keep the order of durations', () => {
    fc.assert(
      fc.property(ms, ms, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(milliseconds(formatDuration(less))).toBeLessThanOrEqual(
          milliseconds(formatDuration(more)) * (1 + 1e-9),
        );
      }),
    );
  });

  it('are within half a percent of a duration, 5% beyond two days', () => {
    fc.assert(
      fc.property(ms, (value) => {
        const off = Math.abs(milliseconds(formatDuration(value)) / value - 1);
        expect(off).toBeLessThan(value < 180_000 ? 0.0051 : 0.026);
      }),
    );
  });

  it('keep the order of amounts, and are within 5% of them', () => {
    fc.assert(
      fc.property(usd, usd, (one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(dollars(formatMoney(less))).toBeLessThanOrEqual(dollars(formatMoney(more)));
        expect(Math.abs(dollars(formatMoney(one)) / one - 1)).toBeLessThan(0.051);
      }),
    );
  });
});

describe('what is written to files is read back, and written the same again', () => {
  const positive = fc.double({ min: 0, max: 1e15, noNaN: true });
  it.each<[string, (value: number) => string | number, (text: string) => Parsed<number>, number]>([
    ['durations', durationToYaml, parseDuration, 1e15],
    ['amounts', moneyToYaml, parseMoney, 1e15],
    ['shares', shareToYaml, parseShare, 1],
    ['counts', countToYaml, parseCount, 1e15],
    ['rates', rateToYaml, parseRate, 1e15],
    ['multiples', multipleToYaml, parseMultiple, 1e15],
  ])('%s', (name, write, read, most) => {
    fc.assert(
      fc.property(positive, (value) => {
        const figure = (value / 1e15) * most;
        fc.pre(name !== 'multiples' || figure > 0);
        const text = String(write(figure));
        const back = read(text);
        expect(back).toEqual({ ok: true, value: figure });
        if (back.ok) expect(String(write(back.value))).toBe(text);
      }),
    );
  });
});

/** Edits by the book: the whole matrix, no shortcuts (V. I. Levenshtein, 1966). */
function edits(one: string, other: string): number {
  const rows = [...Array.from({ length: one.length + 1 }).keys()].map((i) => [i]);
  for (let j = 1; j <= other.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= one.length; i++)
    for (let j = 1; j <= other.length; j++)
      rows[i]![j] = Math.min(
        rows[i - 1]![j]! + 1,
        rows[i]![j - 1]! + 1,
        rows[i - 1]![j - 1]! + Number(one[i - 1] !== other[j - 1]),
      );
  return rows[one.length]![other.length]!;
}

describe('the nearest word', () => {
  const word = fc.stringMatching(/^[a-e]{1,7}$/u);

  it('is one that fewest edits reach, and none is given where all are too far', () => {
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 6 }), (typed, candidates) => {
        const isSwap = (of: string) => [...of].sort().join('') === [...typed].sort().join('');
        const cost = (of: string) => edits(typed, of) - Number(isSwap(of) && of !== typed);
        const isNear = (of: string) =>
          cost(of) <= Math.max(2, 0.4 * typed.length) &&
          cost(of) < Math.max(typed.length, of.length);
        const near = candidates.filter(isNear);
        const found = nearest(typed, candidates);
        const least = Math.min(...near.map(cost));
        expect(found).toBe(near.filter((each) => cost(each) === least).sort()[0] ?? null);
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of the candidates, nor on capitals', () => {
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 6 }), (typed, candidates) => {
        const found = nearest(typed, candidates);
        expect(nearest(typed, candidates.toReversed())).toBe(found);
        expect(nearest(typed.toUpperCase(), candidates)).toBe(found);
      }),
    );
  });
});
