import * as z from 'zod';
import { duration } from '../table/fields.ts';

/** Durations by percentile, in the order they were written: the first listed limit is the one minimised and shown. */
export const byPercentile = z.record(
  z.string().regex(/^p[1-9]\d?(\.\d+)?$/, 'a percentile is written as p50, p95 or p99.9'),
  duration,
);
