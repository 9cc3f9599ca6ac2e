import { attackFirst } from '../attackFirst.ts';
import { dropWords, exchangeWords } from '../cliffDrop.ts';
import { investmentsText } from '../investments.ts';
import { measuredWords } from '../measuredWords.ts';
import { firstOutputWords } from '../whatItTakes.ts';
import { searchedWords } from '../words.ts';
import { figures } from './cards.ts';
import { chart } from './chart.ts';
import { cliffTable } from './cliffTable.ts';
import { hosts } from './hosts.ts';
import { type Html, markup } from './html.ts';
import { live } from './live.ts';
import type { PageAgent, PageInput } from './pageInput.ts';
import { tasks } from './tasks.ts';
import { waits } from './waits.ts';
import { waterfall } from './waterfall.ts';

/** Everything about one agent: the verdict first, then what moves it, then where its time goes. */
export function agentSection(input: PageInput, agent: PageAgent, index: number): Html {
  const { result, whatIf } = agent;
  const id = `agent-${index + 1}`;
  const alone = input.agents.length === 1;
  const ask = input.spec === null ? null : `budget solve ${input.spec}`;
  const { verdict, rest } = live(result, alone, ask);
  return markup`<section class="agent" id="${id}" data-agent="${index}" aria-labelledby="${id}-name">
    <h2 id="${id}-name">${result.agent}</h2>
    <div class="live-verdict" role="status">${verdict}</div>
    <div class="controls">
      ${whatIf === null ? markup`<p class="hint">Made from a saved result: <code>budget report</code> with the spec adds sliders.</p>` : null}
    </div>
    <div class="live-rest">${rest}</div>
    ${today(agent)}
    <h3>What time buys</h3>
    <p>${timeBuys(result)}</p>
    <div class="live-chart">${chart(result, result.frontier)}</div>
    <p class="key">
      <span class="basis measured">● measured</span> on your evals;
      <span class="basis predicted">○ predicted</span> from stated effects; upright lines are 90%
      intervals; the stairs are the best accuracy within each time; ◆ is today.
    </p>
    ${cliffTable(result)} ${tasks(result)} ${investments(agent)} ${hosts(result)} ${waits(result, input.waits)} ${firstOutput(agent)} ${taken(agent)}
  </section>`;
}

function today({ result }: PageAgent): Html | null {
  if (result.today === null) return null;
  const measured = measuredWords(result).join(' ');
  return markup`<h3>Today</h3>
    ${figures(result, result.today)}
    <p>${measured === '' ? '' : `${measured} `}${searchedWords(result)}.</p>`;
}

function timeBuys(result: PageAgent['result']): string {
  const { cliffDrop: drop } = result;
  const rate = exchangeWords(result);
  const attack = attackFirst(result);
  const words = [
    ...(drop === null ? [] : [`Cliff: ${dropWords(drop)}.`]),
    ...(rate === '' ? [] : [rate]),
    ...(attack === '' ? [] : [attack]),
  ];
  if (words.length > 0) return words.join(' ');
  return result.cliff.length === 0
    ? 'No accuracy is known, so nothing says what time buys: measure one architecture, or state points in the table.'
    : 'More time buys no accuracy here.';
}

/** What is claimed of levers that take quarters; nothing of it is available today. */
function investments({ result }: PageAgent): Html | null {
  const words = investmentsText(result);
  return words === '' ? null : markup`<h3>What could be built</h3><p class="lines">${words}</p>`;
}

function firstOutput({ result }: PageAgent): Html | null {
  const words = firstOutputWords(result);
  if (words === null) return null;
  const sets = words.set?.map((set) => `--set ${set}`).join(' ');
  return markup`<h3>First token</h3>
    <p>
      ${words.sentences.join(' ')}${sets === undefined ? null : markup` Ask with <code>${sets}</code>.`}
    </p>`;
}

/** The first architecture is open, the others are a click away. */
function taken({ explained }: PageAgent): Html | null {
  const [first, ...others] = explained;
  if (first === undefined) return null;
  return markup`<h3>Where the time goes</h3>
    <div class="scroll">${waterfall(first)}</div>
    ${others.map(
      (each) =>
        markup`<details>
          <summary>${each.architecture.name} (${each.architecture.id})</summary>
          <div class="scroll">${waterfall(each)}</div>
        </details>`,
    )}`;
}
