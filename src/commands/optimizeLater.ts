import { setFlagsFromString } from 'node:v8';

/**
 * How much of a function has to run before V8 optimizes it, in bytes of bytecode: four times its
 * default. Found on the examples: less takes more CPU time, more takes longer.
 */
const INTERRUPT_BUDGET = 300_000;

/** V8 of Node 20 and of 22: later ones have no such flag, and say so on standard error. */
const HAVE_IT = /^(?:11\.3|12\.4)\./;

/**
 * Has V8 optimize only what runs long. Most commands end within half a second, and a fifth of their
 * CPU time went into machine code that they ran a few times (docs/solve.md). Searches among 10^10
 * architectures, and traces of 10^5 spans, gain as well.
 *
 * @param v8 its version, as `process.versions.v8` says it
 */
export function optimizeLater(v8: string, setFlag = setFlagsFromString): void {
  if (HAVE_IT.test(v8)) setFlag(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}
