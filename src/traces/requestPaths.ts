import { CriticalPath, type PathSpans } from './criticalPath.ts';
import type { Occurrence } from './occurrence.ts';
import { shiftSkewed } from './shiftSkewed.ts';
import type { Span } from './span.ts';

/** How the time of one request divides. */
export interface PathOfRequest {
  /** Nanoseconds on the critical path by component run, in the order of the runs. */
  readonly runs: Float64Array;
  /** Nanoseconds that belong to no component: the agent's own code, and what the traces do not show. */
  readonly orchestration: number;
}

/** Divides requests, one after the other, with the same memory. */
export class RequestPaths {
  readonly #path = new CriticalPath();
  #spans: PathSpans = emptySpans(0);
  #owners = new Int32Array(0);
  /** Spans so far whose clock was corrected. */
  skewed = 0;

  /**
   * @param parents by place in `spans`, without cycles
   * @param root place of the only root
   * @param runs of the whole trace
   */
  of(
    spans: readonly Span[],
    parents: ArrayLike<number>,
    root: number,
    runs: readonly Occurrence[],
  ): PathOfRequest {
    const onPath = this.#path.of(this.#timesOf(spans, parents, root), root);
    const owners = this.#ownersOf(parents, runs);
    const byRun = new Float64Array(runs.length);
    let orchestration = 0;
    for (let span = 0; span < spans.length; span += 1) {
      const owner = owners[span] as number;
      if (owner < 0) orchestration += onPath[span] as number;
      else byRun[owner] = (byRun[owner] as number) + (onPath[span] as number);
    }
    return { runs: byRun, orchestration };
  }

  #timesOf(spans: readonly Span[], parents: ArrayLike<number>, root: number): PathSpans {
    if (this.#spans.starts.length < spans.length) this.#spans = emptySpans(spans.length * 2);
    const { starts, ends, detached } = this.#spans;
    const zero = spans[root]?.startMs ?? 0;
    for (let at = 0; at < spans.length; at += 1) {
      const span = spans[at] as Span;
      const start = Math.round((span.startMs - zero) * 1e6);
      starts[at] = start;
      ends[at] = start + Math.round(span.durationMs * 1e6);
      detached[at] = span.detached ? 1 : 0;
    }
    const times = { count: spans.length, starts, ends, parents, detached };
    this.skewed += shiftSkewed(spans, times);
    return times;
  }

  /** The run that each span is part of: its own, or that of the nearest span above it; -1 for none. */
  #ownersOf(parents: ArrayLike<number>, runs: readonly Occurrence[]): Int32Array {
    if (this.#owners.length < parents.length) this.#owners = new Int32Array(parents.length * 2);
    const owners = this.#owners.fill(UNKNOWN, 0, parents.length);
    runs.forEach(({ at }, run) => (owners[at] = run));
    for (let span = 0; span < parents.length; span += 1) {
      let at = span;
      while (at >= 0 && owners[at] === UNKNOWN) at = parents[at] as number;
      const owner = at < 0 ? NOBODY : (owners[at] as number);
      for (let on = span; on >= 0 && owners[on] === UNKNOWN; on = parents[on] as number)
        owners[on] = owner;
    }
    return owners;
  }
}

const NOBODY = -1;
const UNKNOWN = -2;

function emptySpans(size: number): PathSpans {
  return {
    count: 0,
    starts: new Float64Array(size),
    ends: new Float64Array(size),
    parents: [],
    detached: new Uint8Array(size),
  };
}
