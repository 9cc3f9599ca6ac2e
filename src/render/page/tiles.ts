import type { Verdict } from '../../solver/candidate.ts';
import { accuracyFigure, durationOrNone, moneyOrUnknown, shownTime, toolsWords } from '../words.ts';
import type { AgentView, ShownArchitecture } from './agentView.ts';
import { basis } from './figures.ts';
import { type Html, markup } from './html.ts';

/** An architecture's figures at a glance, each with whether it keeps its limit and what it is today. */
export function tiles(view: AgentView, architecture: ShownArchitecture): Html {
  const { accuracy, tools, cost, meets } = architecture;
  const { today } = view;
  const time = shownTime(view);
  const timed = (['latency', 'ttft', 'progress'] as const).find((each) => meets[each]);
  return markup`<dl class="tiles">
    ${tile(`time, ${time.label}`, durationOrNone(time.of(architecture)), meets[timed ?? 'latency'], today && durationOrNone(time.of(today)))}
    ${tile('accuracy', markup`${accuracyFigure(accuracy)} ${basis(accuracy.basis)}`, meets.accuracy, today && accuracyFigure(today.accuracy))}
    ${tools.of === 0 ? null : tile('tools', toolsWords(tools), meets.tools, today && toolsWords(today.tools))}
    ${tile('cost a request', moneyOrUnknown(cost.perRequest), meets.cost, today && moneyOrUnknown(today.cost.perRequest))}
    ${cost.perMonth.launch === null ? null : tile('cost a month', moneyOrUnknown(cost.perMonth.launch), null, today && moneyOrUnknown(today.cost.perMonth.launch))}
  </dl>`;
}

function tile(
  name: string,
  value: Html | string,
  met: Verdict | null | undefined,
  today: string | null,
): Html {
  return markup`<div class="tile">
    <dt>${name}</dt>
    <dd>
      <span class="value">${value}</span>
      ${met === null || met === undefined ? null : kept(met)}
      ${today === null ? null : markup`<span class="was">today ${today}</span>`}
    </dd>
  </div>`;
}

const KEPT: Readonly<Record<Verdict, string>> = {
  yes: '✓ keeps the limit',
  no: '✗ misses the limit',
  unclear: '? may miss the limit',
};

function kept(met: Verdict): Html {
  return markup`<span class="kept ${met}">${KEPT[met]}</span>`;
}
