/** The first of all by a comparison, of equal ones the one that is listed first; null where there is none. */
export function least<T>(items: readonly T[], compare: (a: T, b: T) => number): T | null {
  const [first] = items;
  if (first === undefined) return null;
  return items.reduce((best, item) => (compare(item, best) < 0 ? item : best), first);
}
