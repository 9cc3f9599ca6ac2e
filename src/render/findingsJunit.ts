import type { Diagnostic } from '../yaml/diagnostic.ts';
import { type FindingsReport, isWrong, placeWords } from './findingsReport.ts';
import { type Case, type Failure, renderJunit, type Suite } from './junit.ts';

/** Findings as JUnit XML: a suite per file, a test per code that was looked for. */
export function renderFindingsJunit(report: FindingsReport): string {
  const named = report.findings.map(({ file }) => file ?? report.files[0] ?? report.verb);
  const files = [...new Set([...report.files, ...named])];
  return renderJunit(
    `budget ${report.verb}`,
    files.map((file) => suite(file, report)),
  );
}

function suite(file: string, report: FindingsReport): Suite {
  const isHere = (finding: Diagnostic) => (finding.file ?? report.files[0]) === file;
  const here = report.findings.filter(isHere);
  const ignored = report.ignored.filter(({ diagnostic }) => isHere(diagnostic));
  const codes = [
    ...new Set([
      ...report.codes,
      ...here.map(({ code }) => code),
      ...ignored.map(({ diagnostic }) => diagnostic.code),
    ]),
  ].sort();
  return {
    name: file,
    cases: codes.map((code): Case => {
      const found = here.filter((finding) => finding.code === code);
      const wrong = found.filter((finding) => isWrong(report, finding));
      const failing = found.filter(
        (finding) => report.failing.includes(finding.severity) && !wrong.includes(finding),
      );
      const hidden = ignored.filter(({ diagnostic }) => diagnostic.code === code);
      const passed = wrong.length + failing.length === 0;
      return {
        name: code,
        errors: wrong.map(failure),
        failures: failing.map(failure),
        skipped:
          passed && hidden.length > 0
            ? `ignored: ${hidden.map(({ reason }) => reason).join('; ')}`
            : null,
        output: found
          .filter((finding) => !failing.includes(finding) && !wrong.includes(finding))
          .map(inFull),
      };
    }),
  };
}

function failure(finding: Diagnostic): Failure {
  return { message: finding.message, type: finding.severity, text: inFull(finding) };
}

function inFull(finding: Diagnostic): string {
  const { severity, message, help } = finding;
  const place = placeWords(finding);
  const first = `${place === '' ? '' : `${place}: `}${severity}: ${message}`;
  return help === null ? first : `${first}\nhelp: ${help}`;
}
