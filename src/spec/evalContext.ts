import type { Table } from '../table/schema.ts';
import type { YamlSource } from '../yaml/source.ts';
import type { Findings } from './findings.ts';

/** What reading the evals of a table needs: nothing of an agent but which components it looks up. */
export interface EvalContext {
  readonly table: Table;
  readonly tableSource: YamlSource;
  /** Components that are off where an architecture does not name them: shortcuts. */
  readonly offUnlessNamed: ReadonlySet<string>;
  readonly findings: Findings;
}
