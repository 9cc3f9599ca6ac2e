import { logOdds } from '../../accuracy/logOdds.ts';
import { Staircase } from './staircase.ts';

/** What is compared: a time in ms, USD, and accuracy and tools, of which more is better. */
export interface Figures {
  readonly time: number;
  readonly cost: number;
  readonly accuracy: number;
  readonly tools: number;
}

/** Differences within rounding are ties. */
const ROUNDING = 1e-9;

/** Where a quick answer will do, accuracies are told apart in steps of log odds: eighths from -6 (0.25%) to 9 (99.99%). */
const LOWEST = -6;
const HIGHEST = 9;
const PER_UNIT = 8;
const STEPS = (HIGHEST - LOWEST) * PER_UNIT;

/**
 * The entries of a growing set of which none beats another; equal ones stay together. Entries that
 * come to be beaten later are dropped when the set is read.
 */
export class Front<T extends Figures> {
  /** By step of accuracy. */
  readonly #entries = new Map<number, T[]>();
  /** By tools, and for each step of accuracy: the least time by cost among entries that reach it. */
  readonly #reached = new Map<number, Staircase[]>();

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
    let least = Number.POSITIVE_INFINITY;
    const step = Math.ceil(stepOf(accuracy));
    for (const [kept, stairs] of this.#reached) {
      if (kept >= tools)
        least = Math.min(least, stairs[step]?.at(cost) ?? Number.POSITIVE_INFINITY);
    }
    return least;
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
    this.#climb(entry, step);
  }

  #climb({ time, cost, tools }: T, highest: number): void {
    const stairs =
      this.#reached.get(tools) ?? Array.from({ length: STEPS + 1 }, () => new Staircase());
    this.#reached.set(tools, stairs);
    for (let step = highest; step >= 0; step--) stairs[step]?.add(cost, time);
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

function stepOf(accuracy: number): number {
  const odds = accuracy <= 0 ? LOWEST : accuracy >= 1 ? HIGHEST : logOdds(accuracy);
  return (Math.min(HIGHEST, Math.max(LOWEST, odds)) - LOWEST) * PER_UNIT;
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
