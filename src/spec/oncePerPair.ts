/**
 * A function of two things that are read and never changed, such as a price list and a table: worked
 * out once for each pair, since many specs share both. Forgotten with either of them.
 */
export function oncePerPair<A extends object, B extends object, T>(
  work: (a: A, b: B) => T,
): (a: A, b: B) => T {
  const known = new WeakMap<A, WeakMap<B, { readonly value: T }>>();
  return (a, b) => {
    const ofA = known.get(a) ?? new WeakMap<B, { readonly value: T }>();
    known.set(a, ofA);
    const found = ofA.get(b) ?? { value: work(a, b) };
    ofA.set(b, found);
    return found.value;
  };
}
