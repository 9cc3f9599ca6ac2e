import type { GradeResult } from '../evals/grade.ts';
import type { Misfit } from '../evals/misfits.ts';
import { wilson } from '../accuracy/wilson.ts';
import type { Diagnostic, Range } from '../yaml/diagnostic.ts';
import type { GradedFile } from './gradedFiles.ts';

/** What is wrong or worth knowing about results: errors stop the writing, the rest is said. */
export function gradeFindings(
  files: readonly GradedFile[],
  graded: GradeResult,
  evalName: string,
  table: string,
): Diagnostic[] {
  return [
    ...files.flatMap((file) => aboutFile(file)),
    ...graded.misfits.map((misfit) => misfitFinding(misfit, null, '')),
    ...contradictions(graded),
    ...nothingGraded(files, graded),
    ...few(graded),
    ...zeroCosts(graded),
    ...guesses(graded, evalName, table),
    ...pooled(graded, table),
  ];
}

function aboutFile({ counts, misfits, doubts, text, failure }: GradedFile): Diagnostic[] {
  if (failure !== null) return [finding('unreadable-file', 'error', failure, counts.file)];
  const reasons = new Map<string, { count: number; at: string }>();
  for (const { reason, at } of counts.rejected) {
    const known = reasons.get(reason);
    reasons.set(reason, { count: (known?.count ?? 0) + 1, at: known?.at ?? at });
  }
  return [
    ...misfits.map((misfit) => misfitFinding(misfit, counts.file, text)),
    ...doubts.map(({ code, severity, message, help, word, line }) => ({
      code,
      severity,
      message,
      file: counts.file,
      range: line === null ? null : rangeOf(text, line, word),
      help,
    })),
    // Names that mean nothing are why entries say nothing: one finding is enough.
    ...[...(misfits.length > 0 ? [] : reasons)].map(([reason, { count, at }]) =>
      finding(
        'wrong-value',
        counts.accepted + counts.failures === 0 ? 'error' : 'warning',
        `${count} of ${counts.entries} entries left out: ${reason} (first: ${at})`,
        counts.file,
      ),
    ),
  ];
}

function misfitFinding(
  { code = 'unknown-name', message, help, word, line }: Misfit,
  file: string | null,
  text: string,
): Diagnostic {
  return {
    code,
    severity: 'error',
    message,
    file,
    range: line === null ? null : rangeOf(text, line, word),
    help,
  };
}

/** Where a word stands in a line of a text. */
function rangeOf(text: string, line: number, word: string): Range | null {
  const content = text.replace(/^\uFEFF/u, '').split(/\r?\n/u)[line - 1];
  if (content === undefined) return null;
  const at = Math.max(0, content.indexOf(word));
  return { line, column: at + 1, endLine: line, endColumn: at + 1 + Math.max(1, word.length) };
}

/** Contradictions shown; the rest is counted. */
const SHOWN = 3;

function contradictions({ joined }: GradeResult): Diagnostic[] {
  const { contradictions: all } = joined;
  const shown = all
    .slice(0, SHOWN)
    .map(({ first, second }) =>
      finding(
        'graded-twice',
        'error',
        `item "${first.item}"${first.trial === null ? '' : `, trial ${first.trial},`} was graded twice: ${first.score} in ${first.at}, ${second.score} in ${second.at}`,
        null,
        'name the runs in a column (trial), or say which one counts: --keep last or --keep first',
      ),
    );
  return all.length <= SHOWN
    ? shown
    : [
        ...shown,
        finding('graded-twice', 'error', `and ${all.length - SHOWN} more items graded twice`, null),
      ];
}

function nothingGraded(files: readonly GradedFile[], { tallies }: GradeResult): Diagnostic[] {
  if (
    tallies.length > 0 ||
    files.some(({ failure, misfits }) => failure !== null || misfits.length > 0)
  )
    return [];
  const failures = files.reduce((sum, { counts }) => sum + counts.failures, 0);
  const message =
    failures > 0
      ? `not one item was answered: all ${failures} are infrastructure failures`
      : 'there is not one graded item in these results';
  return [finding('no-accuracy', 'error', message, null, 'the table is as it was')];
}

/** Half the width of an interval above which a figure says little. */
const TOO_WIDE = 0.1;

function few({ tallies }: GradeResult): Diagnostic[] {
  const wide = tallies.flatMap(({ architecture, passed }) => {
    const counts = [...passed.values()].reduce((sum, each) => ({
      passed: sum.passed + each.passed,
      total: sum.total + each.total,
    }));
    const { low, high } = wilson(counts);
    return high - low <= 2 * TOO_WIDE ? [] : [{ name: nameOf(architecture), low, high, ...counts }];
  });
  const shown = wide
    .slice(0, SHOWN)
    .map(({ name, passed, total, low, high }) =>
      finding(
        'few-items',
        'warning',
        `${name}: ${percent(passed / total)} of ${total} ${total === 1 ? 'item' : 'items'} says little: anything from ${percent(low)} to ${percent(high)} is likely`,
        null,
      ),
    );
  const more = wide.length - shown.length;
  return more === 0
    ? shown
    : [...shown, finding('few-items', 'warning', `and ${more} more with as few items`, null)];
}

function nameOf(architecture: Readonly<Record<string, string>>): string {
  const choices = Object.entries(architecture).map(([name, value]) => `${name} ${value}`);
  return choices.join(', ') || 'the baseline';
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function zeroCosts({ tallies }: GradeResult): Diagnostic[] {
  const count = tallies.filter(({ onlyZeroCosts }) => onlyZeroCosts).length;
  if (count === 0) return [];
  const which = count === 1 ? 'one architecture' : `${count} architectures`;
  return [
    finding(
      'unknown-price',
      'note',
      `every cost of ${which} is 0: taken as not recorded, not as free`,
      null,
    ),
  ];
}

function guesses({ isNew, edit }: GradeResult, evalName: string, table: string): Diagnostic[] {
  if (!isNew || edit.added.length === 0) return [];
  const tasks =
    edit.tasks === null
      ? ''
      : '; the shares of its tasks are those of the items, not of your traffic';
  const isUnnamed = edit.baseline.architecture === '{}';
  const baseline = isUnnamed
    ? 'what the table lists first, since the results name no component'
    : edit.baseline.architecture;
  return [
    finding(
      'assumed-default',
      'note',
      `the eval ${evalName} is new: its baseline is ${baseline}${tasks}`,
      table,
      isUnnamed
        ? 'what ran in all of them: --choice COMPONENT=VARIANT'
        : 'another baseline: --baseline COMPONENT=VARIANT, or edit the table',
    ),
  ];
}

function pooled({ byHand }: GradeResult, table: string): Diagnostic[] {
  return byHand.map(({ architecture }) =>
    finding(
      'duplicate-name',
      'warning',
      `there is a row for ${JSON.stringify(architecture).replaceAll('"', '')} already, written by hand: both count, pooled`,
      table,
      'delete it if it counts the same items',
    ),
  );
}

function finding(
  code: Diagnostic['code'],
  severity: Diagnostic['severity'],
  message: string,
  file: string | null,
  help: string | null = null,
): Diagnostic {
  return { code, severity, message, file, range: null, help };
}
