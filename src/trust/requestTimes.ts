import type { ObservedRequest } from './observed.ts';
import { Samples } from './samples.ts';

/** How long requests took, in ms, whatever their number. */
export class RequestTimes {
  /** Of requests that ended well, which is what latency speaks of. */
  readonly latency = new Samples();
  readonly ttft = new Samples();
  readonly progress = new Samples();
  /** End to end, of the requests that failed. */
  readonly failures = new Samples();

  /** Requests, failed ones included. */
  get count(): number {
    return this.latency.count + this.failures.count;
  }

  add({ failed, latencyMs, ttftMs, progressMs }: ObservedRequest): void {
    if (failed) {
      this.failures.add(latencyMs);
      return;
    }
    this.latency.add(latencyMs);
    if (ttftMs !== null) this.ttft.add(ttftMs);
    if (progressMs !== null) this.progress.add(progressMs);
  }
}
