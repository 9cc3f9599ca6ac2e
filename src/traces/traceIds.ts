/** The id of a trace; the same object for every span of it. */
export interface TraceId {
  /** 32 lower-case hex digits. */
  readonly hex: string;
  /** Its first 52 bits: numbers compare faster than text. */
  readonly order: number;
  /** Traces are counted as they come, from 0. */
  readonly index: number;
}

/** Spans that follow one another belong to a few dozen traces at work: these are at hand. */
const AT_HAND = 4096;

/** Spreads digits over all bits. */
const GOLDEN = 0x9e3779b1;

const HEX = /^[0-9a-f]{32}$/i;
const ZEROS = /^0+$/;

/** Reads trace ids: a text is looked at when it comes for the first time. */
export class TraceIds {
  readonly #known = new Map<string, TraceId>();
  readonly #limit: number;
  #count = 0;
  readonly #atHand = Array.from<TraceId | null>({ length: AT_HAND }).fill(null);

  /** @param limit so many ids are remembered; one that comes after that is a new object, and counts anew */
  constructor(limit = Infinity) {
    this.#limit = limit;
  }

  /** Null when the text is malformed, or all zeros. */
  read(text: string): TraceId | null {
    const place = placeOf(text);
    const atHand = this.#atHand[place];
    if (atHand?.hex === text) return atHand;
    return (this.#atHand[place] = this.#find(text));
  }

  #find(text: string): TraceId | null {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    if (!HEX.test(text) || ZEROS.test(text)) return null;
    const hex = text.toLowerCase();
    return this.#known.get(hex) ?? this.#add(hex);
  }

  #add(hex: string): TraceId {
    const id = { hex, order: Number.parseInt(hex.slice(0, 13), 16), index: this.#count };
    this.#count += 1;
    if (this.#known.size >= this.#limit) this.#known.clear();
    this.#known.set(hex, id);
    return id;
  }
}

/** By four hex digits of the second half: some write the time into the first one. */
function placeOf(text: string): number {
  const digits =
    text.charCodeAt(18) +
    (text.charCodeAt(22) << 8) +
    (text.charCodeAt(26) << 16) +
    (text.charCodeAt(30) << 24);
  return Math.imul(digits, GOLDEN) >>> 20;
}
