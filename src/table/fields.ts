import * as z from 'zod';
import { isCalendarDay } from '../units/calendarDay.ts';
import { parseCount } from '../units/count.ts';
import { parseDuration } from '../units/duration.ts';
import { parseMoney, parseMoneyPer } from '../units/money.ts';
import { parsePoints } from '../units/points.ts';
import { parseRatio } from '../units/ratio.ts';
import { parseShare } from '../units/share.ts';
import { unit } from '../yaml/unitSchema.ts';

/** Fields that tables and specs share. Each takes human units and gives plain numbers. */

export const duration = unit(parseDuration, {
  description: 'a duration with its unit (ms, s, m, h or d)',
  examples: ['600ms', '1.2s', '90d'],
});

export const share = unit(parseShare, {
  description: 'a share in percent',
  examples: ['34%'],
});

export const money = unit(parseMoney, {
  description: 'an amount in US dollars',
  examples: ['$0.0004'],
});

export const moneyPerMonth = unit((text) => parseMoneyPer(text, 'month'), {
  description: 'an amount in US dollars per month',
  examples: ['$90/month'],
});

export const points = unit(parsePoints, {
  description:
    'a change of accuracy in points: one value, or a central 90% interval; 0pt asserts that there is no effect',
  examples: ['+3pt', '-15..-8pt', '0pt'],
});

export const count = unit(parseCount, {
  description: 'a count, in which k and M are allowed',
  examples: ['6200', '6.2k'],
});

export const ratio = unit(parseRatio, {
  description: 'a number of items passed, of how many; items may be right in part',
  examples: ['193/200'],
});

/** A calendar day. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'a date is written as 2026-07-01', abort: true })
  .refine(isCalendarDay, { error: 'the calendar has no such day' })
  .meta({ description: 'A date, as in 2026-07-01.' });

/** Sums of written percentages may be off by this much (mixtures sum to 100 ± 0.1%; docs/rules.md). */
export const SUM_TOLERANCE = 0.001;

const callDistribution = z
  .record(z.string().regex(/^\d+$/, 'the number of calls is a whole number'), share)
  .transform((entries, context) => {
    const distribution = Object.entries(entries)
      .map(([calls, part]) => ({ count: Number(calls), share: part }))
      .sort((a, b) => a.count - b.count);
    const sum = distribution.reduce((total, { share: part }) => total + part, 0);
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      context.addIssue({
        code: 'custom',
        message: `the shares of calls sum to ${Number((sum * 100).toFixed(2))}%, not 100%`,
        params: { code: 'distribution-sum' },
      });
    }
    return distribution.map((entry) => ({ ...entry, share: entry.share / sum }));
  })
  .meta({ description: 'Shares of requests by number of calls; they sum to 100%.' });

/** How often a component is called in a request that uses it: a number, or a distribution. */
export const calls = z
  .union([
    z
      .number()
      .int()
      .min(0)
      .max(1000)
      .transform((n) => [{ count: n, share: 1 }]),
    callDistribution,
  ])
  .meta({
    description: 'Calls per request: a whole number, or shares such as { 1: 90%, 2: 10% }.',
  });
