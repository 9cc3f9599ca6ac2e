import { durationOrNone, feasibleWords, doubtWords, togetherWords } from '../words.ts';
import { missWords } from '../missWords.ts';
import { takenLimits } from '../whatItTakes.ts';
import type { AgentView } from './agentView.ts';
import { type Html, markup } from './html.ts';

/** The verdict in a sentence, with a sign that needs no colour. */
export function verdict(view: AgentView): Html {
  const fits = view.feasibleCount.value > 0;
  const doubt = doubtWords(view);
  return markup`<p class="verdict ${fits ? 'yes' : 'no'}">
    <span aria-hidden="true">${fits ? '✓' : '✗'}</span>
    <span>${verdictWords(view)}${doubt === '' ? '' : ` ${doubt}`}</span>
  </p>`;
}

/** The same as plain text, for what reads the page aloud. */
export function verdictWords(view: AgentView): string {
  if (view.feasibleCount.value > 0) return `${feasibleWords(view)}.`;
  return `Nothing gives you ${togetherWords(view.pickTwo.length)}.`;
}

/** Where nothing fits: what one limit would have to give, and what comes closest. */
export function whatItTakes(view: AgentView, alone: boolean): Html | null {
  if (view.feasibleCount.value > 0) return null;
  const limits = takenLimits(view, alone);
  const [closest] = view.nearMisses;
  return markup`<div class="takes">
    ${
      limits.length === 0
        ? null
        : markup`<h4>Any one of these is enough</h4>
            <ul>
              ${limits.map(({ corner, set }) => markup`<li>${corner}: <code>--set ${set}</code></li>`)}
            </ul>`
    }
    ${closest === undefined ? null : markup`<p>Closest to all of it: ${missWords(closest)} (${closest.name}, ${durationOrNone(closest.shown.ms)}, <code>${closest.id}</code>).</p>`}
  </div>`;
}
