import { addDuration, emptyHistogram } from '../../../src/latency/histogram.ts';
import type { LatencyInput } from '../../../src/latency/latencyInput.ts';
import { random } from './random.ts';
import { call, inParallel, inSeries, mix, point, range, redo, times } from './workflow.ts';
import type { Workflow } from './workflow.ts';

const six = (part: Workflow): Workflow[] => Array.from({ length: 6 }, () => part);

/** p50, p90, p95, p99 of Pareto(alpha) with the given scale: t = scale (1 - p)^(-1/alpha). */
function paretoQuantiles(scale: number, alpha: number): LatencyInput {
  const points = [0.5, 0.9, 0.95, 0.99].map((p) => ({ p, ms: scale * (1 - p) ** (-1 / alpha) }));
  return { kind: 'quantiles', points, max: null };
}

/** 20,000 measured calls: four in five warm, one in five cold. */
function warmAndCold(): LatencyInput {
  const source = random(7);
  const histogram = emptyHistogram();
  for (let i = 0; i < 20_000; i++) {
    const middle = source.uniform() < 0.8 ? 300 : 1500;
    addDuration(histogram, middle * Math.exp(0.25 * source.normal()));
  }
  return { kind: 'histogram', histogram };
}

const steady = (p50: number, p95: number, p99: number, max: number | null): Workflow =>
  call({
    kind: 'quantiles',
    points: [
      { p: 0.5, ms: p50 },
      { p: 0.95, ms: p95 },
      { p: 0.99, ms: p99 },
    ],
    max,
  });

const coldStart = call({
  kind: 'mixture',
  parts: [
    { weight: 0.92, law: { kind: 'range', low: 200, high: 400 } },
    { weight: 0.08, law: { kind: 'point', ms: 1500 } },
  ],
});

/** The six of solver-maths.md §1 with parameters of our own, then six that stress other inputs. */
export const WORKFLOWS: Record<string, Workflow> = {
  'A fast chat: time to first token': inSeries(range(80, 200), range(250, 1600)),
  'B six tools in series, two retrievals, high effort, verifier': inSeries(
    range(2000, 6000),
    ...six(range(300, 1100)),
    times(range(200, 700), { 2: 1 }),
    range(2500, 7000),
    range(600, 1400),
  ),
  'C six tools in parallel, each retried at times': inSeries(
    range(1000, 3000),
    inParallel(...six(redo(range(400, 1500), 0.05))),
    range(1500, 4500),
  ),
  'D at most four rounds of think and retrieve': times(
    inSeries(range(500, 1800), range(100, 900)),
    { 1: 0.45, 2: 0.3, 3: 0.15, 4: 0.1 },
  ),
  'E memory short-circuits 30%': inSeries(
    range(40, 120),
    mix([0.3, range(300, 900)], [0.7, inSeries(range(3000, 8000), range(2000, 6000))]),
  ),
  'F four heavy Pareto(2.5) tools': inSeries(
    range(500, 1500),
    ...Array.from({ length: 4 }, () => call(paretoQuantiles(300, 2.5))),
  ),
  'G cold starts: mixtures with atoms': inSeries(range(300, 900), coldStart, coldStart),
  'H stated without spread': inSeries(point(1200), redo(point(400), 0.3), range(100, 300)),
  'I answer redone on 8% of verdicts': inSeries(
    range(500, 1100),
    redo(inSeries(range(2000, 5000), range(500, 1200)), 0.08),
  ),
  'J tool called 0 to 5 times, half of them in parallel with retrieval': inParallel(
    times(range(200, 800), { 0: 0.2, 1: 0.4, 2: 0.2, 3: 0.1, 5: 0.1 }),
    inSeries(range(300, 600), steady(400, 900, 1600, null)),
  ),
  'K slow tails cut by a time-out': inSeries(
    steady(500, 1800, 12_000, 30_000),
    steady(300, 700, 2500, 10_000),
    range(800, 2400),
  ),
  'L measured warm and cold calls': inSeries(
    call(warmAndCold()),
    inParallel(call(warmAndCold()), call(warmAndCold()), range(300, 1200)),
    range(600, 2000),
  ),
};
