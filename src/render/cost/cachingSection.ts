import type { AgentCost } from '../../solver/costing/agentCost.ts';
import type { CachingAt, CachingLine } from '../../solver/costing/cachingLines.ts';
import { formatCount } from '../../units/count.ts';
import { formatMoney } from '../../units/money.ts';
import { formatShare } from '../../units/share.ts';
import type { Section } from './section.ts';

/** What the provider's prompt cache saves: a line for every call that it would make cheaper, reasons for the others. */
export function cachingSection({ caching }: AgentCost): Section[] {
  const saving = caching.filter(({ launch, month12 }) => saves(launch) || saves(month12));
  const silent = caching.filter(({ inUse, why }) => inUse && why === 'no prefix');
  const idle = caching.filter(({ inUse, why }) => inUse && why !== null && why !== 'no prefix');
  const reasons = [
    ...idle.map((line) => `${line.step} ${line.variant}: ${WHY[line.why ?? 'no cache'](line)}.`),
    ...(silent.length === 0 ? [] : [unknownWords(silent)]),
  ];
  if (saving.length === 0 && reasons.length === 0) return [];
  const title = 'What a prompt cache saves:';
  if (saving.length === 0) return [{ title, sentences: reasons }];
  return [{ title, table: tableOf(saving), remarks: [...pricedWords(saving), ...reasons] }];
}

function saves(at: CachingAt | null): at is CachingAt {
  return at !== null && at.policy !== 'none';
}

function tableOf(lines: readonly CachingLine[]): NonNullable<Section['table']> {
  return {
    columns: [
      { head: 'calls of' },
      { head: 'for', breaksTo: 12 },
      { head: 'saves a month', align: 'right' },
      { head: 'in month 12', align: 'right', optional: 2 },
      { head: 'hits', align: 'right', optional: 1 },
    ],
    rows: lines.map(({ step, variant, inUse, launch, month12 }) => [
      `${step}: ${variant}${inUse ? ' ◀' : ''}`,
      saves(launch) ? launch.policy : (month12?.policy ?? ''),
      savingWords(launch),
      savingWords(month12),
      launch.hits === null ? '–' : formatShare(launch.hits.all, 0),
    ]),
  };
}

/** `$12.30 of $45.00 (27%)`. */
function savingWords(at: CachingAt | null): string {
  if (!saves(at)) return '–';
  const { without, with: kept } = at;
  if (without === null || kept === null) return 'unknown';
  const share = without > 0 ? ` (${formatShare((without - kept) / without, 0)})` : '';
  return `${formatMoney(without - kept)} of ${formatMoney(without)}${share}`;
}

/** Whether the figures above hold these savings already. */
function pricedWords(lines: readonly CachingLine[]): string[] {
  const used = lines.filter(({ inUse }) => inUse);
  if (lines.some(({ applied }) => applied)) return ['These savings are priced in above.'];
  return used.length === 0
    ? ['None of these is looked at above: each would save this if it were chosen.']
    : ['◀ is looked at, without its savings: caching: on in the spec prices them in.'];
}

const WHY: Readonly<Record<NonNullable<CachingLine['why']>, (line: CachingLine) => string>> = {
  'no prefix': () => 'nothing repeats',
  'below the minimum': ({ minimum }) =>
    `nothing is cached, the prompt is below the ${formatCount(minimum ?? 0)} tokens that its provider asks for`,
  'no cache': () => 'its provider has no prompt cache',
  dearer: () => 'a cache would cost more than it saves, too few calls reuse what they write',
};

function unknownWords(lines: readonly CachingLine[]): string {
  const steps = lines.map(({ step }) => step).join(', ');
  return `${steps}: unknown, the table states no tokens that repeat (prefix, history).`;
}
