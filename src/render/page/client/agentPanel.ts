import type { Corner } from '../../../solver/candidate.ts';
import { answer, type WhatIfAnswer } from '../../../solver/whatIf/answer.ts';
import type { WhatIf } from '../../../solver/whatIf/whatIf.ts';
import { readWhatIf } from '../../../solver/whatIf/readWhatIf.ts';
import type { WrittenWhatIf } from '../../../solver/whatIf/written.ts';
import { shownStored, type ShownArchitecture, viewOf } from '../agentView.ts';
import { assignmentsFor, type Control, limitsAt, type Positions } from '../controls/controls.ts';
import { slidersOf } from '../controls/slidersOf.ts';
import { controlsHtml } from '../controls/controlsHtml.ts';
import { reachedStop, soleControl, tryWords } from '../controls/reachedStop.ts';
import type { PageData, PageDataAgent } from '../pageInput.ts';
import { PARTS } from '../parts.ts';
import { Picture } from './picture.ts';
import { fill, must } from './fill.ts';
import { Sliders } from './sliders.ts';
import { VolumePanel } from './volumePanel.ts';

/** Where a panel is, and what it is about. */
export interface PanelPlace {
  readonly section: Element;
  readonly all: PageData;
  readonly agent: PageDataAgent;
  readonly index: number;
}

/** The section of one agent: sliders, and everything that follows them. */
export class AgentPanel {
  readonly agent: string;
  /** Where the agent is on the page. */
  readonly section: Element;
  readonly controls: readonly Control[];
  positions: Positions = {};
  readonly #place: PanelPlace;
  readonly #whatIf: WhatIf;
  readonly #sliders: Sliders;
  readonly #picture: Picture;
  readonly #volumes: VolumePanel | null;
  readonly #changed: () => void;

  /** @param changed is called after a limit was moved */
  constructor(place: PanelPlace, written: WrittenWhatIf, changed: () => void) {
    const { section, agent, index } = place;
    this.agent = agent.agent;
    this.section = section;
    this.#place = place;
    this.#changed = changed;
    this.#whatIf = readWhatIf(written);
    this.controls = slidersOf(this.#whatIf);
    const box = must(section, '.controls');
    box.innerHTML = controlsHtml(this.controls, {}, `agent-${index + 1}-limit`).text;
    this.#sliders = new Sliders(box, this.controls);
    this.#picture = new Picture(section, frontierOf(agent, this.#whatIf));
    this.#volumes =
      agent.costs && new VolumePanel(section, agent.costs, `agent-${index + 1}-volume`);
    box.addEventListener('input', ({ target }) => {
      const moved = this.#sliders.movedBy(target);
      if (moved !== null) this.#move(moved.control, moved.index);
    });
    section.addEventListener('click', (event) => this.#clicked(event));
  }

  /** Puts the sliders where they are asked to stand. */
  moveTo(positions: Positions): void {
    this.positions = positions;
    this.#draw();
  }

  /** A control that stands where it was asked to is not moved. */
  #move(control: Control, index: number): void {
    const { [control.key]: _, ...others } = this.positions;
    const stop = control.stops[index] ?? null;
    this.moveTo(stop === control.asked ? others : { ...others, [control.key]: stop });
    this.#changed();
  }

  #clicked({ target }: Event): void {
    if (!(target instanceof HTMLElement)) return;
    if (target.classList.contains('reset')) {
      this.moveTo({});
      this.#changed();
    }
    const index = target.dataset['stop'];
    const control = this.controls.find(({ key }) => key === target.dataset['moves']);
    if (index !== undefined && control !== undefined) this.#move(control, Number(index));
  }

  #draw(): void {
    const { section, all, agent } = this.#place;
    const { strict, spec, waits, agents } = all;
    const alone = agents.length === 1;
    const found = answer(this.#whatIf, limitsAt(this.#whatIf, this.positions), strict);
    const view = viewOf(found, agent);
    const prefix = alone ? '' : `agents.${agent.agent}.`;
    const sets = assignmentsFor(this.controls, this.positions, prefix);
    const command = sets.map((set) => ` --set ${quoted(set)}`).join('');
    const ask = spec && `budget solve ${spec}${command}`;
    const context = { alone, ask, spec, waits, explained: agent.explained };
    for (const place of section.querySelectorAll('[data-part]')) {
      const write = PARTS[place.getAttribute('data-part') ?? ''];
      if (write) fill(place, write(view, context)?.text ?? '');
    }
    this.#picture.show(view);
    this.#volumes?.judge(found.problem);
    const isMoved = Object.keys(this.positions).length > 0;
    for (const note of section.querySelectorAll('.as-asked'))
      note.toggleAttribute('hidden', !isMoved);
    const reach = strict ? {} : found.reach;
    this.#sliders.follow(this.positions, reach, found.feasible.length > 0);
    this.#offerTries(found);
  }

  /** On a card, a button that moves its limit to where something fits. */
  #offerTries({ reach }: WhatIfAnswer): void {
    for (const button of this.#place.section.querySelectorAll('button.try')) {
      const control = soleControl(this.controls, button.getAttribute('data-try') as Corner);
      const index = control && reachedStop(control, reach);
      if (control === null || index === null || this.#place.all.strict) continue;
      button.textContent = tryWords(control, index);
      button.setAttribute('data-moves', control.key);
      button.setAttribute('data-stop', String(index));
      button.removeAttribute('hidden');
    }
  }
}

/** What none beats, as it was asked. */
function frontierOf(
  { frontier }: PageDataAgent,
  { problem, architectures }: WhatIf,
): ShownArchitecture[] {
  return frontier.flatMap((place) => {
    const stored = architectures[place];
    return stored === undefined ? [] : [shownStored(problem, stored)];
  });
}

/** For a shell: in quotes where it would read a sign of its own. */
function quoted(text: string): string {
  return /^[\w.=%,[\]-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
