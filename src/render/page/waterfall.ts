import type { Explanation } from '../../solver/result.ts';
import { formatDuration } from '../../units/duration.ts';
import { moneyOrUnknown } from '../words.ts';
import { type Html, markup } from './html.ts';

/** Where the time of one architecture goes, part by part, each bar where the ones above it end. */
export function waterfall(explained: Explanation): Html {
  const percentile = Object.hasOwn(explained.percentiles, 'p95')
    ? 'p95'
    : (Object.keys(explained.percentiles)[0] ?? '');
  const whole = explained.percentiles[percentile]?.ms ?? 0;
  const parts = explained.parts.filter(({ choice }) => choice !== 'off');
  let before = 0;
  const rows = parts.map(({ name, choice, ms, perRequest }) => {
    const own = ms[percentile] ?? 0;
    const start = before;
    before += own;
    const words = choice === 'on' ? name : `${name}: ${choice}`;
    return markup`<tr>
      <th scope="row">${words}</th>
      <td class="bars">${bar(start, own, whole)}</td>
      <td class="number">${own < 1 ? '–' : formatDuration(own)}</td>
      <td class="number">${perRequest === 0 ? '–' : moneyOrUnknown(perRequest)}</td>
    </tr>`;
  });
  const { architecture } = explained;
  return markup`<table class="waterfall">
    <caption>
      ${architecture.name} (<code>${architecture.id}</code>): ${formatDuration(whole)} at
      ${percentile}, among the requests around it
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
  if (!(whole > 0) || own < 1) return null;
  return markup`<span
    class="bar"
    style="margin-inline-start:${percent(start / whole)}%;width:${percent(own / whole)}%"
  ></span>`;
}

function percent(share: number): number {
  return Number((100 * Math.min(1, Math.max(0, share))).toFixed(2));
}
