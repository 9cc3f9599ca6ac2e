import type { DiagnosticCode } from './codes.ts';

/**
 * What a schema says about its own findings: `ctx.addIssue({ code: 'custom', message, params })`.
 *
 * @example { code: 'mixture-sum', help: 'make the weights sum to 100%' } satisfies IssueParams
 */
export interface IssueParams {
  /** By default 'wrong-value'. */
  readonly code?: DiagnosticCode;
  readonly help?: string;
  /** Whether the key or the value is marked, by default the value. */
  readonly part?: 'key' | 'value';
}
