import * as z from 'zod';

/** Quantities as results write them: ms, USD, shares of 1. */

export const ms = z
  .number()
  .nullable()
  .meta({ description: 'Milliseconds; null where the time lies beyond anything composed.' });
export const usd = z.number().nullable().meta({ description: 'US dollars; null where unknown.' });
export const share = z.number().min(0).max(1);
