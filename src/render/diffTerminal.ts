import type { Change } from '../solver/change.ts';
import { changeWords, type DiffReport, diffSummary } from './diffReport.ts';
import type { Screen } from './report.ts';
import { wrap } from './text/wrap.ts';

/** Changes for the terminal: the verdict first, then by agent or component. */
export function renderDiffTerminal(report: DiffReport, screen: Screen): string {
  const title = wrap(`${report.before} → ${report.after}: ${diffSummary(report)}`, screen.width);
  return [
    title,
    ...bySubject(report.changes, screen),
    ...(report.causes.length === 0
      ? []
      : ['What changed in the table:', ...bySubject(report.causes, screen)]),
  ].join('\n\n');
}

function bySubject(changes: readonly Change[], screen: Screen): string[] {
  const subjects = [...new Set(changes.map(({ subject }) => subject))];
  return subjects.map((subject) =>
    [
      screen.paint.bold(subject),
      ...changes.filter((change) => change.subject === subject).map((each) => line(each, screen)),
    ].join('\n'),
  );
}

const MARKS = { worse: 'worse ', better: 'better', other: '      ' } as const;

function line(change: Change, { paint, width }: Screen): string {
  const mark = MARKS[change.direction];
  const colour = { worse: paint.bad, better: paint.good, other: paint.quiet }[change.direction];
  const noise = change.significant ? '' : ', within noise';
  const [first = '', ...more] = wrap(`${changeWords(change)}${noise}`, width - 12).split('\n');
  return [`  ${colour(mark)}  ${first}`, ...more.map((each) => `            ${each}`)].join('\n');
}
