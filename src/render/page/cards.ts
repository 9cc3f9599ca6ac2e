import type { Corner } from '../../solver/candidate.ts';
import { CORNER_WORDS } from '../../solver/words/corners.ts';
import {
  accuracyFigure,
  durationOrNone,
  monthWords,
  moneyOrUnknown,
  shownTime,
  toolsWords,
} from '../words.ts';
import type { AgentView, ShownArchitecture } from './agentView.ts';
import { type Html, markup } from './html.ts';

/** One card for each limit that may give way, with what such an agent is good for. */
export function cards(view: AgentView): Html | null {
  if (view.pickTwo.length === 0) return null;
  const title =
    view.feasibleCount.value > 0
      ? 'What each limit could reach if the others hold'
      : 'Choose which limit gives way';
  return markup`<h3>${title}</h3>
    <ul class="cards">
      ${view.pickTwo.map((pair) => card(view, pair))}
    </ul>`;
}

function card(view: AgentView, pair: AgentView['pickTwo'][number]): Html {
  const { gives, architecture, price } = pair;
  const head = markup`<h4>${CORNER_WORDS[gives]} ${gives === 'tools' ? 'give' : 'gives'} way</h4>`;
  if (architecture === null)
    return markup`<li class="card none" data-gives="${gives}" data-id="">
      ${head}
      <p>${price}</p>
    </li>`;
  return markup`<li class="card" data-gives="${gives}" data-id="${architecture.id}">
    ${head}
    <p class="price">${price}</p>
    <p>${architecture.name}</p>
    ${figures(view, architecture)}
    <p class="good">Good for ${GOOD_FOR[gives]}.</p>
  </li>`;
}

/** What an agent is good for that gives one thing up to keep the others (docs/report.md). */
const GOOD_FOR: Readonly<Record<Corner, string>> = {
  latency: 'a wait that replaces twenty minutes of a person’s work',
  ttft: 'a reader who would rather have the whole answer than its first words',
  progress: 'work that nobody watches while it runs',
  accuracy: 'a user who can spot a wrong answer and retry',
  tools: 'a scoped workflow: a few things, done well',
  cost: 'few requests, each worth far more than it costs',
};

/** The figures of an architecture, named, with whether its accuracy was measured. */
export function figures(view: AgentView, architecture: ShownArchitecture): Html {
  const { accuracy, tools, cost, id } = architecture;
  const month = monthWords(architecture);
  const rows: (readonly [string, Html | string])[] = [
    [shownTime(view).label, durationOrNone(shownTime(view).of(architecture))],
    ['accuracy', markup`${accuracyFigure(accuracy)} ${basis(accuracy.basis)}`],
    ...(tools.of === 0 ? [] : [['tools', toolsWords(tools)] as const]),
    ['a request', moneyOrUnknown(cost.perRequest)],
    ...(month === '' ? [] : [['in all', month] as const]),
    ['id', markup`<code>${id}</code>`],
  ];
  return markup`<dl>
    ${rows.map(
      ([name, value]) =>
        markup`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/** Measured and predicted are told apart by a word and a sign, never by colour alone. */
export function basis(of: 'measured' | 'predicted' | 'unknown'): Html | null {
  if (of === 'unknown') return null;
  return markup`<span class="basis ${of}">${of === 'measured' ? '●' : '○'} ${of}</span>`;
}
