import { textTable } from '../render/text/textTable.ts';
import type { InferredStep } from '../spec/infer/inferAgent.ts';
import { formatDuration } from '../units/duration.ts';
import type { DraftedSpec } from './initDraft.ts';

/** Errors beyond this deserve a word. */
const CLOSE = 0.1;

/** What was inferred, and how well it reproduces what was measured, for people. */
export function initReport(draft: DraftedSpec): string {
  return `${[...workflowLines(draft), '', ...fitLines(draft)].join('\n')}\n`;
}

function workflowLines({ inferred }: DraftedSpec): string[] {
  const { before, tools, after } = inferred;
  const parts = [
    ...before.map(groupName),
    ...(tools.length === 0 ? [] : [`${tools.length} tool${tools.length === 1 ? '' : 's'}`]),
    ...after.map(groupName),
  ];
  return [`workflow: ${parts.join(' → ')}`];
}

function groupName(group: readonly InferredStep[]): string {
  return group.map(({ step }) => step).join(' with ');
}

function fitLines({ reproduced }: DraftedSpec): string[] {
  if (reproduced === null)
    return ['Whole requests were not measured: how well this fits is not known.'];
  const worst = Math.max(...reproduced.map(({ error }) => Math.abs(error)));
  return [
    'Reproduced with every step drawn independently, variants mixed as measured:',
    textTable(
      [
        { head: '' },
        { head: 'measured', align: 'right' },
        { head: 'composed', align: 'right' },
        { head: 'off by', align: 'right' },
      ],
      reproduced.map(({ p, measured, composed, error }) => [
        ` p${p * 100}`,
        formatDuration(measured),
        formatDuration(composed),
        signed(error),
      ]),
    ),
    ...(worst > CLOSE
      ? [
          'More than 10% off: steps of one request depend on one another (an effort chosen',
          'per request, hard questions that take long everywhere), or a step is missing.',
        ]
      : []),
  ];
}

function signed(error: number): string {
  const percent = Math.round(error * 100);
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)}%`;
}
