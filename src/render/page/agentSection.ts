import { attackFirst } from '../attackFirst.ts';
import { exchangeWords } from '../cliffDrop.ts';
import { investmentsText } from '../investments.ts';
import { measuredWords } from '../measuredWords.ts';
import { nextWords, taskCliffWords } from '../measureNext.ts';
import { firstOutputWords, shortSet } from '../whatItTakes.ts';
import { searchedWords } from '../fittingWords.ts';
import type { AgentView } from './agentView.ts';
import { viewOfResult } from './agentView.ts';
import { chart } from './chart/chart.ts';
import { chartFrame } from './chart/chartFrame.ts';
import { costs } from './costs/costs.ts';
import type { PageCosts } from './costs/pageCosts.ts';
import { folded } from './folded.ts';
import { type Html, markup } from './html.ts';
import type { PageAgent, PageInput } from './pageInput.ts';
import { part, type PartsContext } from './parts.ts';

/** Everything about one agent: the verdict, what moves it and what it would take; then what is behind it. */
export function agentSection(input: PageInput, agent: PageAgent, index: number): Html {
  const { result, whatIf, explained } = agent;
  const id = `agent-${index + 1}`;
  const { spec } = input;
  const view = viewOfResult(result);
  const alone = input.agents.length === 1;
  const ask = spec === null ? null : `budget solve ${spec}`;
  const context: PartsContext = { alone, ask, spec, explained, waits: input.waits };
  const folds = foldsOf(agent, view, context).map(({ body, ...fold }) =>
    body === null ? null : folded({ ...fold, body, open: alone }),
  );
  const name = markup`<h2 id="${id}-name">${result.agent}</h2>`;
  const body = markup`${part('verdict', view, context)}
    <div class="unseen" role="status">${part('aloud', view, context)}</div>
    <div class="bench">
      <div class="controls">
        ${whatIf === null ? markup`<p class="hint">Made from a saved result: <code>budget report</code> with the spec adds sliders.</p>` : null}
      </div>
      ${picture(view, agent, id, context)}
    </div>
    ${part('cards', view, context)} ${part('offer', view, context)}
    <h3>Behind the figures</h3>
    ${folds}
    <p class="searched">${[...measuredWords(result), `${searchedWords(result)}.`].join(' ')}</p>`;
  const isFolded = input.agents.length > MOST_OPEN;
  return markup`<section class="agent" id="${id}" data-agent="${index}" aria-labelledby="${id}-name">
    ${isFolded ? markup`<details class="fold whole"><summary>${name}</summary>${body}</details>` : markup`${name} ${body}`}
  </section>`;
}

/** Of more agents than this a page shows the list, and each when it is asked for. */
const MOST_OPEN = 6;

interface Fold {
  readonly title: string;
  readonly lead: string;
  readonly body: Html | null;
  readonly follows: boolean;
}

/** What is behind the figures, the most asked about first; what has nothing to say has no body. */
function foldsOf(agent: PageAgent, view: AgentView, context: PartsContext): Fold[] {
  const { result, explained, costs: all } = agent;
  const following = (title: string, name: string, lead: string, has = true): Fold => ({
    title,
    lead,
    follows: true,
    body: has ? part(name, view, context) : null,
  });
  const still = (title: string, lead: string, body: Html | null): Fold => ({
    title,
    lead,
    body,
    follows: false,
  });
  return [
    following('Where the time goes', 'waterfall', WATERFALL, explained.length > 0),
    following('Task by task', 'tasks', taskCliffWords(result).join(' '), hasTasks(result)),
    still('Cost per model and host', all === null ? '' : costLead(all), all && costSection(all)),
    following('How long the wait feels', 'waits', WAITS, view.limits.deadline === null),
    following('What time buys, as a table', 'cliff', timeLead(result)),
    still('First words instead of the whole answer', '', firstOutput(agent, context.alone)),
    still('What to measure next', NEXT, next(agent)),
    still('What could be built', '', investments(agent)),
  ];
}

const WATERFALL =
  'What each part adds among the requests around that percentile. A bar starts where the ones above it end; what runs beside something slower adds nothing.';
const WAITS = 'Where the time falls between thresholds that were found for people.';
const NEXT = 'The evals that would tell most about this decision.';

function picture(view: AgentView, { result }: PageAgent, id: string, context: PartsContext): Html {
  const frame = chartFrame(view, result.frontier);
  if (frame === null) return markup`<figure>${part('chart-words', view, context)}</figure>`;
  return markup`<figure>
    <div class="picture">${chart(frame, view, result.frontier, `${id}-chart`)}</div>
    <p class="key">
      <span>● measured on your evals</span> <span>○ predicted</span>
      <span>┃ 90% sure</span> <span>◆ today</span> <span>◎ the offer</span>
      <span>▨ within the limits</span>
    </p>
    <figcaption id="${id}-chart" aria-live="off">${part('chart-words', view, context)}</figcaption>
  </figure>`;
}

function timeLead(result: PageAgent['result']): string {
  return [exchangeWords(result), attackFirst(result, false)]
    .filter((words) => words !== '')
    .join(' ');
}

function hasTasks({ cliff, frontier }: PageAgent['result']): boolean {
  const known = [...cliff.map(({ architecture }) => architecture), ...frontier];
  return known.some(({ accuracy }) => Object.keys(accuracy.tasks).length > 0);
}

function costLead({ base }: PageCosts): string {
  return `Everything else ${base === 'as today' ? base : `as in: ${base}`}. The column “fits” follows the sliders above; the months follow the slider here.`;
}

function costSection(all: PageCosts): Html {
  const at = { volume: all.launch, fitOf: (way: PageCosts['ways'][number]) => way };
  return markup`<div class="volumes"></div>
    <div data-part="costs">${costs(all, at)}</div>`;
}

function firstOutput({ result }: PageAgent, alone: boolean): Html | null {
  const words = firstOutputWords(result);
  if (words === null) return null;
  const sets = words.set?.map((set) => `--set ${shortSet(set, result, alone)}`).join(' ');
  return markup`<p>
    ${words.sentences.join(' ')}${sets === undefined ? null : markup` Ask with <code>${sets}</code>.`}
  </p>`;
}

function next({ result }: PageAgent): Html | null {
  if (result.measureNext.length === 0) return null;
  return markup`<ul>
    ${result.measureNext.map((each) => markup`<li>${nextWords(each)}</li>`)}
  </ul>`;
}

/** What is claimed of levers that take quarters; nothing of it is available today. */
function investments({ result }: PageAgent): Html | null {
  const words = investmentsText(result);
  return words === '' ? null : markup`<p class="lines">${words}</p>`;
}
