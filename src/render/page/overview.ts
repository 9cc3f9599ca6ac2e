import { accuracyFigure, requestCost, shownTime } from '../words.ts';
import { viewOfResult } from './agentView.ts';
import { type Html, markup } from './html.ts';
import type { PageAgent } from './pageInput.ts';
import { verdictWords } from './verdict.ts';

/** Every agent of a page in one line, as asked; nothing where there is one only. */
export function overview(agents: readonly PageAgent[]): Html | null {
  if (agents.length < 2) return null;
  const fit = agents.filter(({ result }) => result.feasibleCount.value > 0).length;
  return markup`<nav aria-label="Agents">
    <p class="lead">${fit} of ${agents.length} agents fit what was asked.</p>
    <ul class="overview">
      ${agents.map(({ result }, index) => entry(result, index))}
    </ul>
  </nav>`;
}

function entry(result: PageAgent['result'], index: number): Html {
  const view = viewOfResult(result);
  const fits = result.feasibleCount.value > 0;
  const { offered } = view;
  return markup`<li>
    <a href="#agent-${index + 1}">
      <span class="sign ${fits ? 'yes' : 'no'}" aria-hidden="true">${fits ? '✓' : '✗'}</span>
      <span class="who">${result.agent}</span>
      <span class="says">${verdictWords(view)}</span>
      ${
        offered === null
          ? null
          : markup`<span class="figures">offer: ${shownTime(view).words(offered)} at ${shownTime(view).label}, ${accuracyFigure(offered.accuracy, view)}, ${requestCost(offered, view)} a request</span>`
      }
    </a>
  </li>`;
}
