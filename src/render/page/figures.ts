import type { Corner } from '../../solver/candidate.ts';
import { accuracyFigure, monthWords, requestCost, shownTime, toolsWords } from '../words.ts';
import type { AgentView, ShownArchitecture } from './agentView.ts';
import { type Html, markup } from './html.ts';

/**
 * The figures of an architecture, named, with whether its accuracy was measured.
 *
 * @param said what was said of it already: its time or its tools are then left out
 */
export function figures(view: AgentView, architecture: ShownArchitecture, said: Corner): Html {
  const { accuracy, tools } = architecture;
  const month = monthWords(architecture, view);
  const rows: (readonly [string, Html | string])[] = [
    ...(isTime(said)
      ? []
      : [[shownTime(view).label, shownTime(view).words(architecture)] as const]),
    ['accuracy', markup`${accuracyFigure(accuracy, view)} ${basis(accuracy.basis)}`],
    ...(tools.of === 0 || said === 'tools' ? [] : [['tools', toolsWords(tools)] as const]),
    ['a request', requestCost(architecture, view)],
    ...(month === '' ? [] : [['in all', month] as const]),
  ];
  return markup`<dl class="figures">
    ${rows.map(
      ([name, value]) =>
        markup`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function isTime(corner: Corner): boolean {
  return corner === 'latency' || corner === 'ttft' || corner === 'progress';
}

/** Measured and predicted are told apart by a word and a sign, never by colour alone. */
export function basis(of: 'measured' | 'predicted' | 'unknown'): Html | null {
  if (of === 'unknown') return null;
  return markup`<span class="basis ${of}"
    ><span aria-hidden="true">${of === 'measured' ? '●' : '○'}</span> ${of}</span
  >`;
}
