import type { Change } from '../solver/change.ts';
import { changeWords, type DiffReport, diffSummary } from './diffReport.ts';
import type { Paint } from './report.ts';
import { wrap } from './wrap.ts';

const WIDTH = 80;

/** Changes for the terminal: the verdict first, then by agent or component. */
export function renderDiffTerminal(report: DiffReport, paint: Paint): string {
  const title = wrap(`${report.before} → ${report.after}: ${diffSummary(report)}`, WIDTH);
  return [
    title,
    ...bySubject(report.changes, paint),
    ...(report.causes.length === 0
      ? []
      : ['What changed in the table:', ...bySubject(report.causes, paint)]),
  ].join('\n\n');
}

function bySubject(changes: readonly Change[], paint: Paint): string[] {
  const subjects = [...new Set(changes.map(({ subject }) => subject))];
  return subjects.map((subject) =>
    [
      paint.bold(subject),
      ...changes.filter((change) => change.subject === subject).map((each) => line(each, paint)),
    ].join('\n'),
  );
}

const MARKS = { worse: 'worse ', better: 'better', other: '      ' } as const;

function line(change: Change, paint: Paint): string {
  const mark = MARKS[change.direction];
  const colour = { worse: paint.bad, better: paint.good, other: paint.quiet }[change.direction];
  const noise = change.significant ? '' : ', within noise';
  const [first = '', ...more] = wrap(`${changeWords(change)}${noise}`, WIDTH - 10).split('\n');
  return [`  ${colour(mark)}  ${first}`, ...more.map((each) => `            ${each}`)].join('\n');
}
