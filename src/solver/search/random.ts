/** Numbers in 0..1 that look random and are always the same: xorshift. Marsaglia, "Xorshift RNGs", J. Stat. Softw. 8 (2003). */
export function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
