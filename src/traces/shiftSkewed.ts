import type { PathSpans } from './criticalPath.ts';
import type { Span } from './span.ts';

/**
 * Corrects clocks that differ between machines, in place: a span of another service that lies fully
 * outside of its parent is moved, with all below it, to the middle of it. Within one service nothing is
 * moved: there a child outside of its parent is work that goes on after it.
 *
 * @returns how many spans were moved for themselves, those below them not counted
 */
export function shiftSkewed(spans: readonly Span[], times: PathSpans): number {
  if (!anySkewed(spans, times)) return 0;
  const { tops, of } = childrenOf(times);
  const offsets = new Float64Array(times.count);
  let moved = 0;
  for (let span = tops.pop(); span !== undefined; span = tops.pop()) {
    const parent = times.parents[span] as number;
    move(span, parent < 0 ? 0 : (offsets[parent] as number), times, offsets);
    if (isSkewed(span, spans, times)) {
      move(span, Math.round(middle(parent, times) - middle(span, times)), times, offsets);
      moved += 1;
    }
    for (const child of of.get(span) ?? []) tops.push(child);
  }
  return moved;
}

/** What is below the span moves with it, when its turn comes. */
function move(span: number, ns: number, { starts, ends }: PathSpans, offsets: Float64Array): void {
  starts[span] = (starts[span] as number) + ns;
  ends[span] = (ends[span] as number) + ns;
  offsets[span] = (offsets[span] as number) + ns;
}

/** The offset between two clocks is that between the middles of the two spans. */
function middle(span: number, { starts, ends }: PathSpans): number {
  return ((starts[span] as number) + (ends[span] as number)) / 2;
}

function anySkewed(spans: readonly Span[], times: PathSpans): boolean {
  for (let span = 0; span < times.count; span += 1) if (isSkewed(span, spans, times)) return true;
  return false;
}

function isSkewed(span: number, spans: readonly Span[], times: PathSpans): boolean {
  const parent = times.parents[span] as number;
  if (parent < 0) return false;
  const { starts, ends } = times;
  const isOutside =
    (starts[span] as number) >= (ends[parent] as number) ||
    (ends[span] as number) <= (starts[parent] as number);
  if (!isOutside || times.detached[span] !== 0) return false;
  const [own, above] = [spans[span]?.clock ?? '', spans[parent]?.clock ?? ''];
  return own !== '' && above !== '' && own !== above;
}

function childrenOf({ count, parents }: PathSpans): {
  readonly tops: number[];
  readonly of: Map<number, number[]>;
} {
  const tops: number[] = [];
  const of = new Map<number, number[]>();
  for (let span = 0; span < count; span += 1) {
    const parent = parents[span] as number;
    if (parent < 0) tops.push(span);
    else {
      const known = of.get(parent);
      if (known === undefined) of.set(parent, [span]);
      else known.push(span);
    }
  }
  return { tops, of };
}
