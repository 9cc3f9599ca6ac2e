/**
 * One graded item as a results file has it: names to values, whatever the file calls them. Records of
 * every format are read alike from here on (see outcomes.ts).
 */
export interface EvalRecord {
  readonly fields: Readonly<Record<string, unknown>>;
  /** Where it stands: a line, or a place in words such as `result 3`. */
  readonly at: string;
  /** 1-based; null where the format has no lines. */
  readonly line: number | null;
}

/** What one results file holds. Every entry is accepted, rejected or blank: nothing is skipped silently. */
export interface ReadResults {
  readonly format: EvalFormat;
  readonly records: readonly EvalRecord[];
  /** Entries that could not be read, by reason. */
  readonly rejected: readonly Rejected[];
  /** Entries that say nothing on purpose: blank lines, skipped tests. */
  readonly blank: number;
  /**
   * Names the format has by itself (a provider, a suite), which say something of an architecture only
   * where the user says so; every other name must mean something.
   */
  readonly offered: ReadonlySet<string>;
  /** Of several scores (`scores.*`), the one that `correct` is; left out where nothing competes. */
  readonly counted?: string;
  /** Answers that a cache gave, so that nothing says how long they take. */
  readonly cached?: number;
}

export interface Rejected {
  readonly reason: string;
  readonly at: string;
}

export type EvalFormat = 'csv' | 'jsonl' | 'promptfoo' | 'inspect' | 'junit';

/** A results file that cannot be read at all. */
export class UnreadableResults extends Error {}
