import { inOrder } from './canonicalOrder.ts';
import { type Joint, sharedConvolver } from './convolver.ts';
import { cumulative } from './cumulative.ts';
import { requireSameLattice } from './law.ts';
import type { Law } from './law.ts';
import { cellAt } from './quantile.ts';

/**
 * P(A + B <= t), t in milliseconds, without forming the sum: one dot product of the masses of the
 * shorter operand with the interpolated CDF of the longer. Equals cdfAt(series(a, b), t) to 1e-12.
 * @throws RangeError when the lattices differ.
 */
export function seriesCdf(a: Law, b: Law, t: number): number {
  requireSameLattice(a, b);
  if (t < 0 || a.mass.length === 0 || b.mass.length === 0) return 0;
  const [short, long] = inOrder(a, b);
  // What passes the last cell is overflow, and stays so however large t is.
  const x = Math.min(cellAt(t, a.lattice), a.lattice.size - 1);
  const k = Math.floor(x);
  return joined(short, long, k - a.start - b.start, x - k);
}

/**
 * Sum over i of mass_i * C(k - i + part), where C interpolates the long operand's cumulative masses
 * and is 0 before its support and its total after it.
 */
function joined(short: Law, long: Law, k: number, part: number): number {
  const { mass } = short;
  const sums = cumulative(long);
  const end = sums.length - 1;
  const complete = Math.max(0, Math.min(mass.length, k - end + 1));
  const passed = complete > 0 ? cumulative(short)[complete - 1]! * sums[end]! : 0;
  const joint = { from: complete, to: Math.min(mass.length - 1, k), k, part };
  const convolver = joint.to - joint.from < FEW ? null : sharedConvolver();
  const value = convolver?.fits(mass.length, sums.length)
    ? convolver.addJoined(passed, mass, sums, joint)
    : addJoined(passed, mass, sums, joint);
  return k + 1 >= 0 && k + 1 < mass.length ? value + mass[k + 1]! * sums[0]! * part : value;
}

/** So few products are summed before the operands were copied. */
const FEW = 16;

/** What {@link Convolver.addJoined} does, to the last bit. */
export function addJoined(
  value: number,
  mass: Float64Array,
  sums: Float64Array,
  { from, to, k, part }: Joint,
): number {
  let joined = value;
  for (let i = from; i <= to; i++) {
    const below = sums[k - i]!;
    joined += mass[i]! * (below + (sums[k - i + 1]! - below) * part);
  }
  return joined;
}
