import { leafOf } from '../../../src/latency/leafOf.ts';
import type { LatencyInput } from '../../../src/latency/latencyInput.ts';
import type { Random } from './random.ts';
import { random } from './random.ts';
import type { Workflow } from './workflow.ts';

type Draw = () => number;

/** Sorted end-to-end times, in milliseconds, of `count` independent requests. */
export function simulate(flow: Workflow, count: number, seed: number): Float64Array {
  const draw = drawOf(flow, random(seed));
  return Float64Array.from({ length: count }, draw).sort();
}

/** Order statistics between which the true q-quantile lies, `errors` standard errors either side. */
export function quantileInterval(
  sorted: Float64Array,
  q: number,
  errors: number,
): [low: number, high: number] {
  const n = sorted.length;
  const spread = errors * Math.sqrt(n * q * (1 - q));
  return [sorted[Math.floor(n * q - spread)]!, sorted[Math.ceil(n * q + spread)]!];
}

function drawOf(flow: Workflow, source: Random): Draw {
  if ('call' in flow) return drawCall(flow.call, source);
  if ('repeat' in flow) return drawRepeat(flow.repeat, flow.counts, source);
  if ('mix' in flow) {
    return choose(
      flow.mix.map(([weight, part]) => [weight, drawOf(part, source)]),
      source,
    );
  }
  const parts = ('series' in flow ? flow.series : flow.parallel).map((part) =>
    drawOf(part, source),
  );
  return 'series' in flow ? () => total(parts) : () => slowest(parts);
}

function total(parts: readonly Draw[]): number {
  let sum = 0;
  for (const part of parts) sum += part();
  return sum;
}

function slowest(parts: readonly Draw[]): number {
  let most = 0;
  for (const part of parts) most = Math.max(most, part());
  return most;
}

function choose(parts: readonly (readonly [number, Draw])[], source: Random): Draw {
  return () => {
    let rest = source.uniform();
    for (const [weight, draw] of parts) {
      rest -= weight;
      if (rest < 0) return draw();
    }
    return parts.at(-1)![1]();
  };
}

function drawRepeat(
  part: Workflow,
  counts: readonly { count: number; share: number }[],
  source: Random,
): Draw {
  const once = drawOf(part, source);
  const several = (count: number): Draw => {
    const copies = Array.from({ length: count }, () => once);
    return () => total(copies);
  };
  return choose(
    counts.map(({ count, share }) => [share, several(count)]),
    source,
  );
}

/** Ranges, points, mixtures and histograms by their definition; quantile inputs by inversion. */
function drawCall(input: LatencyInput, source: Random): Draw {
  switch (input.kind) {
    case 'point':
      return () => input.ms;
    case 'range': {
      const middle = Math.log(input.low * input.high) / 2;
      const sigma = Math.log(input.high / input.low) / (2 * 1.6448536269514722);
      return () => Math.exp(middle + sigma * source.normal());
    }
    case 'mixture':
      return choose(
        input.parts.map(({ weight, law }) => [weight, drawCall(law, source)]),
        source,
      );
    case 'histogram': {
      const total = [...input.histogram.bins.values()].reduce((sum, count) => sum + count, 0);
      const bins = [...input.histogram.bins].map(([index, count]): [number, Draw] => {
        const low = 1.02 ** (index - 1);
        return [count / total, () => low * (1 + 0.02 * source.uniform())];
      });
      return choose(
        bins.sort((a, b) => b[0] - a[0]),
        source,
      );
    }
    case 'quantiles': {
      const leaf = leafOf(input);
      return () => leaf.quantile(source.uniform());
    }
  }
}
