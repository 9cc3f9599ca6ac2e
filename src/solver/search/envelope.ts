import { cumulative } from '../../latency/cumulative.ts';
import { lawFrom, type Law } from '../../latency/law.ts';

/** The law whose CDF at every cell is the largest (or smallest) of the given ones. */
export function envelope(laws: readonly Law[], pick: (a: number, b: number) => number): Law {
  const [first] = laws;
  if (first === undefined) throw new RangeError('nothing to enclose');
  if (laws.length === 1) return first;
  const start = Math.min(...laws.map((law) => law.start));
  const end = Math.max(...laws.map((law) => law.start + law.mass.length));
  const best = new Float64Array(end - start).fill(pick(0, 1) === 1 ? 0 : 1);
  for (const law of laws) {
    const sums = cumulative(law);
    const last = sums.length - 1;
    for (let k = start; k < end; k++) {
      const i = k - law.start;
      const reached = i < 0 ? 0 : (sums[i < last ? i : last] ?? 0);
      best[k - start] = pick(best[k - start] ?? 0, reached);
    }
  }
  for (let k = best.length - 1; k > 0; k--) best[k] = (best[k] ?? 0) - (best[k - 1] ?? 0);
  return lawFrom(first.lattice, start, best, first.mean);
}
