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
  /** Everything in full, where else one line sums it up. */
  readonly all: boolean;
  readonly screen: Screen;
}

/** Where text is shown. */
export interface Screen {
  readonly paint: Paint;
  /** Columns that a line may take. */
  readonly width: number;
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

/** Columns of a page that nobody has measured: pipes and files. */
export const USUAL_WIDTH = 80;

/** What files and pipes are. */
export const PAGE: Screen = { paint: PLAIN, width: USUAL_WIDTH };
