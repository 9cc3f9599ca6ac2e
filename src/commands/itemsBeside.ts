import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { readItems } from '../evals/itemsFile.ts';
import type { Outcome } from '../evals/outcome.ts';
import { UnreadableResults } from '../evals/record.ts';
import type { Evaluation } from '../table/schema.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';

/** The outcomes of items that lie beside a table. */
export interface ItemsBeside {
  /** The file as the table names it, and where it is. */
  readonly written: string;
  readonly path: string;
  /** Empty where there is no such file yet. */
  readonly outcomes: readonly Outcome[];
  /** Why the file, which is there, cannot be read; null where it can. */
  readonly finding: Diagnostic | null;
}

/** Reads the items of an eval: where the eval says they are, else `evals/<name>.csv` beside the table. */
export function itemsBeside(
  table: string,
  evalName: string,
  evaluation: Evaluation | undefined,
  cwd: string,
): ItemsBeside {
  const written = evaluation?.items ?? `evals/${evalName}.csv`;
  const file = { written, path: resolve(cwd, dirname(table), written) };
  try {
    const text = existsSync(file.path) ? readFileSync(file.path, 'utf8') : null;
    return { ...file, outcomes: text === null ? [] : readItems(text, written), finding: null };
  } catch (error) {
    if (!(error instanceof UnreadableResults)) throw error;
    return { ...file, outcomes: [], finding: unreadable(written, error.message) };
  }
}

function unreadable(file: string, reason: string): Diagnostic {
  return {
    code: 'unreadable-file',
    severity: 'error',
    message: `the outcomes of items cannot be read: ${reason}`,
    file,
    range: null,
    help: 'mend the line, or delete the file and grade all results again',
  };
}
