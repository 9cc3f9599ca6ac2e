import type { ObservedRequest } from './observed.ts';
import { NamesSeen } from './namesSeen.ts';
import { RequestTimes } from './requestTimes.ts';

/** So many requests tell what percentiles and dependence rest on: a p99 to about half a percent. */
export const MOST_REQUESTS = 20_000;

/** Room for some more, so that they are not sorted out one by one. */
const ROOM = 1.25;

interface Drawn {
  readonly request: ObservedRequest;
  readonly hash: number;
}

/**
 * Requests that ended well, of which single steps are looked at: all of them, or of many those whose start
 * and length hash lowest, which is a fair draw that does not depend on their order. Times are those of all.
 */
export class RequestSample {
  readonly times = new RequestTimes();
  readonly names = new NamesSeen();
  readonly #most: number;
  #drawn: Drawn[] = [];
  /** Requests above this hash are not among the lowest. */
  #highest = Infinity;

  /** @param most requests to keep */
  constructor(most = MOST_REQUESTS) {
    this.#most = most;
  }

  add(request: ObservedRequest): void {
    this.times.add(request);
    this.names.add(request);
    if (request.failed) return;
    const hash = hashOf(request);
    if (hash > this.#highest) return;
    this.#drawn.push({ request, hash });
    if (this.#drawn.length > this.#most * ROOM) this.#draw();
  }

  /** By start, then length. */
  requests(): readonly ObservedRequest[] {
    if (this.#drawn.length > this.#most) this.#draw();
    return this.#drawn
      .map(({ request }) => request)
      .toSorted((a, b) => a.startedMs - b.startedMs || a.latencyMs - b.latencyMs);
  }

  /** How many requests are looked at, where that is not all that ended well; else null. */
  get drawn(): number | null {
    return this.times.latency.count > this.#most ? this.#most : null;
  }

  #draw(): void {
    this.#drawn = this.#drawn.toSorted((a, b) => a.hash - b.hash).slice(0, this.#most);
    this.#highest = this.#drawn.at(-1)?.hash ?? Infinity;
  }
}

/** A sample of these requests. */
export function sampleOf(requests: Iterable<ObservedRequest>, most = MOST_REQUESTS): RequestSample {
  const sample = new RequestSample(most);
  for (const request of requests) sample.add(request);
  return sample;
}

const NUMBERS = new Float64Array(2);
const WORDS = new Int32Array(NUMBERS.buffer);

/** Evenly spread over 0 to 2^32, whatever the times are (finalizer of MurmurHash3, A. Appleby). */
function hashOf({ startedMs, latencyMs }: ObservedRequest): number {
  NUMBERS[0] = startedMs;
  NUMBERS[1] = latencyMs;
  let hash = 0;
  for (const word of WORDS) {
    hash = Math.imul(hash ^ word, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}
