import type { DiagnosticCode } from './codes.ts';
import type { Severity } from './severity.ts';

export type { Severity };

/** One finding about a file: what is wrong, where, and what to do about it. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  /** Path as the user gave it, never absolute unless the user's was; null when no file is at fault. */
  readonly file: string | null;
  /** 1-based; null when the finding has no place in the file. */
  readonly range: Range | null;
  /** One sentence that says what to write instead, e.g. the nearest valid word. */
  readonly help: string | null;
}

/** 1-based lines and columns; the end is exclusive. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
