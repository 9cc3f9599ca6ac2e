import type { Verdict } from '../../solver/candidate.ts';
import { accuracyFigure, launchCost, requestCost, shownTime, toolsWords } from '../words.ts';
import type { AgentView, ShownArchitecture } from './agentView.ts';
import { basis } from './figures.ts';
import { type Html, markup } from './html.ts';

/** An architecture's figures at a glance, each with whether it keeps its limit and what it is today. */
export function tiles(view: AgentView, architecture: ShownArchitecture): Html {
  const { accuracy, tools, meets } = architecture;
  const { today, limits } = view;
  const launch = launchCost(architecture, view);
  const byMonth = launch !== null && (limits.cost?.perMonth ?? null) !== null;
  const time = shownTime(view);
  const timed = (['latency', 'ttft', 'progress'] as const).find((each) => meets[each]);
  return markup`<dl class="tiles">
    ${tile(`time, ${time.label}`, time.words(architecture), meets[timed ?? 'latency'], today && time.words(today))}
    ${tile('accuracy', markup`${accuracyFigure(accuracy, view)} ${basis(accuracy.basis)}`, meets.accuracy, today && accuracyFigure(today.accuracy, view))}
    ${tools.of === 0 ? null : tile('tools', toolsWords(tools), meets.tools, today && toolsWords(today.tools))}
    ${tile('cost a request', requestCost(architecture, view), byMonth ? null : meets.cost, today && requestCost(today, view))}
    ${launch === null ? null : tile('cost a month', launch, byMonth ? meets.cost : null, today && (launchCost(today, view) ?? 'unknown'))}
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
