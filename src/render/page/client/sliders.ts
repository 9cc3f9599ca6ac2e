import type { Reach } from '../../../solver/whatIf/reach.ts';
import { type Control, type Positions, stopWords } from '../controls/controls.ts';
import { reachedStop, reachWords, soleControl } from '../controls/reachedStop.ts';

/** Beyond the end of a track: nothing on it fits. */
const NOWHERE = 2;

/** The sliders of one agent, and what is said beside them. */
export class Sliders {
  readonly #box: Element;
  readonly #controls: readonly Control[];

  constructor(box: Element, controls: readonly Control[]) {
    this.#box = box;
    this.#controls = controls;
  }

  /** The control that an event on its slider moves, and the stop that it moves to. */
  movedBy(
    target: EventTarget | null,
  ): { readonly control: Control; readonly index: number } | null {
    if (!(target instanceof HTMLInputElement)) return null;
    const control = this.#controls.find(({ key }) => key === target.dataset['key']);
    return control === undefined ? null : { control, index: Number(target.value) };
  }

  /** Puts every slider and the words beside it where its control stands. */
  follow(positions: Positions, reach: Reach, fits: boolean): void {
    for (const input of this.#box.querySelectorAll('input')) {
      const control = this.#controls.find(({ key }) => key === input.dataset['key']);
      if (control === undefined) continue;
      const { key, asked, stops } = control;
      const stop = Object.hasOwn(positions, key) ? (positions[key] ?? null) : asked;
      const words = stopWords(control, stop);
      const row = input.parentElement;
      input.value = String(stops.indexOf(stop));
      const output = row?.querySelector('output');
      if (output) output.textContent = words;
      row?.classList.toggle('moved', stop !== asked);
      const said = this.#reached(input, control, reach, fits || stop === null);
      const wasAsked = stop === asked ? '' : `, asked for: ${stopWords(control, asked)}`;
      input.setAttribute('aria-valuetext', `${words}${wasAsked}`);
      const note = row?.querySelector('.reach');
      if (note)
        note.textContent = [said, wasAsked.slice(2)].filter((text) => text !== '').join(' · ');
    }
    this.#box
      .querySelector('.reset')
      ?.toggleAttribute('disabled', Object.keys(positions).length === 0);
  }

  /** Marks on the track from where on something fits, and says it. */
  #reached(input: HTMLInputElement, control: Control, reach: Reach, fits: boolean): string {
    const sole = soleControl(this.#controls, control.corner) === control;
    const index = sole ? reachedStop(control, reach) : null;
    const last = control.stops.length - 1;
    const from = index === null ? NOWHERE : index / Math.max(1, last);
    input.setAttribute('style', `--from:${from}`);
    if (!sole || (index === null && fits)) return '';
    return reachWords(control, index);
  }
}
