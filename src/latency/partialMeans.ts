import { normalCdf } from './normalCdf.ts';
import { logAt } from './quantileCurve.ts';
import type { QuantileCurve } from './quantileCurve.ts';
import { sumsBelow, sumsFrom } from './runningSums.ts';

/** Contributions to a mean, in milliseconds, of the parts below and above a normal score. */
export interface PartialMeans {
  /** ∫_-∞^z exp(y(u)) phi(u) du, y being the quantile curve. */
  below(z: number): number;
  /** ∫_z^∞ exp(y(u)) phi(u) du. */
  above(z: number): number;
}

/** Gauss-Legendre nodes and weights on -1..1, n = 8 (Abramowitz and Stegun 1964, table 25.4). */
const NODES = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363];
const WEIGHTS = [0.362683783378362, 0.31370664587788727, 0.22238103445337448, 0.10122853629037626];

/** In normal scores: 8 nodes then integrate exp(cubic) phi to about 1e-14. */
const PANEL = 0.25;

const ROOT_OF_TWO_PI = 2.5066282746310007;

/**
 * Partial means of the law whose quantile function is exp(y(score)): Gauss-Legendre on short panels
 * between the stated quantiles, the log-normal closed form in the tails.
 */
export function partialMeans(curve: QuantileCurve): PartialMeans {
  const edges = panelEdges(curve.scores);
  const last = edges.length - 1;
  const first = edges[0]!;
  const end = edges[last]!;
  const lowTail = tailMean(curve, 0);
  const highTail = tailMean(curve, curve.scores.length - 1);
  const panels = edges.slice(1).map((edge, i) => integral(curve, edges[i]!, edge));
  const below = sumsBelow(panels, lowTail.below(first));
  const above = sumsFrom(panels, highTail.above(end));
  return {
    below(z) {
      if (z <= first) return lowTail.below(z);
      if (z >= end) return below[last]! + highTail.above(end) - highTail.above(z);
      const i = panelOf(edges, z);
      return below[i]! + integral(curve, edges[i]!, z);
    },
    above(z) {
      if (z >= end) return highTail.above(z);
      if (z <= first) return above[0]! + lowTail.below(first) - lowTail.below(z);
      const i = panelOf(edges, z);
      return above[i + 1]! + integral(curve, z, edges[i + 1]!);
    },
  };
}

/** Beyond stated quantile i the curve is a line: log-normal with sigma = its slope. */
function tailMean(curve: QuantileCurve, i: number): PartialMeans {
  const sigma = curve.slopes[i]!;
  const mean = Math.exp(curve.logs[i]! - sigma * curve.scores[i]! + (sigma * sigma) / 2);
  return {
    below: (z) => mean * normalCdf(z - sigma),
    above: (z) => mean * normalCdf(sigma - z),
  };
}

function panelEdges(scores: readonly number[]): number[] {
  const edges = [scores[0]!];
  for (let i = 1; i < scores.length; i++) {
    const from = scores[i - 1]!;
    const width = scores[i]! - from;
    const count = Math.ceil(width / PANEL);
    for (let k = 1; k < count; k++) edges.push(from + (width * k) / count);
    edges.push(scores[i]!);
  }
  return edges;
}

/** Largest i with edges[i] <= z, where z lies inside. */
function panelOf(edges: readonly number[], z: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= z) low = middle;
    else high = middle;
  }
  return low;
}

function integral(curve: QuantileCurve, from: number, to: number): number {
  const half = (to - from) / 2;
  const middle = (from + to) / 2;
  let sum = 0;
  for (let i = 0; i < NODES.length; i++) {
    const offset = half * NODES[i]!;
    sum += WEIGHTS[i]! * (density(curve, middle - offset) + density(curve, middle + offset));
  }
  return (sum * half) / ROOT_OF_TWO_PI;
}

function density(curve: QuantileCurve, z: number): number {
  return Math.exp(logAt(curve, z) - (z * z) / 2);
}
