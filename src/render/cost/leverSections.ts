import type { AgentCost } from '../../solver/costing/agentCost.ts';
import type { CachingAt, CachingLine } from '../../solver/costing/cachingLines.ts';
import { formatCount } from '../../units/count.ts';
import { formatDuration } from '../../units/duration.ts';
import { formatMoney } from '../../units/money.ts';
import { formatShare } from '../../units/share.ts';
import type { Section } from './section.ts';

/** What caching and batches save here: each in a line of its own. */
export function leverSections(agent: AgentCost): Section[] {
  const silent = agent.caching.filter(({ why, inUse }) => inUse && why === 'no prefix');
  const told = agent.caching.filter(({ why, inUse }) =>
    inUse ? why !== 'no prefix' : why === null,
  );
  const lines = [
    ...told.map(cachingWords),
    ...(silent.length === 0 ? [] : [silentWords(silent)]),
    ...batchWords(agent),
  ];
  return lines.length === 0 ? [] : [{ title: 'Levers:', sentences: lines }];
}

function silentWords(lines: readonly CachingLine[]): string {
  const steps = lines.map(({ step }) => step).join(', ');
  return `Caching, ${steps}: unknown, since the table states no tokens that repeat (prefix, history).`;
}

const WHY: Readonly<Record<NonNullable<CachingLine['why']>, (line: CachingLine) => string>> = {
  'no prefix': () => 'nothing repeats',
  'below the minimum': ({ minimum }) =>
    `cache inert: prompt below the minimum of ${formatCount(minimum ?? 0)} tokens`,
  'no cache': () => 'its provider has no prompt cache',
  dearer: () => 'would cost more than it saves: too few calls reuse what they write',
};

function cachingWords(line: CachingLine): string {
  const name = `Caching, ${line.step} ${line.variant}`;
  if (line.why !== null) {
    const later =
      line.month12 === null || line.month12.policy === 'none'
        ? ''
        : `; in month 12, ${savingWords(line.month12)}`;
    return `${name}: ${WHY[line.why](line)}${later}.`;
  }
  const later = line.month12 === null ? '' : `; in month 12, ${savingWords(line.month12)}`;
  const applied = line.applied
    ? ' (priced in)'
    : line.inUse
      ? ' (priced in with caching: on)'
      : ' (if it were chosen)';
  return `${name}: ${savingWords(line.launch)}${hitWords(line.launch)}${later}${applied}.`;
}

/** `1 h saves $12.30 of $45.00 a month (27%)`. */
function savingWords({ policy, without, with: kept }: CachingAt): string {
  if (without === null || kept === null) return 'saves an unknown amount';
  const share = without > 0 ? ` (${formatShare((without - kept) / without, 0)})` : '';
  return `${policy} saves ${formatMoney(without - kept)} of ${formatMoney(without)} a month${share}`;
}

function hitWords({ hits }: CachingAt): string {
  if (hits === null) return '';
  const all = formatShare(hits.all, 0);
  const first = formatShare(hits.first, 0);
  const which =
    hits.first === hits.all ? `${all} of calls` : `${first} of first calls, ${all} of all`;
  return `, the prefix being warm at ${which}`;
}

function batchWords({ batch }: AgentCost): string[] {
  if (batch === null) return [];
  const { without, with: batched, promised, typical, deadline, steps } = batch;
  const saved =
    without === null || batched === null
      ? 'saves an unknown amount'
      : `saves ${formatMoney(without - batched)} of ${formatMoney(without)} a month`;
  const time = typical === null ? '' : `, typically done in ${formatDuration(typical)}`;
  const kept =
    promised <= deadline
      ? `promised within ${formatDuration(promised)}`
      : `but promised only within ${formatDuration(promised)}, and ${formatDuration(deadline)} are wanted`;
  return [`Batch, ${steps.join(', ')}: ${saved}${time}, ${kept}.`];
}
