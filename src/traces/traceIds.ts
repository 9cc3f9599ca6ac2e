/** The id of a trace. */
export interface TraceId {
  /** 32 lower-case hex digits. */
  readonly hex: string;
  /** The same as four words of 32 bits, signed: small integers need no memory of their own. */
  readonly words: readonly number[];
}

/** Spans that follow one another belong to a few dozen traces at work: these are at hand. */
const AT_HAND = 4096;

/** So many are remembered; one that comes after that is worked out anew. */
const REMEMBERED = 65_536;

/** Spreads digits over all bits. */
const GOLDEN = 0x9e3779b1;

const HEX = /^[0-9a-f]{32}$/i;
const ZEROS = /^0+$/;

/** Reads trace ids: a text is looked at when it comes for the first time in a while. */
export class TraceIds {
  readonly #known = new Map<string, TraceId>();
  readonly #atHand = Array.from<TraceId | null>({ length: AT_HAND }).fill(null);

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
    const words = [0, 8, 16, 24].map((at) => Number.parseInt(hex.slice(at, at + 8), 16) | 0);
    const id = { hex, words };
    if (this.#known.size >= REMEMBERED) this.#known.clear();
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
