import { type Html, markup } from '../html.ts';
import { type Control, type Positions, stopWords } from './controls.ts';

/** A slider for every limit that can be moved; the strictest stop is on the left. */
export function controlsHtml(
  controls: readonly Control[],
  positions: Positions,
  prefix: string,
): Html {
  return markup`<fieldset>
    <legend>Move a limit</legend>
    ${controls.map((control, index) => controlHtml(control, positions, `${prefix}-${index}`))}
    <p class="actions">
      <button type="button" class="reset" disabled>Back to what was asked</button>
    </p>
    <p class="hint">Strict on the left, loose on the right. Where the track is thick, something fits.</p>
  </fieldset>`;
}

function controlHtml(control: Control, positions: Positions, id: string): Html {
  const { key, label, explains, stops, asked } = control;
  const stop = Object.hasOwn(positions, key) ? (positions[key] ?? null) : asked;
  return markup`<div class="control">
    <label for="${id}">${label} <small>${explains}</small></label>
    <output for="${id}">${stopWords(control, stop)}</output>
    <input
      type="range"
      id="${id}"
      data-key="${key}"
      min="0"
      max="${stops.length - 1}"
      step="1"
      value="${Math.max(0, stops.indexOf(stop))}"
      aria-valuetext="${stopWords(control, stop)}"
      aria-describedby="${id}-reach"
    />
    <p class="reach" id="${id}-reach"></p>
  </div>`;
}
