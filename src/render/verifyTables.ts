import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import type { Column } from './text/textTable.ts';
import { causeWords, unnamedWords } from './verifyCauses.ts';
import type { VerifiedAgent } from './verifyReport.ts';
import {
  censoredWords,
  effectWords,
  figure,
  intervalWords,
  mismatchWords,
  namesWords,
  powerWords,
  promiseWord,
  sentence,
  statusWords,
  subjectWords,
} from './verifyWords.ts';

/** A table before it is given a form. */
export interface VerifyTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** Sentences for what differs, failed, or is still open; empty where all is as signed. */
export function reasonsOf(agent: VerifiedAgent): string[] {
  const open = agent.checks.filter(
    ({ status, signed }) => status === 'worse' || (signed && status !== 'kept'),
  );
  return [
    ...agent.mismatches.map(mismatchWords),
    ...[namesWords(agent)].flatMap((text) => text ?? []),
    ...open.flatMap((check) => sentence(check) ?? []),
  ];
}

/** Promised beside measured: of what was signed, or of what that rests on. */
export function figuresTable(checks: VerifiedAgent['checks'], signed: boolean): VerifyTable {
  return {
    columns: [
      { head: signed ? 'signed' : 'what that rests on' },
      { head: promiseWord({ signed }), align: 'decimal' },
      { head: 'measured', align: 'decimal' },
      { head: '90%', optional: 1 },
      { head: 'n', align: 'right', optional: 2 },
      { head: '' },
    ],
    rows: checks.map((check) => [
      subjectWords(check),
      figure(check.metric, check.promised),
      figure(check.metric, check.measured),
      intervalWords(check),
      formatCount(check.n),
      statusWords(check),
    ]),
  };
}

/** Components whose times moved since the table was measured; null where none did. */
export function driftTable({ drift }: VerifiedAgent): VerifyTable | null {
  if (drift.length === 0) return null;
  return {
    columns: [
      { head: 'component' },
      { head: 'p50 then', align: 'decimal' },
      { head: 'now', align: 'decimal' },
      { head: 'p95 then', align: 'decimal' },
      { head: 'now', align: 'decimal' },
      { head: 'p95 end to end', align: 'right' },
    ],
    rows: drift.map((each) => [
      each.variant === 'on' ? each.component : `${each.component} ${each.variant}`,
      formatDuration(each.p50.table),
      formatDuration(each.p50.traced),
      formatDuration(each.p95.table),
      formatDuration(each.p95.traced),
      effectWords(each),
    ]),
  };
}

/** Why it is slower, and what the verdict cannot tell, in sentences. */
export function remarksOf(agent: VerifiedAgent): string[] {
  const accuracy = agent.checks.find(({ metric }) => metric === 'accuracy');
  return [
    causeWords(agent.causes),
    unnamedWords(agent),
    censoredWords(agent),
    agent.outcome === 'kept' ? powerWords(agent.checks) : null,
    accuracy?.status === 'unknown'
      ? 'Accuracy was not checked: give new eval results with --evals.'
      : null,
  ].flatMap((text) => text ?? []);
}
