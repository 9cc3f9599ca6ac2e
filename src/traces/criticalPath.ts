/** A trace as the critical path sees it: times in whole nanoseconds from the start of its root. */
export interface PathSpans {
  readonly count: number;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** -1 where there is none. No span is its own ancestor. */
  readonly parents: ArrayLike<number>;
  /** 1 where the parent does not wait for the span. */
  readonly detached: Uint8Array;
}

/** Clocks that cut starts to milliseconds make siblings overlap that ran one after the other. */
const TOLERANCE = { share: 0.01, least: 2e6, most: 20e6 } as const;

/**
 * The critical path of a trace (trace-formats 4.3). It goes back from the end of a span: the child that
 * ended last, within a tolerance, is what the span waited for; the time before it and the next one is
 * the span's own. Every instant of the root belongs to exactly one span, so that the parts sum to the
 * root's duration exactly. Children reach no further than their parent; those that it does not wait for
 * count nothing. Without recursion: traces may be as deep or as wide as they like.
 */
export class CriticalPath {
  #onPath = new Float64Array(0);
  /** Children of span `i` are `children[offsets[i]..offsets[i + 1]]`. */
  #offsets = new Int32Array(1);
  #children = new Int32Array(0);
  readonly #frames: Frame[] = [];

  /** @returns nanoseconds on the path by span; valid until the next call */
  of(spans: PathSpans, root: number): Float64Array {
    this.#reset(spans);
    const end = spans.ends[root] ?? 0;
    const start = spans.starts[root] ?? 0;
    this.#enter(spans, 0, root, start, end);
    for (let depth = 0; depth >= 0;) depth = this.#step(spans, depth);
    return this.#onPath;
  }

  #reset(spans: PathSpans): void {
    const { count } = spans;
    if (this.#onPath.length < count) {
      this.#onPath = new Float64Array(count * 2);
      this.#children = new Int32Array(count * 2);
      this.#offsets = new Int32Array(count * 2 + 2);
    }
    this.#onPath.fill(0, 0, count);
    fillChildren(spans, this.#offsets, this.#children);
  }

  /** Takes the next child of the frame at this depth, or leaves the frame; returns the depth to go on at. */
  #step(spans: PathSpans, depth: number): number {
    const frame = this.#frames[depth] as Frame;
    while (frame.next < frame.last) {
      const child = this.#children[frame.next] as number;
      frame.next += 1;
      const start = Math.max(spans.starts[child] as number, frame.lo);
      const end = Math.min(spans.ends[child] as number, frame.hi);
      // Neither a child that began no earlier than what is left, nor one that ran beside what is taken.
      if (start >= frame.cursor || end <= start || end > frame.cursor + frame.tolerance) continue;
      const upTo = Math.min(end, frame.cursor);
      this.#give(frame.span, frame.cursor - upTo);
      frame.cursor = start;
      this.#enter(spans, depth + 1, child, start, upTo);
      return depth + 1;
    }
    this.#give(frame.span, frame.cursor - frame.lo);
    return depth - 1;
  }

  #give(span: number, ns: number): void {
    this.#onPath[span] = (this.#onPath[span] as number) + ns;
  }

  #enter(spans: PathSpans, depth: number, span: number, lo: number, hi: number): void {
    const frame = (this.#frames[depth] ??= {
      span: 0,
      lo: 0,
      hi: 0,
      cursor: 0,
      tolerance: 0,
      next: 0,
      last: 0,
    });
    frame.span = span;
    frame.lo = lo;
    frame.hi = hi;
    frame.cursor = hi;
    const { share, least, most } = TOLERANCE;
    frame.tolerance = Math.min(Math.max((hi - lo) * share, least), most);
    frame.next = this.#offsets[span] as number;
    frame.last = this.#offsets[span + 1] as number;
    if (frame.last - frame.next > 1) sortByEnd(this.#children, frame, spans);
  }
}

/** A span that is being walked. */
interface Frame {
  span: number;
  lo: number;
  hi: number;
  /** What lies before it is not given to anyone yet. */
  cursor: number;
  tolerance: number;
  next: number;
  last: number;
}

/** By counting: children of one span side by side, those that nobody waits for left out. */
function fillChildren(
  { count, parents, detached }: PathSpans,
  offsets: Int32Array,
  children: Int32Array,
): void {
  offsets.fill(0, 0, count + 2);
  for (let span = 0; span < count; span += 1) {
    const parent = parents[span] as number;
    if (parent >= 0 && detached[span] === 0)
      offsets[parent + 2] = (offsets[parent + 2] as number) + 1;
  }
  for (let span = 2; span < count + 2; span += 1)
    offsets[span] = (offsets[span] as number) + (offsets[span - 1] as number);
  for (let span = 0; span < count; span += 1) {
    const parent = parents[span] as number;
    if (parent < 0 || detached[span] !== 0) continue;
    const at = offsets[parent + 1] as number;
    children[at] = span;
    offsets[parent + 1] = at + 1;
  }
}

/** Few children are sorted where they lie; many by the machine's own sort. */
const FEW = 24;

/** Latest end first, as far as the frame reaches; of equal ones the earliest start. */
function sortByEnd(children: Int32Array, { next, last, lo, hi }: Frame, spans: PathSpans): void {
  const { starts, ends } = spans;
  const compare = (a: number, b: number): number =>
    Math.min(ends[b] as number, hi) - Math.min(ends[a] as number, hi) ||
    Math.max(starts[a] as number, lo) - Math.max(starts[b] as number, lo) ||
    a - b;
  if (last - next > FEW) {
    children.subarray(next, last).sort(compare);
    return;
  }
  for (let at = next + 1; at < last; at += 1) {
    const child = children[at] as number;
    let to = at;
    for (; to > next && compare(children[to - 1] as number, child) > 0; to -= 1)
      children[to] = children[to - 1] as number;
    children[to] = child;
  }
}
