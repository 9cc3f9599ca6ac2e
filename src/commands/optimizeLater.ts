import { setFlagsFromString } from 'node:v8';

/**
 * How much of a function has to run before V8 optimizes it, in bytes of bytecode: seven times its
 * default. Found on the examples, where half of it or twice as much make no difference.
 */
const INTERRUPT_BUDGET = 500_000;

/** V8 of Node 20 and of 22: later ones have no such flag, and say so on standard error. */
const HAVE_IT = /^(?:11\.3|12\.4)\./;

/**
 * Has V8 optimize only what runs long. Most commands end within half a second, and a fifth of their
 * CPU time went into machine code that they ran a few times (docs/solve.md). A search that takes
 * seconds is optimized some milliseconds later.
 *
 * @param v8 its version, as `process.versions.v8` says it
 */
export function optimizeLater(v8: string, setFlag = setFlagsFromString): void {
  if (HAVE_IT.test(v8)) setFlag(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}
