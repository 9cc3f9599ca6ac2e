import * as z from 'zod';
import { decodeHistogram } from '../latency/histogramCode.ts';
import { histogramCount, histogramQuantile } from '../latency/histogram.ts';
import type { LatencyInput, LogHistogram } from '../latency/latencyInput.ts';
import { parseDuration } from '../units/duration.ts';
import { isDurationRange, parseDurationRange } from '../units/durationRange.ts';
import { notParsed, parsed, type Parsed } from '../units/parsed.ts';
import { unit } from '../yaml/unitSchema.ts';
import { count, duration, share, SUM_TOLERANCE } from './fields.ts';

/** A latency as a table states it: the law, and what is known about its measurement. */
export interface Latency {
  readonly input: LatencyInput;
  /** Number of measured calls; null when the latency was stated by a person. */
  readonly n: number | null;
  /** Exact mean in ms, where it was measured. */
  readonly mean: number | null;
  /** Longest measured call in ms. */
  readonly max: number | null;
}

/** Readable percentiles beside a histogram may differ from it by the bin width and their own rounding. */
const DERIVED_TOLERANCE = 0.02;

const PERCENTILES = {
  p1: 0.01,
  p5: 0.05,
  p10: 0.1,
  p25: 0.25,
  p50: 0.5,
  p75: 0.75,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
  'p99.9': 0.999,
} as const;

const quantile = duration.optional();

const fields = z.strictObject({
  n: count.optional().meta({ description: 'Number of measured calls.' }),
  mean: quantile,
  p1: quantile,
  p5: quantile,
  p10: quantile,
  p25: quantile,
  p50: quantile,
  p75: quantile,
  p90: quantile,
  p95: quantile,
  p99: quantile,
  'p99.9': quantile,
  max: quantile,
  histogram: z.string().optional().meta({
    description:
      'Log-spaced bins (ratio 1.02) of all measured calls, base64. Written by `budget measure`.',
  }),
});

type Fields = z.output<typeof fields>;

const stated = unit(parseStated, {
  description: 'a duration, or the central 90% of a log-normal law as a range',
  examples: ['1.2s', '600-900ms'],
});

function parseStated(text: string | number): Parsed<Latency> {
  if (typeof text === 'string' && isDurationRange(text)) {
    const range = parseDurationRange(text);
    return range.ok ? parsed(unmeasured({ kind: 'range', ...range.value })) : range;
  }
  const value = parseDuration(text);
  if (!value.ok) return notParsed(value.message);
  return parsed(unmeasured({ kind: 'point', ms: value.value }));
}

function unmeasured(input: LatencyInput): Latency {
  return { input, n: null, mean: null, max: null };
}

const quantiles = fields.transform((value, context): Latency => {
  const histogram = value.histogram === undefined ? null : decodeHistogram(value.histogram);
  if (value.histogram !== undefined && histogram === null) {
    issue(
      context,
      'wrong-value',
      ['histogram'],
      'this histogram cannot be read; measure again to replace it',
    );
  }
  const points = quantilePoints(value);
  checkOrder(points, value, context);
  if (histogram) return fromHistogram(value, histogram, points, context);
  if (points.length === 0 && value.histogram === undefined)
    issue(
      context,
      'missing-key',
      [],
      'a latency needs at least one percentile, as in { p50: 640ms, p95: 900ms }',
    );
  return {
    input: { kind: 'quantiles', points, max: value.max ?? null },
    n: value.n ?? null,
    mean: value.mean ?? null,
    max: value.max ?? null,
  };
});

interface Point {
  readonly key: string;
  readonly p: number;
  readonly ms: number;
}

function quantilePoints(value: Fields): Point[] {
  return Object.entries(PERCENTILES).flatMap(([key, p]) => {
    const ms = value[key as keyof typeof PERCENTILES];
    return ms === undefined ? [] : [{ key, p, ms }];
  });
}

function checkOrder(points: readonly Point[], value: Fields, context: z.RefinementCtx): void {
  const ends = value.max === undefined ? points : [...points, { key: 'max', p: 1, ms: value.max }];
  ends.forEach((point, index) => {
    const before = ends[index - 1];
    if (before && point.ms < before.ms) {
      issue(
        context,
        'quantile-order',
        [point.key],
        `${point.key} is below ${before.key}; percentiles cannot fall`,
      );
    }
  });
}

function fromHistogram(
  value: Fields,
  histogram: LogHistogram,
  points: readonly Point[],
  context: z.RefinementCtx,
): Latency {
  const n = histogramCount(histogram);
  if (n === 0) issue(context, 'wrong-value', ['histogram'], 'this histogram holds no calls');
  if (value.n !== undefined && value.n !== n) {
    issue(
      context,
      'derived-mismatch',
      ['n'],
      `n is ${value.n}, but the histogram holds ${n} calls`,
    );
  }
  for (const { key, p, ms } of n === 0 ? [] : points) {
    const derived = histogramQuantile(histogram, p);
    if (Math.abs(ms - derived) > DERIVED_TOLERANCE * derived + 0.001) {
      issue(
        context,
        'derived-mismatch',
        [key],
        `${key} is ${ms} ms, but the histogram beside it says ${Number(derived.toPrecision(4))} ms`,
      );
    }
  }
  return {
    input: { kind: 'histogram', histogram },
    n,
    mean: value.mean ?? null,
    max: value.max ?? null,
  };
}

function issue(context: z.RefinementCtx, code: string, path: string[], message: string): void {
  context.addIssue({ code: 'custom', message, path, params: { code } });
}

const mixture = z
  .strictObject({
    get mix() {
      return z
        .array(z.tuple([share, latency]))
        .min(1)
        .meta({ description: 'Parts as [share, latency]; the shares sum to 100%.' });
    },
  })
  .transform(({ mix }, context): Latency => {
    const sum = mix.reduce((total, [weight]) => total + weight, 0);
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      issue(
        context,
        'mixture-sum',
        ['mix'],
        `the shares of this mixture sum to ${Number((sum * 100).toFixed(2))}%, not 100%`,
      );
    }
    return unmeasured({
      kind: 'mixture',
      parts: mix.map(([weight, part]) => ({ weight: weight / sum, law: part.input })),
    });
  });

/**
 * A latency: `600-900ms`, `1.2s`, `{ p50: 640ms, p95: 900ms }`, `{ mix: [[92%, …], [8%, …]] }`,
 * or a measured one with `n` and `histogram`.
 */
export const latency: z.ZodType<Latency> = z.lazy(() => z.union([stated, mixture, quantiles]));
