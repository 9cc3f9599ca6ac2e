import type { Check } from '../trust/verify/check.ts';
import type { Diagnostic, Range } from '../yaml/diagnostic.ts';
import { compareDiagnostics } from '../yaml/compareDiagnostics.ts';
import type { FindingsReport } from './findingsReport.ts';
import type { VerifiedAgent, VerifyReport } from './verifyReport.ts';
import { mismatchWords, namesWords, OUTCOME_WORDS, sentence } from './verifyWords.ts';

/** Where the accepted figures of an agent are written. */
export interface AcceptedPlace {
  readonly file: string;
  /** @param key a key of `accepted`, or null for all of it */
  rangeOf(agent: string, key: string | null): Range | null;
}

/** What `verify` found as findings: beside the lines of the spec that were signed. */
export function verifyFindings(report: VerifyReport, place: AcceptedPlace): FindingsReport {
  const { agents, tool, warnings } = report;
  const kept = agents.filter(({ outcome }) => outcome === 'kept').length;
  return {
    tool,
    verb: 'verify',
    files: [place.file],
    // Defaults that the spec leaves open were said when it was solved.
    findings: [
      ...warnings.filter(({ severity }) => severity !== 'note'),
      ...agents.flatMap((agent) => findingsOf(agent, place)),
    ].toSorted(compareDiagnostics),
    ignored: [],
    codes: ['launch-different', 'launch-unsettled', 'launch-worse'],
    wrong: [],
    failing: ['error'],
    summary:
      agents.length === 1
        ? agents.map(({ agent, outcome }) => `${agent} ${OUTCOME_WORDS[outcome]}`).join()
        : `${kept === agents.length ? '✓' : '✗'} ${kept} of ${agents.length} agents keep what was accepted`,
  };
}

function findingsOf(agent: VerifiedAgent, place: AcceptedPlace): Diagnostic[] {
  const at = (key: string | null) => ({
    file: place.file,
    range: place.rangeOf(agent.agent, key) ?? place.rangeOf(agent.agent, null),
  });
  return [
    ...agent.mismatches.map((mismatch): Diagnostic => ({
      code: 'launch-different',
      severity: 'error',
      message: `${agent.agent}: ${mismatchWords(mismatch)}`,
      ...at('choices'),
      help: mismatch.traced === 'off' ? namesWords(agent) : null,
    })),
    ...agent.checks.flatMap((check): Diagnostic[] => {
      const severity = severityOf(check);
      return severity === null
        ? []
        : [
            {
              code: severity === 'error' ? 'launch-worse' : 'launch-unsettled',
              severity,
              message: `${agent.agent}: ${sentence(check) ?? ''}`,
              ...at(check.signed ? check.metric : null),
              help: null,
            },
          ];
    }),
  ];
}

/** What was signed has to be told; of what it rests on only what got worse. */
function severityOf({ status, signed }: Check): 'error' | 'warning' | null {
  if (status === 'worse') return 'error';
  return signed && status !== 'kept' ? 'warning' : null;
}
