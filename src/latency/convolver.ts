import bytes from './convolver.wasm';

/** What the module of assembly/convolver.ts exports: addresses, and what it does. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly SHORT: { readonly value: number };
  readonly LONG: { readonly value: number };
  readonly OUT: { readonly value: number };
  readonly TWIDDLES: { readonly value: number };
  convolveDirect(rows: number, cells: number, length: number): void;
  convolveFft(rows: number, cells: number, length: number, size: number): void;
  addJoined(value: number, from: number, to: number, k: number, part: number): number;
}

/** Which numbers of a short operand are joined with which of a long one; see src/latency/joinCdf.ts. */
export interface Joint {
  readonly from: number;
  readonly to: number;
  /** Number i meets number k - i, and `part` of the way to the next. */
  readonly k: number;
  readonly part: number;
}

/** Numbers of an operand, and of what comes out, that its memory has room for. */
const MOST = 32_768;

/** Numbers are doubles. */
const BYTES = 8;

/**
 * Convolves in WebAssembly, which runs at full speed from the first call on: a short solve is over
 * before its JavaScript has warmed up. Says the same as src/latency/convolve.ts.
 */
export class Convolver {
  readonly #exports: Exports;
  readonly #numbers: Float64Array;
  /** Twiddles are there for transforms of this size. */
  #prepared = 1;

  private constructor(exports: Exports) {
    this.#exports = exports;
    this.#numbers = new Float64Array(exports.memory.buffer);
  }

  /** Null where there is no WebAssembly: in pages, whose content policy forbids it, and in Node without compilers. */
  static make(): Convolver | null {
    if (bytes.length === 0 || typeof WebAssembly === 'undefined') return null;
    const module = new WebAssembly.Module(bytes);
    const { exports } = new WebAssembly.Instance(module, { env: { abort } });
    return new Convolver(exports as unknown as Exports);
  }

  /** Whether operands of so many numbers, and so much of what comes out, have room. */
  fits(cells: number, length: number): boolean {
    return cells <= MOST && length <= MOST;
  }

  /** First `length` numbers of the convolution, by the sum as written. */
  direct(short: Float64Array, long: Float64Array, length: number): Float64Array {
    this.#take(short, long);
    this.#exports.convolveDirect(short.length, long.length, length);
    return this.#result(length);
  }

  /** The same by transforms of a size, a power of two. */
  transformed(short: Float64Array, long: Float64Array, length: number, size: number): Float64Array {
    this.#prepare(size);
    this.#take(short, long);
    this.#exports.convolveFft(short.length, long.length, length, size);
    return this.#result(length);
  }

  /** `value` with the products of a joint added, in order. */
  addJoined(
    value: number,
    short: Float64Array,
    long: Float64Array,
    { from, to, k, part }: Joint,
  ): number {
    this.#take(short, long);
    return this.#exports.addJoined(value, from, to, k, part);
  }

  #take(short: Float64Array, long: Float64Array): void {
    const { SHORT, LONG } = this.#exports;
    this.#numbers.set(short, SHORT.value / BYTES);
    this.#numbers.set(long, LONG.value / BYTES);
  }

  #result(length: number): Float64Array {
    const from = this.#exports.OUT.value / BYTES;
    return this.#numbers.slice(from, from + length);
  }

  /** e^(-iπk/m) at m + k, for every m up to half the size. */
  #prepare(size: number): void {
    const from = this.#exports.TWIDDLES.value / BYTES;
    for (; this.#prepared < size; this.#prepared *= 2) {
      const m = this.#prepared;
      for (let k = 0; k < m; k++) {
        this.#numbers[from + 2 * (m + k)] = Math.cos((Math.PI * k) / m);
        this.#numbers[from + 2 * (m + k) + 1] = -Math.sin((Math.PI * k) / m);
      }
    }
  }
}

/** What its memory has no room for is never asked of it. */
function abort(): never {
  throw new Error('a convolution went beyond its memory');
}

let shared: Convolver | null | undefined;

/** Made when it is first needed; null where there is no WebAssembly. */
export function sharedConvolver(): Convolver | null {
  if (shared === undefined) shared = Convolver.make();
  return shared;
}
