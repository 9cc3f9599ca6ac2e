import { backtestText } from '../render/solve/trustText.ts';
import { textTable } from '../render/text/textTable.ts';
import type { InferredStep } from '../spec/infer/inferAgent.ts';
import type { Backtest } from '../trust/backtest.ts';
import { formatDuration } from '../units/duration.ts';
import type { DraftedSpec } from './initDraft.ts';

/** Errors beyond this deserve a word. */
const CLOSE = 0.1;

/** Columns of the report. */
const WIDTH = 80;

/** What was inferred, and how well it reproduces what was measured, for people. */
export function initReport(draft: DraftedSpec, tested: Backtest | null): string {
  const fit = tested === null ? fitLines(draft) : [HEADING, backtestText(tested, WIDTH)];
  return `${[...workflowLines(draft), '', ...fit].join('\n')}\n`;
}

const HEADING = 'Reproduced with every step drawn independently, variants mixed as measured:';

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
    HEADING,
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
