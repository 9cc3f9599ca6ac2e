import { doubtWords, feasibleWords } from '../fittingWords.ts';
import { shownTime, togetherWords } from '../words.ts';
import { missWords } from '../missWords.ts';
import { askedWords } from './askedWords.ts';
import type { AgentView } from './agentView.ts';
import { type Html, markup } from './html.ts';

/** The verdict in a sentence, with a sign that needs no colour, and what was asked. */
export function verdict(view: AgentView): Html {
  const fits = view.feasibleCount.value > 0;
  const doubt = doubtWords(view);
  const tools = (view.today ?? view.offered)?.tools.of ?? 0;
  return markup`<div class="verdict ${fits ? 'yes' : 'no'}">
    <span class="sign" aria-hidden="true">${fits ? '✓' : '✗'}</span>
    <div>
      <p class="says">${verdictWords(view)}</p>
      <p class="wants">The limits: ${askedWords(view, tools) || 'no limits'}.</p>
      ${doubt === '' ? null : markup`<p class="doubt">${doubt}</p>`} ${fits ? null : closest(view)}
    </div>
  </div>`;
}

/** The sentence alone. */
export function verdictWords(view: AgentView): string {
  if (view.feasibleCount.value > 0) return `It fits: ${lowered(feasibleWords(view))}.`;
  return `Nothing gives you ${togetherWords(view.pickTwo.length)}.`;
}

/** As the rest of a sentence. */
function lowered(words: string): string {
  return `${words[0]?.toLowerCase() ?? ''}${words.slice(1)}`;
}

/** What misses least, and by how much. */
function closest(view: AgentView): Html | null {
  const [first] = view.nearMisses;
  return first === undefined
    ? null
    : markup`<p class="closest">
        The closest misses by ${missWords(first, view)}: ${shownTime(view).words(first)}${first.name === 'as today' ? ',' : ' with'}
        ${first.name} <code>${first.id}</code>.
      </p>`;
}
