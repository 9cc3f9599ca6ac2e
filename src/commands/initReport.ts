import { backtestText } from '../render/solve/trustText.ts';
import { textTable } from '../render/text/textTable.ts';
import { wrap } from '../render/text/wrap.ts';
import type { InferredStep } from '../spec/infer/inferAgent.ts';
import type { Backtest } from '../trust/backtest.ts';
import { formatDuration } from '../units/duration.ts';
import type { DraftedSpec } from './initDraft.ts';

/** Errors beyond this deserve a word. */
const CLOSE = 0.1;

/** What was inferred, and how well it reproduces what was measured, for people. */
export function initReport(draft: DraftedSpec, tested: Backtest | null, width: number): string {
  const fit =
    tested === null ? fitLines(draft, width) : [wrap(HEADING, width), backtestText(tested, width)];
  return `${[wrap(workflowLine(draft), width), '', ...fit].join('\n')}\n`;
}

const HEADING = 'Reproduced with every step drawn independently, variants mixed as measured:';

function workflowLine({ inferred }: DraftedSpec): string {
  const { before, tools, after } = inferred;
  const parts = [
    ...before.map(groupName),
    ...(tools.length === 0 ? [] : [`${tools.length} tool${tools.length === 1 ? '' : 's'}`]),
    ...after.map(groupName),
  ];
  return `workflow: ${parts.join(' → ')}`;
}

function groupName(group: readonly InferredStep[]): string {
  return group.map(({ step }) => step).join(' with ');
}

const FAR_OFF =
  'More than 10% off: steps of one request depend on one another (an effort chosen per request, hard questions that take long everywhere), or a step is missing.';

function fitLines({ reproduced }: DraftedSpec, width: number): string[] {
  if (reproduced === null)
    return [wrap('Whole requests were not measured: how well this fits is not known.', width)];
  const worst = Math.max(...reproduced.map(({ error }) => Math.abs(error)));
  return [
    wrap(HEADING, width),
    textTable(
      [
        { head: '' },
        { head: 'measured', align: 'decimal' },
        { head: 'composed', align: 'decimal' },
        { head: 'off by', align: 'right' },
      ],
      reproduced.map(({ p, measured, composed, error }) => [
        ` p${p * 100}`,
        formatDuration(measured),
        formatDuration(composed),
        signed(error),
      ]),
      width,
    ),
    ...(worst > CLOSE ? [wrap(FAR_OFF, width)] : []),
  ];
}

function signed(error: number): string {
  const percent = Math.round(error * 100);
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)}%`;
}
