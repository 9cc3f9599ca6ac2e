/** The randomness of simulated requests, before any load or length is known. */
interface Draws {
  /** Logarithms of even numbers in 0..1: waits between arrivals at one request a second, negated. */
  readonly gaps: Float64Array;
  /** Standard normal scores of the lengths of answers; empty where all are equally long. */
  readonly scores: Float64Array;
  /** Tokens of the answers, by their mean and spread. */
  readonly outputs: Map<string, Float64Array>;
}

/** When requests come and how many tokens they write. */
export interface Requests {
  /** Seconds, ascending. */
  readonly arrivals: Float64Array;
  /** Tokens, at least one. */
  readonly outputs: Float64Array;
}

const drawn = new Map<string, Draws>();

/**
 * Requests that come at random (Poisson) with log-normal lengths of answers. Equal seeds give equal
 * draws at every rate, so that times move with the rate alone; they are made once.
 *
 * @param rate requests a second
 * @param output mean tokens of an answer
 * @param spread standard deviation of the length, as a share of its mean; 0 for none
 */
export function requestsAt(
  rate: number,
  { output, spread }: { readonly output: number; readonly spread: number },
  count: number,
  seed: number,
): Requests {
  const draws = drawsOf(count, seed, spread > 0);
  const arrivals = new Float64Array(count);
  let at = 0;
  for (let index = 0; index < count; index++) {
    at -= draws.gaps[index]! / rate;
    arrivals[index] = at;
  }
  const key = `${output} ${spread}`;
  const outputs = draws.outputs.get(key) ?? outputsOf(output, spread, count, draws.scores);
  draws.outputs.set(key, outputs);
  return { arrivals, outputs };
}

function outputsOf(mean: number, spread: number, count: number, scores: Float64Array) {
  if (spread === 0) return new Float64Array(count).fill(Math.max(1, Math.round(mean)));
  const variance = Math.log(1 + spread ** 2);
  const deviation = Math.sqrt(variance);
  return scores.map((score) =>
    Math.max(1, Math.round(mean * Math.exp(deviation * score - variance / 2))),
  );
}

function drawsOf(count: number, seed: number, spread: boolean): Draws {
  const key = `${count} ${seed} ${spread}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const random = uniform(seed);
  const gaps = new Float64Array(count);
  const scores = new Float64Array(spread ? count : 0);
  for (let index = 0; index < count; index++) {
    gaps[index] = Math.log(1 - random());
    if (spread)
      scores[index] = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  }
  const draws = { gaps, scores, outputs: new Map<string, Float64Array>() };
  drawn.set(key, draws);
  return draws;
}

/** Even numbers in 0..1: a 32-bit multiply-and-shift generator (mulberry32, public domain). */
function uniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
