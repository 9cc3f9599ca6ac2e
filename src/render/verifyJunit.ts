import type { Check } from '../trust/verify/check.ts';
import { type Case, renderJunit, type Suite } from './junit.ts';
import type { VerifiedAgent, VerifyReport } from './verifyReport.ts';
import { figure, mismatchWords, promiseWord, sentence, subjectWords } from './verifyWords.ts';

/** One suite per agent, one test per figure; what cannot be said yet fails where it was signed. */
export function renderVerifyJunit({ agents }: VerifyReport): string {
  return renderJunit('budget verify', agents.map(suiteOf));
}

function suiteOf(agent: VerifiedAgent): Suite {
  return { name: agent.agent, cases: [architectureCase(agent), ...agent.checks.map(caseOf)] };
}

function architectureCase({ mismatches }: VerifiedAgent): Case {
  return {
    name: 'runs what was signed',
    failures: mismatches.map((each) => ({
      message: mismatchWords(each),
      type: 'different-architecture',
      text: '',
    })),
    skipped: null,
    output: [],
  };
}

function caseOf(check: Check): Case {
  const message = sentence(check) ?? '';
  const fails = check.status === 'worse' || (check.signed && check.status !== 'kept');
  const open = !fails && check.status !== 'kept';
  return {
    name: `${subjectWords(check)} (${figure(check.metric, check.promised)} ${promiseWord(check)})`,
    failures: fails ? [{ message, type: check.status, text: '' }] : [],
    skipped: open ? message : null,
    output: check.status === 'kept' ? [`measured ${figure(check.metric, check.measured)}`] : [],
  };
}
