import { SCHEMA_VERSION, writeDiagnostic } from './json.ts';
import type { FindingsReport } from './findingsReport.ts';

/** Findings as data. */
export function renderFindingsJson({
  tool,
  verb,
  files,
  findings,
  ignored,
}: FindingsReport): string {
  const count = (severity: string) => findings.filter((each) => each.severity === severity).length;
  return JSON.stringify(
    {
      schemaVersion: SCHEMA_VERSION,
      tool,
      verb,
      files,
      summary: {
        errors: count('error'),
        warnings: count('warning'),
        notes: count('note'),
        ignored: ignored.length,
      },
      findings: findings.map(writeDiagnostic),
      ignored: ignored.map(({ diagnostic, reason }) => ({
        ...(writeDiagnostic(diagnostic) as object),
        reason,
      })),
    },
    null,
    2,
  );
}
