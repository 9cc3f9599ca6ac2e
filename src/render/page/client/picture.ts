import type { AgentView, ShownArchitecture } from '../agentView.ts';
import { chart } from '../chart/chart.ts';
import { type ChartFrame, chartFrame, USUAL_WIDTH } from '../chart/chartFrame.ts';
import { chartMarks } from '../chart/chartMarks.ts';
import { fill } from './fill.ts';

/** The narrowest chart, in pixels of letters of the usual size. */
const NARROWEST = 280;

/** The chart of an agent, drawn as wide as its place; when limits move, only its marks are drawn again. */
export class Picture {
  readonly #place: Element | null;
  readonly #frontier: readonly ShownArchitecture[];
  #asked: AgentView | null = null;
  #view: AgentView | null = null;
  #frame: ChartFrame | null = null;

  constructor(section: Element, frontier: readonly ShownArchitecture[]) {
    this.#place = section.querySelector('.picture');
    this.#frontier = frontier;
    if (this.#place !== null && 'ResizeObserver' in globalThis)
      new ResizeObserver(() => this.#resized()).observe(this.#place);
  }

  /** The first view that is shown sets what the axes hold. */
  show(view: AgentView): void {
    this.#asked ??= view;
    this.#view = view;
    if (this.#frame === null) this.#drawAll();
    const marks = this.#place?.querySelector('.marks');
    if (this.#frame !== null && marks) fill(marks, chartMarks(this.#frame, view).text);
  }

  #resized(): void {
    if (this.#frame !== null && this.#width() !== this.#frame.width) this.#drawAll();
  }

  #width(): number {
    const wide = this.#place?.clientWidth ?? 0;
    return wide > 0 ? Math.max(NARROWEST, Math.floor(wide / enlarged())) : USUAL_WIDTH;
  }

  #drawAll(): void {
    if (this.#place === null || this.#asked === null || this.#view === null) return;
    this.#frame = chartFrame(this.#asked, this.#frontier, this.#width());
    const name = this.#place.querySelector('svg')?.getAttribute('aria-labelledby') ?? '';
    if (this.#frame !== null)
      this.#place.innerHTML = chart(this.#frame, this.#view, this.#frontier, name).text;
  }
}

/** How much larger than usual the page's letters are: those of the chart grow with them. */
function enlarged(): number {
  const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return size > 0 ? size / 16 : 1;
}
