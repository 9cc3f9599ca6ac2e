import { Reached, stepOf } from './reached.ts';

/** What is compared: a time in ms, USD, and accuracy and tools, of which more is better. */
export interface Figures {
  readonly time: number;
  readonly cost: number;
  readonly accuracy: number;
  readonly tools: number;
}

/** Differences within rounding are ties. */
const ROUNDING = 1e-9;

/**
 * The entries of a growing set of which none beats another; equal ones stay together. Entries that
 * come to be beaten later are dropped when the set is read.
 */
export class Front<T extends Figures> {
  /** By step of accuracy. */
  readonly #entries = new Map<number, T[]>();
  readonly #reached: Reached;

  /** @param known figures of architectures that are looked at, too, though not as entries */
  constructor(known = new Reached()) {
    this.#reached = known;
  }

  /** Fastest first. */
  get entries(): readonly T[] {
    const sorted = [...this.#entries.values()]
      .flat()
      .sort(
        (a, b) =>
          a.time - b.time || a.cost - b.cost || b.accuracy - a.accuracy || b.tools - a.tools,
      );
    const front = new Front<T>();
    for (const entry of sorted) front.add(entry);
    const kept = new Set([...front.#entries.values()].flat());
    return withoutBeatenTies(sorted.filter((entry) => kept.has(entry)));
  }

  /**
   * A time that is already reached by something at least as cheap, as accurate and with as many
   * tools; Infinity when none is known. What takes longer is beaten.
   */
  reached(cost: number, accuracy: number, tools: number): number {
    return this.#reached.at(cost, accuracy, tools);
  }

  /** Remembers what is reached without making it an entry. */
  note(figures: Figures): void {
    this.#reached.add(figures);
  }

  /** Adds an entry unless one that is already here beats it. */
  add(entry: T): void {
    if (above(entry.time, this.reached(entry.cost, entry.accuracy, entry.tools))) return;
    const step = Math.floor(stepOf(entry.accuracy));
    // Entries of higher steps have been asked above; those of the same one are looked at one by one.
    const peers = this.#entries.get(step);
    if (peers?.some((other) => beats(other, entry))) return;
    if (peers && peers.length > MOST_WITH_TWINS && peers.some((other) => isEqual(other, entry)))
      return;
    if (peers) peers.push(entry);
    else this.#entries.set(step, [entry]);
    this.#reached.add(entry);
  }
}

/** Where more entries than this are about as accurate, one stands for all that are equal: their number grows like permutations. */
const MOST_WITH_TWINS = 64;

function isEqual(a: Figures, b: Figures): boolean {
  return (
    !beats(a, b) &&
    !beats(b, a) &&
    a.tools === b.tools &&
    !above(a.time, b.time) &&
    !above(b.time, a.time) &&
    !above(a.cost, b.cost) &&
    !above(b.cost, a.cost)
  );
}

/** Entries of equal time, fastest first, may still beat one another elsewhere. */
function withoutBeatenTies<T extends Figures>(sorted: readonly T[]): T[] {
  return sorted.filter(
    (entry, index) => !tiesOf(sorted, index).some((other) => beats(other, entry)),
  );
}

function tiesOf<T extends Figures>(sorted: readonly T[], index: number): T[] {
  const time = sorted[index]?.time ?? 0;
  const ties: T[] = [];
  for (const direction of [-1, 1]) {
    for (let near = index + direction; ; near += direction) {
      const other = sorted[near];
      if (other === undefined || above(other.time, time) || above(time, other.time)) break;
      ties.push(other);
    }
  }
  return ties;
}

function above(a: number, b: number): boolean {
  if (!(a > b)) return false;
  return !Number.isFinite(a) || a - b > ROUNDING * Math.max(Math.abs(a), Math.abs(b));
}

/** At least as good everywhere, better somewhere. */
function beats(a: Figures, b: Figures): boolean {
  if (
    above(a.time, b.time) ||
    above(a.cost, b.cost) ||
    above(b.accuracy, a.accuracy) ||
    a.tools < b.tools
  )
    return false;
  return (
    above(b.time, a.time) ||
    above(b.cost, a.cost) ||
    above(a.accuracy, b.accuracy) ||
    a.tools > b.tools
  );
}
