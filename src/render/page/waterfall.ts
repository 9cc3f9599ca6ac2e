import { formatDuration } from '../../units/duration.ts';
import { moneyOrUnknown } from '../words.ts';
import type { AgentView } from './agentView.ts';
import { type Html, markup } from './html.ts';
import type { TakenApart } from './takenApart.ts';

/** Parts below this are no bar, in ms. */
const SEEN = 1;

/** Where the time goes: what is offered and, on the same scale, today. */
export function waterfalls(
  view: AgentView,
  known: readonly TakenApart[],
  spec: string | null,
): Html | null {
  if (known.length === 0) return null;
  const of = (id: string | undefined) => known.find((each) => each.id === id) ?? null;
  const [offered, today] = [of(view.offered?.id), of(view.today?.id)];
  const whole = Math.max(offered?.ms ?? 0, today?.ms ?? 0);
  return markup`${
    offered === null ? notTakenApart(view, spec) : waterfall('The offer', offered, whole)
  }${today === null || today === offered ? null : waterfall('Today', today, whole)}`;
}

function notTakenApart({ offered }: AgentView, spec: string | null): Html | null {
  if (offered === null || spec === null) return null;
  return markup`<p>
    ${offered.name} is not taken apart in this page:
    <code>budget solve ${spec} --explain ${offered.id}</code> does.
  </p>`;
}

/** The time of one architecture part by part, each bar where the ones above it end. */
function waterfall(who: string, apart: TakenApart, whole: number): Html {
  let before = 0;
  const rows = apart.parts.map(([name, choice, ms, perRequest]) => {
    const start = before;
    before += ms;
    return markup`<tr>
      <th scope="row">${name}${choice === 'on' ? null : markup` <small>${choice}</small>`}</th>
      <td class="bars">${bar(start, ms, whole)}</td>
      <td class="number">${ms < SEEN ? '–' : formatDuration(ms)}</td>
      <td class="number">${perRequest === 0 ? '–' : moneyOrUnknown(perRequest)}</td>
    </tr>`;
  });
  return markup`<table class="waterfall">
    <caption>
      <strong>${who}: ${formatDuration(apart.ms)}</strong> at ${apart.percentile}${apart.name === 'as today' ? null : `: ${apart.name}`}
    </caption>
    <thead>
      <tr>
        <th scope="col">part</th>
        <th scope="col">when</th>
        <th scope="col">adds</th>
        <th scope="col">a request</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function bar(start: number, own: number, whole: number): Html | null {
  if (!(whole > 0) || own < SEEN) return null;
  return markup`<span
    class="bar"
    style="margin-inline-start:${percent(start / whole)}%;width:${percent(own / whole)}%"
  ></span>`;
}

function percent(share: number): number {
  return Number((100 * Math.min(1, Math.max(0, share))).toFixed(2));
}
