/** Outcomes with their chances, which sum to 1. */
export type Draw<T> = readonly (readonly [chance: number, outcome: T])[];

/** Asks chance for one of several outcomes. */
export type Pick = <T>(draw: Draw<T>) => T;

/** One way in which things may go. */
export interface Course<T> {
  readonly chance: number;
  readonly outcome: T;
}

/** More courses than this mean that a test asks for too much. */
const MOST = 40_000;

/**
 * Every course that a random play may take, with its chance: nothing is sampled, composed or
 * approximated. The play is run again and again, each time along another path of outcomes.
 */
export function everyCourse<T>(play: (pick: Pick) => T): Course<T>[] {
  const courses: Course<T>[] = [];
  const path: { at: number; of: number }[] = [];
  do {
    let depth = 0;
    let chance = 1;
    const pick = <U>(draw: Draw<U>): U => {
      const possible = draw.filter(([share]) => share > 0);
      const turn = path[depth] ?? { at: 0, of: possible.length };
      path[depth++] = turn;
      const [share, outcome] = possible[turn.at] as readonly [number, U];
      chance *= share;
      return outcome;
    };
    const outcome = play(pick);
    courses.push({ chance, outcome });
    if (courses.length > MOST) throw new RangeError('too many courses to follow');
    while (path.length > 0 && isLast(path.at(-1))) path.pop();
    const turn = path.at(-1);
    if (turn) turn.at += 1;
  } while (path.length > 0);
  return courses;
}

function isLast(turn: { at: number; of: number } | undefined): boolean {
  return turn === undefined || turn.at + 1 >= turn.of;
}

/** Yes with `chance`. */
export function maybe(chance: number): Draw<boolean> {
  return [
    [chance, true],
    [1 - chance, false],
  ];
}

/** The mean of a figure over all courses. */
export function mean<T>(courses: readonly Course<T>[], figure: (outcome: T) => number): number {
  let sum = 0;
  for (const { chance, outcome } of courses) sum += chance * figure(outcome);
  return sum;
}

/**
 * The least value that at least `p` of all courses keep. Where the sum of chances comes within rounding
 * of `p`, either neighbour is right: both are returned.
 */
export function percentile<T>(
  courses: readonly Course<T>[],
  figure: (outcome: T) => number,
  p: number,
): { readonly low: number; readonly high: number } {
  const sorted = courses
    .map(({ chance, outcome }) => ({ chance, value: figure(outcome) }))
    .sort((a, b) => a.value - b.value);
  const at = (level: number) => {
    let sum = 0;
    for (const { chance, value } of sorted) {
      sum += chance;
      if (sum >= level) return value;
    }
    return sorted.at(-1)?.value ?? Number.NaN;
  };
  return { low: at(p - 1e-9), high: at(p + 1e-9) };
}
