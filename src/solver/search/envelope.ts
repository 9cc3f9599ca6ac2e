import { cumulative } from '../../latency/cumulative.ts';
import { lawFrom, type Law } from '../../latency/law.ts';

/** A law that is no later than any of the given ones: its CDF at every cell is the largest of theirs. */
export function earliestOf(laws: readonly Law[]): Law {
  return envelope(laws, 0, raised);
}

/** A law that is no earlier than any of the given ones: its CDF at every cell is the smallest of theirs. */
export function latestOf(laws: readonly Law[]): Law {
  return envelope(laws, 1, lowered);
}

type Enclose = (cdf: Float64Array, start: number, law: Law) => void;

function envelope(laws: readonly Law[], from: number, enclose: Enclose): Law {
  const [first] = laws;
  if (first === undefined) throw new RangeError('nothing to enclose');
  if (laws.length === 1) return first;
  const start = Math.min(...laws.map((law) => law.start));
  const end = Math.max(...laws.map((law) => law.start + law.mass.length));
  const cells = new Float64Array(end - start).fill(from);
  for (const law of laws) enclose(cells, start, law);
  for (let k = cells.length - 1; k > 0; k--) cells[k]! -= cells[k - 1]!;
  return lawFrom(first.lattice, start, cells, first.mean);
}

/** Every cell of a CDF that begins at `start` to at least that of a law. */
function raised(cdf: Float64Array, start: number, law: Law): void {
  const sums = cumulative(law);
  const from = law.start - start;
  const total = sums[sums.length - 1] ?? 0;
  for (let k = from; k < cdf.length; k++) {
    const reached = k - from < sums.length ? sums[k - from]! : total;
    if (reached > cdf[k]!) cdf[k] = reached;
  }
}

/** Every cell of a CDF that begins at `start` to at most that of a law. */
function lowered(cdf: Float64Array, start: number, law: Law): void {
  const sums = cumulative(law);
  const from = law.start - start;
  const total = sums[sums.length - 1] ?? 0;
  cdf.fill(0, 0, from);
  for (let k = from; k < cdf.length; k++) {
    const reached = k - from < sums.length ? sums[k - from]! : total;
    if (reached < cdf[k]!) cdf[k] = reached;
  }
}
