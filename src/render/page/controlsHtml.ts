import { type Control, type Positions, stopWords } from './controls.ts';
import { type Html, markup } from './html.ts';

/** A slider for every limit that can be moved; the strictest stop is on the left. */
export function controlsHtml(
  controls: readonly Control[],
  positions: Positions,
  prefix: string,
): Html {
  return markup`<fieldset>
    <legend>Move a limit and see what it costs the others</legend>
    ${controls.map((control, index) => {
      const { key, label, stops, asked } = control;
      const stop = Object.hasOwn(positions, key) ? (positions[key] ?? null) : asked;
      const id = `${prefix}-${index}`;
      return markup`<div class="control">
        <label for="${id}">${label}</label>
        <input
          type="range"
          id="${id}"
          data-key="${key}"
          min="0"
          max="${stops.length - 1}"
          step="1"
          value="${Math.max(0, stops.indexOf(stop))}"
          aria-valuetext="${stopWords(control, stop)}"
        />
        <output for="${id}">${stopWords(control, stop)}</output>
      </div>`;
    })}
    <p>
      <button type="button" class="reset">As asked</button>
      <span class="hint">strict on the left, loose on the right</span>
    </p>
  </fieldset>`;
}
