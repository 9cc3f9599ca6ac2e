import type { AgentResult } from '../solver/result.ts';
import type { AgentTrust } from '../trust/agentTrust.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';

/** What `solve` found, before it is given a form. */
export interface SolveReport {
  readonly tool: { readonly name: string; readonly version: string };
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[];
  readonly agents: readonly AgentResult[];
  readonly warnings: readonly Diagnostic[];
  /** What traces of today's architecture say, by agent; only where traces were given. */
  readonly trust?: ReadonlyMap<string, AgentTrust>;
}

/** How a result is to be written. */
export interface RenderOptions {
  /** Rows of lists that may be long. */
  readonly top: number;
  /** Wraps text in the terminal's colours, or leaves it. */
  readonly paint: Paint;
}

/** Colours by what they mean. */
export interface Paint {
  bold(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  quiet(text: string): string;
}

/** No colours. */
export const PLAIN: Paint = { bold: same, good: same, bad: same, quiet: same };

function same(text: string): string {
  return text;
}
