import { SCHEMA_VERSION, writeDiagnostic } from './json.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import type { FindingsReport } from './findingsReport.ts';

/** Findings as {@link renderFindingsJson} writes them. */
export interface SavedFindings extends Pick<
  FindingsReport,
  'tool' | 'verb' | 'files' | 'findings' | 'codes' | 'failing' | 'wrong'
> {
  readonly verdict: string;
  readonly ignored: readonly (Diagnostic & { readonly reason: string })[];
}

/** Saved findings as they were found. */
export function savedFindings({ verdict, ignored, ...saved }: SavedFindings): FindingsReport {
  return {
    ...saved,
    summary: verdict,
    ignored: ignored.map(({ reason, ...diagnostic }) => ({ diagnostic, reason })),
  };
}

/** Findings as data. */
export function renderFindingsJson({
  tool,
  verb,
  files,
  findings,
  ignored,
  codes,
  failing,
  wrong,
  summary: verdict,
}: FindingsReport): string {
  const count = (severity: string) => findings.filter((each) => each.severity === severity).length;
  return JSON.stringify(
    {
      schemaVersion: SCHEMA_VERSION,
      kind: 'findings',
      tool,
      verb,
      files,
      verdict,
      codes,
      failing,
      wrong,
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
