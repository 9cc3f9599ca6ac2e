import type { CellPlaces } from './leaf.ts';
import bytes from './lognormal.wasm';

/** What the module of assembly/lognormal.ts exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  /** Address of the first cell. */
  readonly CELLS: { readonly value: number };
  fill(
    mu: number,
    sigma: number,
    mean: number,
    step: number,
    first: number,
    middle: number,
    last: number,
  ): void;
}

/** Logarithms are of milliseconds, and so is the mean. */
interface Lognormal {
  readonly mu: number;
  readonly sigma: number;
  readonly mean: number;
}

/** Cells that its memory has room for. */
const MOST = 32_768;

/** Made when it is first needed; null where there is no WebAssembly. */
let module: Exports | null | undefined;

/**
 * The cells of a log-normal law by WebAssembly, which runs at full speed from the first call on, and
 * makes no garbage of every number in between. To the last bit what src/latency/onLattice.ts makes of
 * the law's integrals; null where there is no WebAssembly, or no room.
 */
export function lognormalCells(
  { mu, sigma, mean }: Lognormal,
  { step, first, middle, last }: CellPlaces,
): Float64Array | null {
  const size = last - first + 1;
  if (module === undefined) module = made();
  if (module === null || size > MOST) return null;
  module.fill(mu, sigma, mean, step, first, middle, last);
  return new Float64Array(module.memory.buffer, module.CELLS.value, size).slice();
}

/** Nothing in pages, whose content policy forbids it, and in Node without compilers. */
function made(): Exports | null {
  if (bytes.length === 0 || typeof WebAssembly === 'undefined') return null;
  const { log, exp, abs, floor, max } = Math;
  const env = {
    abort,
    'Math.log': log,
    'Math.exp': exp,
    'Math.abs': abs,
    'Math.floor': floor,
    'Math.max': max,
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env });
  return exports as unknown as Exports;
}

/** The coefficients that it reads are always there. */
function abort(): never {
  throw new Error('a log-normal law went beyond its memory');
}
