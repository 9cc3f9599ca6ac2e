import { Z90 } from './interval.ts';

/**
 * Items after which the lower end of a measured share's interval (Wilson, central 90%) reaches a
 * floor, if the share stays what it is. Wilson's interval inverts the score test, so its lower end
 * is the floor f where (a-f)² n = z² f (1-f).
 *
 * @returns null when the share is not above the floor
 * @example itemsToTell(0.9, 0.85) // 138
 */
export function itemsToTell(share: number, floor: number): number | null {
  if (share <= floor) return null;
  const needed = (Z90 * Z90 * floor * (1 - floor)) / (share - floor) ** 2;
  return Math.ceil(needed - 1e-9);
}
