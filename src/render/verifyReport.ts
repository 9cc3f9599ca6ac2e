import type { Cause } from '../trust/backtest.ts';
import type { Verified } from '../trust/verify/verifyAgent.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';

/** What `verify` found, before it is given a form. */
export interface VerifyReport {
  readonly tool: { readonly name: string; readonly version: string };
  readonly inputs: readonly { readonly path: string; readonly sha256: string }[];
  readonly agents: readonly VerifiedAgent[];
  readonly warnings: readonly Diagnostic[];
}

export interface VerifiedAgent extends Verified {
  /** What makes p95 longer than the table has it, in the order it is taken from the traces; empty where latency is not worse. */
  readonly causes: readonly Cause[];
  /** When the counterproposal was signed, YYYY-MM-DD. */
  readonly accepted: string;
  /** First and last day of the traces, YYYY-MM-DD in UTC; null when nothing was traced. */
  readonly from: string | null;
  readonly to: string | null;
}
