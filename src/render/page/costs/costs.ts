import type { Corner } from '../../../solver/candidate.ts';
import { CORNER_WORDS } from '../../../solver/words/corners.ts';
import { volumeCount } from '../../cost/volumeWords.ts';
import { durationOrNone, moneyOrUnknown } from '../../words.ts';
import { type Html, markup } from '../html.ts';
import type { PageCosts, PageWay } from './pageCosts.ts';

/** Where the sliders stand that costs hang on. */
export interface CostsAt {
  /** The place among the volumes. */
  readonly volume: number;
  fitOf(way: PageWay): WayFit;
}

/** How a way stands to the limits: those that it misses, and those that only the estimate keeps. */
export type WayFit = Pick<PageWay, 'misses' | 'unclear'>;

/** What every model costs on every host, step by step, everything else as in one architecture. */
export function costs(all: PageCosts, at: CostsAt): Html {
  const steps = [...new Set(all.ways.map(({ step }) => step))];
  const volume = all.volumes[at.volume];
  const head =
    volume === undefined ? 'a month' : `a month of ${volumeCount(volume, 1)} ${all.unit}`;
  const hosted = all.ways.some((way) => way.hosted);
  return markup`${steps.map((step) => stepTable(all, step, head, at))}
    ${hosted ? markup`<p class="even">${HOSTED}</p>` : null}`;
}

const HOSTED =
  'After @ stands the machine that a hosted model runs on. There are as many of them as the busiest hour needs within the time that was asked at first, and their months include people who keep them running.';

function stepTable(
  { ways, launch, unit }: PageCosts,
  step: string,
  head: string,
  at: CostsAt,
): Html {
  const own = ways.filter((way) => way.step === step);
  const monthOf = (way: PageWay) =>
    way.months.length === 0 ? way.perMonth.launch : (way.months[at.volume] ?? null);
  const most = Math.max(0, ...own.map((way) => monthOf(way) ?? 0));
  const known = own.map(monthOf).filter((usd) => usd !== null);
  const least = known.length > 1 ? Math.min(...known) : null;
  const later = own.some(({ perMonth }) => perMonth.month12 !== null) && at.volume === launch;
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="models for ${step}">
      <table class="costs stack">
        <caption>
          Models for <strong>${step}</strong>
        </caption>
        <thead>
          <tr>
            <th scope="col">model and host</th>
            <th scope="col">fits</th>
            <th scope="col">p95</th>
            <th scope="col">${head}</th>
            ${later ? markup`<th scope="col">month 12</th>` : null}
          </tr>
        </thead>
        <tbody>
          ${own.map((way) => {
            const usd = monthOf(way);
            return markup`<tr>
              <th scope="row">${way.variant}</th>
              <td data-label="fits">${fit(at.fitOf(way))}</td>
              <td class="number" data-label="p95">${durationOrNone(way.p95)}</td>
              <td class="number" data-label="a month">
                ${usd === null && way.perMonth.launch === null ? `${moneyOrUnknown(way.perRequest)} a request` : moneyOrUnknown(usd)}${usd !== null && usd === least ? ' ◀ cheapest' : ''}
                ${usd === null || most === 0 ? null : markup`<span class="meter" style="width:${meter(usd / most)}%"></span>`}
              </td>
              ${later ? markup`<td class="number" data-label="month 12">${moneyOrUnknown(way.perMonth.month12)}</td>` : null}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    ${breakEven(own, unit)}`;
}

function meter(share: number): number {
  return Number((100 * share).toFixed(1));
}

function fit({ misses, unclear }: WayFit): Html {
  if (misses.length > 0) return markup`<span class="kept no">✗ ${cornerList(misses)}</span>`;
  return unclear.length > 0
    ? markup`<span class="kept unclear">? ${cornerList(unclear)} unclear</span>`
    : markup`<span class="kept yes">✓ yes</span>`;
}

function cornerList(corners: readonly Corner[]): string {
  return corners.map((corner) => CORNER_WORDS[corner]).join(', ');
}

/** From which volumes on hosting a model is the cheaper way. */
function breakEven(ways: readonly PageWay[], unit: PageCosts['unit']): Html | null {
  const some = ways.filter(({ cheaper }) => cheaper.length > 0);
  if (some.length === 0) return null;
  return markup`<p class="even">
    Break-even, in ${unit} a month:
    ${some.map(({ variant, cheaper }) => `${variant} is cheaper than ${cheaper.join('; than ')}`).join('. ')}.
  </p>`;
}
