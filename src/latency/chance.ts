import { zeroLaw } from './certain.ts';
import type { Law } from './law.ts';
import { mixture } from './mixture.ts';

/**
 * The step runs in a share p of requests and takes no time in the others.
 * @throws RangeError unless 0 <= p <= 1.
 */
export function withChance(law: Law, p: number): Law {
  return mixture([
    { weight: p, law },
    { weight: 1 - p, law: zeroLaw(law.lattice) },
  ]);
}
