/** Something that runs otherwise than was signed. */
export interface Mismatch {
  /** The step or tool, or `order`. */
  readonly step: string;
  readonly signed: string;
  readonly traced: string;
  /** Share of its calls, or of requests, that ran as traced. */
  readonly share: number;
  readonly n: number;
  /** Share of requests that were to run it, where it is missing; else null. */
  readonly expected: number | null;
}

/** A few strays are fallbacks and canaries; more than this is another architecture. */
export const STRAYS = 0.05;

/** Fewer calls, or requests, contradict nothing. */
export const LEAST = 20;
