/** Providers change prices several times a year; after this many days somebody looks again. */
export const MOST_PRICE_DAYS = 90;
