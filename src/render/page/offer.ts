import { takenLimits } from '../whatItTakes.ts';
import type { AgentView } from './agentView.ts';
import { tiles } from './tiles.ts';
import { type Html, markup } from './html.ts';

/** What both sides could sign: its figures beside today's, the sentence, and how to ask the tool the same. */
export function offer(view: AgentView, alone: boolean, ask: string | null): Html {
  return markup`<div class="offer">
    <h3>Counterproposal</h3>
    <p class="lead">What can be promised, in a sentence that both sides can sign.</p>
    ${view.offered === null ? null : tiles(view, view.offered)}
    <blockquote>${view.proposal.statement}</blockquote>
    <p class="actions">
      <button type="button" class="copy">Copy the counterproposal</button>
      <button type="button" class="link">Copy a link to this view</button>
      <span class="copied" role="status"></span>
    </p>
    ${commands(view, alone, ask)}
  </div>`;
}

function commands(view: AgentView, alone: boolean, ask: string | null): Html | null {
  const limits = view.feasibleCount.value > 0 ? [] : takenLimits(view, alone);
  if (ask === null && limits.length === 0) return null;
  return markup`<details class="commands">
    <summary>The same on the command line</summary>
    ${ask === null ? null : markup`<p class="ask"><code>${ask}</code></p>`}
    ${
      limits.length === 0
        ? null
        : markup`<p>Any one of these is enough for something to fit:</p>
            <ul>
              ${limits.map(({ corner, set }) => markup`<li>${corner}: <code>--set ${set}</code></li>`)}
            </ul>`
    }
  </details>`;
}
