import type { Parsed } from './parsed.ts';
import { notParsed, parsed } from './parsed.ts';
import { plainDecimal } from './plainDecimal.ts';
import type { Quantity } from './quantity.ts';
import { readQuantity, scaled } from './quantity.ts';
import { quoted } from './quoted.ts';
import { asSaved } from './savedDigits.ts';
import { signed } from './signed.ts';

const FITS = 'a duration takes ms, s, m, h or d, as in 600ms';

/** Milliseconds as `times` a power of ten, so that 1.83s is exactly 1830 ms. */
const UNITS = new Map([
  ['ms', { times: 1, power: 0 }],
  ['s', { times: 1, power: 3 }],
  ['m', { times: 6, power: 4 }],
  ['h', { times: 36, power: 5 }],
  ['d', { times: 864, power: 5 }],
]);

const ALIASES = new Map(
  Object.entries({
    ms: ['msec', 'msecs', 'milli', 'millis', 'millisecond', 'milliseconds'],
    s: ['sec', 'secs', 'second', 'seconds'],
    m: ['min', 'mins', 'minute', 'minutes'],
    h: ['hr', 'hrs', 'hour', 'hours'],
    d: ['day', 'days'],
  }).flatMap(([unit, names]) => [unit, ...names].map((name) => [name, unit] as const)),
);

/**
 * Reads a duration such as `600ms`, `1.83 s`, `2m`, `12h` or `90d`.
 *
 * @returns milliseconds, 0 or more; a sentence when there is no unit, another unit, or a minus sign.
 * @example parseDuration('1.83s') // { ok: true, value: 1830 }
 */
export function parseDuration(text: string | number): Parsed<number> {
  const quantity = readQuantity(text);
  if (quantity === null) return notParsed(`${quoted(text)} is not a duration; ${FITS}`);
  const { shown, unit } = quantity;
  if (unit === '') return notParsed(`${shown} has no unit; ${FITS}`);
  if (/^(?:-|–|\.\.)/u.test(unit)) {
    return notParsed(`${shown} is a range, but one duration is wanted here, as in 600ms`);
  }
  const known = UNITS.get(unit);
  if (known === undefined) return notParsed(unknownUnit(quantity));
  if (scaled(quantity) < 0) {
    return notParsed(`${shown} is negative; a duration is 0 or more, as in 600ms`);
  }
  const value = scaled(quantity, known.power) * known.times;
  return Number.isFinite(value) ? parsed(value) : notParsed(`${shown} is too long; ${FITS}`);
}

/** One sentence for a unit that no duration takes, with the correction when it is plain what was meant. */
function unknownUnit({ shown, digits, unit }: Quantity): string {
  const meant = ALIASES.get(unit.toLowerCase());
  const advice = meant === undefined ? FITS : `write ${digits}${meant}`;
  return `${shown} has the unknown unit ${quoted(unit)}; ${advice}`;
}

/** From which size on (ms, exclusive end) people read a duration in which unit. */
const STEPS = [
  { below: 1000, unit: 'ms', size: 1, round: threeDigits },
  { below: 180_000, unit: 's', size: 1000, round: threeDigits },
  { below: 7_200_000, unit: 'min', size: 60_000, round: oneDecimal },
  { below: 259_200_000, unit: 'h', size: 3_600_000, round: oneDecimal },
  { below: Infinity, unit: 'd', size: 86_400_000, round: oneDecimal },
];

/**
 * A duration for people: three significant digits up to 3 minutes, then one decimal of min
 * (to 2 h), h (to 72 h) or d.
 *
 * @param ms milliseconds
 * @param more digits beyond those, for what would read like something else
 * @example formatDuration(1830) // '1.83 s'
 * @example formatDuration(2004, 1) // '2.004 s'
 */
export function formatDuration(ms: number, more = 0): string {
  return signed(asSaved(ms), (size) => {
    if (size === 0) return '0 ms';
    // Rounding first decides the unit: 999.9 ms reads "1.00 s", never "1000 ms".
    const step = STEPS.find(
      (each) => Number(each.round(size / each.size, more)) * each.size < each.below,
    );
    return step === undefined ? '' : `${step.round(size / step.size, more)} ${step.unit}`;
  });
}

/** Outside 0.001..999.5 toPrecision would write exponents or too many zeros. */
function threeDigits(value: number, more: number): string {
  if (value >= 999.5) return value.toFixed(more);
  return value < 0.001 ? '0.000' : value.toPrecision(3 + more);
}

function oneDecimal(value: number, more: number): string {
  return value.toFixed(1 + more);
}

/**
 * A duration for files: the shortest text that parseDuration reads back to the same number.
 *
 * @param ms milliseconds, 0 or more
 * @example durationToYaml(43_200_000) // '12h'
 */
export function durationToYaml(ms: number): string {
  const inMs = `${plainDecimal(ms)}ms`;
  const texts = [...UNITS].map(([unit, { times, power }]) => {
    return `${plainDecimal(ms / times, -power)}${unit}`;
  });
  return texts.filter((text) => readsWell(text, ms)).reduce(shorter, inMs);
}

/** 0.6s is shorter than 600ms, but nobody writes it. */
function readsWell(text: string, ms: number): boolean {
  const back = parseDuration(text);
  return !text.startsWith('0') && back.ok && back.value === ms;
}

function shorter(one: string, other: string): string {
  return other.length < one.length ? other : one;
}
