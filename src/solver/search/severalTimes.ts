import type { Contest, Joined, Marks } from './contest.ts';
import type { Option } from './option.ts';
import { type Asked, percentileOf, type Times } from './times.ts';

/** Each the smaller the better. */
type Point = readonly number[];

interface Entry extends Joined {
  readonly point: Point;
}

/** Differences within rounding are ties. */
const ROUNDING = 1e-9;

/** Points of a chunk are passed over together by the least of each of their figures. */
const CHUNK = 32;

/** Where several percentiles count, the best that a block could have in each is looked up among all that is known. */
export class SeveralTimes implements Contest {
  readonly #entries: Entry[] = [];
  readonly #chunks: { least: number[]; points: Point[] }[] = [];
  #asked: readonly Asked[] = [];

  /** How the questions are answered for the pairs that follow. */
  ask(asked: readonly Asked[]): void {
    this.#asked = asked;
  }

  get winners(): readonly Joined[] {
    return this.#entries.filter(({ point }) => !this.#beats(point));
  }

  isLost(a: Times, b: Times, marks: Marks): boolean {
    return this.#beats(this.#pointOf(a, b, marks));
  }

  enter(left: Option, right: Option, marks: Marks): void {
    const point = this.#pointOf(left, right, marks);
    this.#entries.push({ left, right, point });
    this.#know(point);
  }

  note(left: Option, right: Option, marks: Marks): void {
    const point = this.#pointOf(left, right, marks);
    if (!this.#beats(point)) this.#know(point);
  }

  #pointOf(a: Times, b: Times, { cost, accuracy, tools }: Marks): Point {
    const times = this.#asked.map((asked) => percentileOf(a, b, asked));
    return [...times, cost, -accuracy, -tools];
  }

  #know(point: Point): void {
    const last = this.#chunks.at(-1);
    if (last === undefined || last.points.length >= CHUNK) {
      this.#chunks.push({ least: [...point], points: [point] });
      return;
    }
    last.points.push(point);
    last.least = last.least.map((value, index) => Math.min(value, point[index] ?? value));
  }

  /** Something that is known beats the point. What beat the one before is asked first: neighbours share their fate. */
  #beats(point: Point): boolean {
    for (let index = 0; index < this.#chunks.length; index++) {
      const chunk = this.#chunks[index]!;
      if (!isNoWorse(chunk.least, point)) continue;
      if (!chunk.points.some((other) => beats(other, point))) continue;
      if (index > 0 && index < this.#chunks.length - 1) {
        const ahead = index >> 1;
        this.#chunks[index] = this.#chunks[ahead]!;
        this.#chunks[ahead] = chunk;
      }
      return true;
    }
    return false;
  }
}

function isNoWorse(a: Point, b: Point): boolean {
  for (let index = 0; index < a.length; index++) {
    if (above(a[index]!, b[index]!)) return false;
  }
  return true;
}

function beats(a: Point, b: Point): boolean {
  let better = false;
  for (let index = 0; index < a.length; index++) {
    if (above(a[index]!, b[index]!)) return false;
    better ||= above(b[index]!, a[index]!);
  }
  return better;
}

function above(a: number, b: number): boolean {
  if (!(a > b)) return false;
  return !Number.isFinite(a) || a - b > ROUNDING * Math.max(Math.abs(a), Math.abs(b));
}
