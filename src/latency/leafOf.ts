import { histogramLeaf } from './histogramLeaf.ts';
import type { LatencyInput } from './latencyInput.ts';
import type { Leaf } from './leaf.ts';
import { mixtureLeaf } from './mixtureLeaf.ts';
import { pointLeaf } from './pointLeaf.ts';
import { quantilesLeaf } from './quantilesLeaf.ts';
import { rangeLeaf } from './rangeLeaf.ts';

const known = new WeakMap<LatencyInput, Leaf>();

/**
 * The law that a stated or measured latency describes; made once per statement.
 * @throws RangeError when the input breaks the invariants of {@link LatencyInput}.
 */
export function leafOf(input: LatencyInput): Leaf {
  const before = known.get(input);
  if (before !== undefined) return before;
  const leaf = made(input);
  known.set(input, leaf);
  return leaf;
}

function made(input: LatencyInput): Leaf {
  switch (input.kind) {
    case 'point':
      return pointLeaf(input.ms);
    case 'range':
      return rangeLeaf(input.low, input.high);
    case 'quantiles':
      return quantilesLeaf(input.points, input.max);
    case 'mixture':
      return mixtureLeaf(input.parts.map(({ weight, law }) => ({ weight, leaf: leafOf(law) })));
    case 'histogram':
      return histogramLeaf(input.histogram);
  }
}
