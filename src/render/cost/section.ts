import type { Column } from '../text/textTable.ts';

/** A part of a report: sentences, then a table, then remarks on it; every format writes the same ones. */
export interface Section {
  readonly title: string | null;
  readonly sentences?: readonly string[];
  readonly table?: {
    readonly columns: readonly Column[];
    readonly rows: readonly (readonly string[])[];
  };
  readonly remarks?: readonly string[];
}
