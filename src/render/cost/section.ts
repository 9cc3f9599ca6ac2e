import type { Column } from '../text/textTable.ts';

/** A part of a report: sentences, then a table, then remarks on it; every format writes the same ones. */
export interface Section {
  readonly title: string | null;
  readonly sentences?: readonly string[];
  readonly table?: {
    readonly columns: readonly Column[];
    readonly rows: readonly (readonly string[])[];
    /** A figure for each row, to be drawn beside it where there is room. */
    readonly bars?: readonly number[];
  };
  readonly remarks?: readonly string[];
}
