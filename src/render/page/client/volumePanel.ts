import { statedCorners } from '../../../solver/candidate.ts';
import type { Problem } from '../../../solver/problem.ts';
import { StoredCandidate } from '../../../solver/whatIf/storedCandidate.ts';
import { costs, type WayFit } from '../costs/costs.ts';
import type { PageCosts, PageWay } from '../costs/pageCosts.ts';
import { volumeControl, volumeWords } from '../costs/volumeControl.ts';
import { fill } from './fill.ts';

/** Cost per model and host: a slider for the volume, and what fits the limits as they stand. */
export class VolumePanel {
  readonly #place: Element | null;
  readonly #costs: PageCosts;
  #volume: number;
  #problem: Problem | null = null;

  constructor(section: Element, all: PageCosts, id: string) {
    this.#place = section.querySelector('[data-part="costs"]');
    this.#costs = all;
    this.#volume = all.launch;
    const box = section.querySelector('.volumes');
    const control = volumeControl(all, id);
    if (box === null || control === null) return;
    box.innerHTML = control.text;
    box.addEventListener('input', ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      this.#volume = Number(target.value);
      const words = volumeWords(all.volumes, this.#volume);
      target.setAttribute('aria-valuetext', `${words} ${all.unit} a month`);
      const output = box.querySelector('output');
      if (output) output.textContent = words;
      this.#draw();
    });
  }

  /** Judges every way by the limits of a problem. */
  judge(problem: Problem): void {
    this.#problem = problem;
    this.#draw();
  }

  #draw(): void {
    if (this.#place === null) return;
    const fitOf = (way: PageWay) => this.#fitOf(way);
    fill(this.#place, costs(this.#costs, { volume: this.#volume, fitOf }).text);
  }

  #fitOf(way: PageWay): WayFit {
    const { judged } = way;
    if (judged === null || this.#problem === null) return way;
    const { values, tools, times, accuracy, cost } = judged;
    const candidate = new StoredCandidate(this.#problem, {
      id: '',
      name: '',
      times,
      accuracy,
      cost,
      wanted: true,
      choices: { values: new Map(values), tools, order: 'series' },
      coverage: { share: null, about: false },
    });
    const stated = statedCorners(this.#problem);
    return {
      misses: stated.filter((corner) => !candidate.holds(corner)),
      unclear: stated.filter((corner) => candidate.meets(corner) === 'unclear'),
    };
  }
}
