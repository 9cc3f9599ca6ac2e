import { DIAGNOSTICS, type DiagnosticCode } from '../yaml/codes.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { type FindingsReport, isWrong } from './findingsReport.ts';

/**
 * Findings as SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code scanning. What comments ignore
 * is there, too, as suppressed with its reason.
 */
export function renderSarif(report: FindingsReport): string {
  const all = [...report.findings, ...report.ignored.map(({ diagnostic }) => diagnostic)];
  const codes = [...new Set(all.map(({ code }) => code))].sort();
  const resultOf = (finding: Diagnostic) => result(finding, codes, report.files[0] ?? null);
  return JSON.stringify(
    {
      $schema:
        'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { ...report.tool, rules: codes.map(rule) } },
          // A file that is wrong was not checked.
          invocations: [
            { executionSuccessful: !report.findings.some((finding) => isWrong(report, finding)) },
          ],
          columnKind: 'utf16CodeUnits',
          results: [
            ...report.findings.map(resultOf),
            ...report.ignored.map(({ diagnostic, reason }) => ({
              ...resultOf(diagnostic),
              suppressions: [{ kind: 'inSource', justification: reason }],
            })),
          ],
        },
      ],
    },
    null,
    2,
  );
}

function rule(code: DiagnosticCode): unknown {
  const { title, help } = DIAGNOSTICS[code];
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: help },
    help: { text: `${help}\nbudget explain ${code} says the same.` },
  };
}

function result(
  { code, severity, message, file, range, help }: Diagnostic,
  codes: readonly DiagnosticCode[],
  first: string | null,
): Record<string, unknown> {
  const at = file ?? first;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: help === null ? message : `${message}\n${help}` },
    ...(at === null ? {} : { locations: [{ physicalLocation: location(at, range) }] }),
  };
}

function location(file: string, range: Diagnostic['range']): unknown {
  return {
    artifactLocation: { uri: uriOf(file) },
    ...(range === null
      ? {}
      : {
          region: {
            startLine: range.line,
            startColumn: range.column,
            endLine: range.endLine,
            endColumn: range.endColumn,
          },
        }),
  };
}

/** A path as a relative reference (RFC 3986), or a file URI where it is absolute. */
function uriOf(file: string): string {
  const encoded = file
    .replaceAll('\\', '/')
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
  if (encoded.startsWith('/')) return `file://${encoded}`;
  return encoded.replace(/^\.\//u, '');
}
