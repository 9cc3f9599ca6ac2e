import type { AgentView } from './agentView.ts';
import { cards } from './cards.ts';
import { type Html, markup } from './html.ts';
import { verdict, whatItTakes } from './verdict.ts';
import { limitWords } from '../words.ts';

/** The part of an agent's section that follows the sliders. */
export interface Live {
  readonly verdict: Html;
  readonly rest: Html;
}

export function live(view: AgentView, alone: boolean, ask: string | null): Live {
  const tools = (view.today ?? view.feasible[0] ?? view.pickTwo[0]?.architecture)?.tools.of ?? 0;
  return {
    verdict: markup`<p class="wants">Wanted: ${limitWords(view, tools) || 'no limits'}.</p>
      ${verdict(view)}`,
    rest: markup`${cards(view)} ${whatItTakes(view, alone)}
      <div class="offer">
        <h3>Counterproposal</h3>
        <blockquote>${view.proposal.statement}</blockquote>
        <p>
          <button type="button" class="copy">Copy the counterproposal</button>
          <span class="copied" role="status"></span>
        </p>
        ${ask === null ? null : markup`<p class="ask">The same from the command line: <code>${ask}</code></p>`}
      </div>`,
  };
}
