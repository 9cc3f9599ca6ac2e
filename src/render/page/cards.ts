import { CORNER_WORDS } from '../../solver/words/corners.ts';
import type { AgentView } from './agentView.ts';
import { cornerFigure, GETS_MOST, GIVES_UP, GOOD_FOR } from './cornerWords.ts';
import { figures } from './figures.ts';
import { type Html, markup } from './html.ts';

/** One card for each limit that may give way, with what such an agent is good for. */
export function cards(view: AgentView): Html | null {
  if (view.pickTwo.length === 0) return null;
  const fits = view.feasibleCount.value > 0;
  return markup`<h3>${fits ? 'How far each limit could go' : 'Choose which limit gives way'}</h3>
    <p class="lead">
      ${
        fits
          ? 'Each card is the best that one thing can be while all the other limits hold.'
          : 'Each card keeps all your limits but one, and shows how far that one has to give.'
      }
    </p>
    <ul class="cards">
      ${view.pickTwo.map((pair) => card(view, pair, fits))}
    </ul>`;
}

function card(view: AgentView, pair: AgentView['pickTwo'][number], fits: boolean): Html {
  const { gives, architecture, price } = pair;
  const head = markup`<h4>
    ${(fits ? GETS_MOST : GIVES_UP)[gives]}
    ${fits ? null : markup`<small>${CORNER_WORDS[gives]} ${gives === 'tools' ? 'give' : 'gives'} way</small>`}
  </h4>`;
  if (architecture === null)
    return markup`<li class="card none" data-gives="${gives}" data-id="">
      ${head}
      <p class="price">${price}</p>
    </li>`;
  return markup`<li class="card" data-gives="${gives}" data-id="${architecture.id}">
    ${head}
    <p class="big">${cornerFigure(view, architecture, gives)}</p>
    <p class="price">${price}</p>
    ${figures(view, architecture, gives)}
    ${fits ? null : markup`<p class="good">Good for ${GOOD_FOR[gives]}.</p>`}
    <p class="how">
      <span>How:</span> ${architecture.name} <code>${architecture.id}</code>
    </p>
    ${fits ? null : markup`<button type="button" class="try" data-try="${gives}" hidden></button>`}
  </li>`;
}
