import type { AccuracyBlame, EvidenceThen } from '../../solver/basis/blameForAccuracy.ts';
import type { Evidence } from '../../solver/basis/evidence.ts';
import type { Candidate } from '../../solver/candidate.ts';
import { listed } from '../../units/listed.ts';
import { formatCount } from '../../units/count.ts';
import { formatPoints } from '../../units/points.ts';
import { formatShare } from '../../units/share.ts';
import { accuracyRange } from './accuracyRange.ts';
import type { Checked } from './checked.ts';

interface About {
  readonly evidence: Evidence;
  readonly before: EvidenceThen;
  readonly candidate: Candidate;
  readonly checked: Pick<Checked, 'tableSource'>;
}

/** `refunds, which fell from 75% to 70% in the eval row at table.yaml:31 (n = 2000)`. */
export function accuracyCulprit(blame: AccuracyBlame, about: About): string {
  const { evidence, candidate } = about;
  switch (blame.kind) {
    case 'eval':
      return `it is judged by the eval ${blame.now} instead of ${blame.before}`;
    case 'unmeasured':
      return `no row of the eval ${evidence.eval} measures these choices any more, so it is predicted${accuracyRange(candidate.accuracy)}`;
    case 'measured':
      return `it was predicted then, and ${rowsAt(about)} now ${isAre(about)} measured it${accuracyRange(candidate.accuracy)}`;
    case 'rows':
      return `${rowsAt(about)} now ${isAre(about)} ${counted(blame.tasks, about)}`;
    case 'baseline':
      return `the baseline of the eval ${evidence.eval}, which went from ${percent(blame.before)} to ${percent(blame.now)}`;
    case 'effect':
      return `the effect of ${blame.name}${valueOf(blame.name, candidate)}, which went from ${formatPoints(blame.before)} to ${formatPoints(blame.now)}`;
  }
}

/** By task where there are tasks: those that fell most. */
function counted(
  tasks: Extract<AccuracyBlame, { readonly kind: 'rows' }>['tasks'],
  { evidence: { n }, before, candidate }: About,
): string {
  if (tasks.length === 0) {
    const { value } = candidate.accuracy;
    if (n === null || value === null) return 'another count';
    const then =
      before.n === null || before.n === n ? '' : ` (${formatCount(before.n)} items then)`;
    return `${formatCount(Math.round(n * value))} of ${formatCount(n)} right${then}`;
  }
  const fallen = tasks
    .slice(0, 2)
    .map(({ name, before: was, now }) => `${name} at ${percent(now)} instead of ${percent(was)}`);
  return listed(fallen);
}

/** `the eval row at table.yaml:31`: the reader wants to look at it. */
function rowsAt({ evidence, checked: { tableSource } }: About): string {
  const lines = evidence.rows.flatMap((row) => {
    const range = tableSource.rangeOf(['evals', evidence.eval, 'rows', row], 'value');
    return range === null ? [] : [`${tableSource.file}:${range.line}`];
  });
  if (lines.length === 0) return `the eval ${evidence.eval}`;
  return `${lines.length === 1 ? 'the eval row' : 'the eval rows'} at ${listed(lines)}`;
}

function isAre({ evidence }: About): string {
  return evidence.rows.length > 1 ? 'have' : 'has';
}

function valueOf(key: string, { choices }: Candidate): string {
  const value = choices.values.get(key);
  return value === undefined || value === 'on' ? '' : `: ${value}`;
}

function percent(share: number): string {
  return formatShare(share, 1);
}
