import type { Problem, SequenceBlock, Step } from '../problem.ts';
import { type ShortcutGroup, shortcutGroups } from '../shortcutGroups.ts';
import { Coupled } from './building.ts';

/** Items `start` up to `end` of a sequence. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A stretch whose steps belong together, and what couples them. */
export type Unit = Stretch &
  (
    | { readonly kind: 'item' }
    | { readonly kind: 'loop'; readonly verifier: Step }
    | { readonly kind: 'shortcuts'; readonly group: ShortcutGroup }
  );

/** Cuts sequences of a workflow into stretches that are independent of one another. */
export class Stretches {
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #groups: ReadonlyMap<SequenceBlock, readonly ShortcutGroup[]>;

  constructor(problem: Problem) {
    this.#steps = new Map(problem.steps.map((step) => [step.name, step]));
    this.#groups = shortcutGroups(problem);
  }

  /** What loops and shortcuts couple is taken together. @throws Coupled when they cross */
  of(sequence: SequenceBlock, from: number, to: number): Unit[] {
    return this.#intervals(sequence, from, to).map((stretch) => this.#unit(sequence, stretch));
  }

  #intervals(sequence: SequenceBlock, from: number, to: number): Stretch[] {
    const spans = this.#spans(sequence, from, to);
    const intervals: Stretch[] = [];
    for (let index = from; index < to; index++) {
      const last = intervals.at(-1);
      if (last && index < last.end) continue;
      intervals.push({ start: index, end: endOfSpans(spans, index) });
    }
    return intervals;
  }

  #spans(sequence: SequenceBlock, from: number, to: number): Stretch[] {
    const loops = sequence.items.flatMap((_, index) => {
      const start = this.#redoFrom(sequence, index);
      return start === null ? [] : [{ start, end: index + 1 }];
    });
    const groups = (this.#groups.get(sequence) ?? []).map((group) => ({
      start: group.from,
      end: group.to,
    }));
    return [...loops, ...groups].filter(({ start, end }) => start >= from && end <= to);
  }

  #redoFrom(sequence: SequenceBlock, index: number): number | null {
    const redo = this.#stepAt(sequence, index)?.onReject?.redo;
    if (redo === undefined) return null;
    return sequence.items.findIndex((other) => other.kind === 'step' && other.step === redo);
  }

  #stepAt(sequence: SequenceBlock, index: number): Step | undefined {
    const item = sequence.items[index];
    return item?.kind === 'step' ? this.#steps.get(item.step) : undefined;
  }

  #unit(sequence: SequenceBlock, { start, end }: Stretch): Unit {
    const group = (this.#groups.get(sequence) ?? []).find(
      (each) => each.from === start && each.to === end,
    );
    this.#requireNested(sequence, { start, end }, group !== undefined);
    const loopFrom = this.#redoFrom(sequence, end - 1);
    const verifier = this.#stepAt(sequence, end - 1);
    if (loopFrom !== null && verifier !== undefined && end - start > 1) {
      if (loopFrom !== start) throw new Coupled('loops that cross each other');
      return { kind: 'loop', start, end, verifier };
    }
    if (group) return { kind: 'shortcuts', start, end, group };
    if (end - start === 1) return { kind: 'item', start, end };
    throw new Coupled('shortcuts and loops that cross each other');
  }

  /** Inside a loop everything ends before its verifier; inside a shortcut group there is no loop. */
  #requireNested(sequence: SequenceBlock, { start, end }: Stretch, isGroup: boolean): void {
    if (end - start === 1) return;
    const spans = this.#spans(sequence, start, end);
    const inside = spans.filter((span) => span.start !== start || span.end !== end);
    const reachesEnd = inside.some((span) => span.end === end);
    if (spans.length - inside.length > 1 || reachesEnd || (isGroup && inside.length > 0))
      throw new Coupled('loops and shortcuts that cross');
  }
}

/** Where the spans end that begin at an index, or that reach into those that do. */
function endOfSpans(spans: readonly Stretch[], start: number): number {
  let end = start + 1;
  for (;;) {
    const wider = spans.filter((span) => span.start < end && span.end > end && span.start >= start);
    if (wider.length === 0) return end;
    end = Math.max(...wider.map((span) => span.end));
  }
}
