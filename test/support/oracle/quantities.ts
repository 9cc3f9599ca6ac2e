/**
 * Quantities as specs and tables write them, read a second time: these few lines share nothing with
 * src/units, so that a mistake there is not repeated here.
 */

const SECONDS: Readonly<Record<string, number>> = { ms: 1e-3, s: 1, m: 60, h: 3600, d: 86_400 };

/** `600ms`, `1.2s`, `2m`, `12h`, `90d` in ms. */
export function msOf(written: string): number {
  const [, digits = '', unit = ''] = /^([\d.]+)(ms|s|m|h|d)$/.exec(written) ?? [];
  return Number(digits) * 1000 * (SECONDS[unit] ?? Number.NaN);
}

/** `34%` in 0..1. */
export function shareOf(written: string): number {
  if (!written.endsWith('%')) throw new Error(`no share: ${written}`);
  return Number(written.slice(0, -1)) / 100;
}

/** `$0.02`, `$90/month`, `$0.60/hour` in USD (a month, an hour). */
export function usdOf(written: string): number {
  const [, digits] = /^\$([\d.]+)(?:\/(?:month|hour))?$/.exec(written) ?? [];
  if (digits === undefined) throw new Error(`no amount: ${written}`);
  return Number(digits);
}

/** `+3pt`, `-2..-1pt` in 0..1. */
export function pointsOf(written: string): { low: number; high: number } {
  const [low = Number.NaN, high = low] = written.replace('pt', '').split('..').map(Number);
  return { low: low / 100, high: high / 100 };
}

/** `1500`, `6.2k`, `1.5M`. */
export function countOf(written: string | number): number {
  if (typeof written === 'number') return written;
  const scale = written.endsWith('k') ? 1e3 : written.endsWith('M') ? 1e6 : 1;
  return Number(written.replace(/[kM]$/, '')) * scale;
}

/** Days of a month, as rates by the day are turned into months: 365.25 / 12. */
const DAYS = 30.4375;

/** `20k/month`, `500/day` in a month. */
export function perMonthOf(written: string): number {
  const [count = '', period = ''] = written.split('/');
  const periods: Readonly<Record<string, number>> = { month: 1, day: DAYS, hour: DAYS * 24 };
  return countOf(count) * (periods[period] ?? Number.NaN);
}

/** `193/200`. */
export function countsOf(written: string): { passed: number; total: number } {
  const [passed = '', total = ''] = written.split('/');
  return { passed: Number(passed), total: Number(total) };
}
