import type { AgentView, ShownArchitecture } from '../agentView.ts';
import { viewOf } from '../agentView.ts';
import { chart } from '../chart.ts';
import {
  assignmentsFor,
  type Control,
  controlsFor,
  limitsAt,
  type Positions,
  stopWords,
} from '../controls.ts';
import { controlsHtml } from '../controlsHtml.ts';
import { live } from '../live.ts';
import type { PageData, PageDataAgent } from '../pageInput.ts';
import { fromHash, toHash } from '../permalink.ts';
import { answer } from '../../../solver/whatIf/answer.ts';
import { readWhatIf } from '../../../solver/whatIf/written.ts';
import type { WhatIf } from '../../../solver/whatIf/whatIf.ts';
import { copyOffer } from './copyOffer.ts';
import { showAges } from './showAges.ts';

/** Adds the sliders to the page, and lets everything that hangs on limits follow them. */
const data = readData();
const sliding =
  data === null ? [] : data.agents.flatMap((agent, index) => sectionOf(data, agent, index));
restore();
addEventListener('hashchange', restore);
document.addEventListener('click', copyOffer);
showAges(document, new Date());

function readData(): PageData | null {
  const text = document.getElementById('budget-data')?.textContent;
  return text ? (JSON.parse(text) as PageData) : null;
}

interface Sliding {
  readonly agent: string;
  readonly controls: readonly Control[];
  positions: Positions;
  draw(): void;
}

function sectionOf(all: PageData, agent: PageDataAgent, index: number): Sliding[] {
  const section = document.querySelector(`[data-agent="${index}"]`);
  if (agent.whatIf === null || section === null) return [];
  const whatIf = readWhatIf(agent.whatIf);
  const controls = controlsFor(whatIf);
  const one: Sliding = {
    agent: agent.agent,
    controls,
    positions: {},
    draw() {
      follow(section, controls, one.positions);
      show(section, all, agent, { whatIf, controls, positions: one.positions });
    },
  };
  const box = part(section, '.controls');
  box.innerHTML = controlsHtml(controls, {}, `agent-${index + 1}-limit`).text;
  box.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    const control = controls.find(({ key }) => key === target.dataset['key']);
    if (control === undefined) return;
    one.positions = moved(one.positions, control, Number(target.value));
    one.draw();
    remember();
  });
  part(box, '.reset').addEventListener('click', () => {
    one.positions = {};
    one.draw();
    remember();
  });
  return [one];
}

/** A control that stands where it was asked to is not moved. */
function moved(positions: Positions, control: Control, index: number): Positions {
  const { [control.key]: _, ...others } = positions;
  const stop = control.stops[index] ?? null;
  return stop === control.asked ? others : { ...others, [control.key]: stop };
}

/** Puts every slider and the words beside it where its control stands. */
function follow(section: Element, controls: readonly Control[], positions: Positions): void {
  for (const input of section.querySelectorAll('input[type=range]')) {
    if (!(input instanceof HTMLInputElement)) continue;
    const control = controls.find(({ key }) => key === input.dataset['key']);
    if (control === undefined) continue;
    const { key, asked, stops } = control;
    const stop = Object.hasOwn(positions, key) ? (positions[key] ?? null) : asked;
    const words = stopWords(control, stop);
    input.value = String(stops.indexOf(stop));
    input.setAttribute('aria-valuetext', words);
    const output = input.nextElementSibling;
    if (output !== null) output.textContent = words;
  }
}

interface Standing {
  readonly whatIf: WhatIf;
  readonly controls: readonly Control[];
  readonly positions: Positions;
}

function show(
  section: Element,
  { strict, spec, agents }: PageData,
  agent: PageDataAgent,
  { whatIf, controls, positions }: Standing,
): void {
  const alone = agents.length === 1;
  const found = answer(whatIf, limitsAt(whatIf, positions), strict);
  const view: AgentView = viewOf(found, agent.today);
  const prefix = alone ? '' : `agents.${agent.agent}.`;
  const sets = assignmentsFor(controls, positions, prefix).map((set) => ` --set ${quoted(set)}`);
  const { verdict, rest } = live(view, alone, spec && `budget solve ${spec}${sets.join('')}`);
  part(section, '.live-verdict').innerHTML = verdict.text;
  part(section, '.live-rest').innerHTML = rest.text;
  part(section, '.live-chart').innerHTML = chart(view, frontierOf(agent))?.text ?? '';
}

function frontierOf({ frontier }: PageDataAgent): readonly ShownArchitecture[] {
  return frontier;
}

/** For a shell: in quotes where it would read a sign of its own. */
function quoted(text: string): string {
  return /^[\w.=%,[\]-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The address holds where all sliders stand, so that it can be sent. */
function remember(): void {
  const hash = toHash(
    Object.fromEntries(sliding.map(({ agent, positions }) => [agent, positions])),
  );
  history.replaceState(null, '', hash === '' ? location.pathname + location.search : hash);
}

function restore(): void {
  const known = Object.fromEntries(sliding.map(({ agent, controls }) => [agent, controls]));
  const positions = fromHash(location.hash, known);
  for (const one of sliding) {
    one.positions = positions[one.agent] ?? {};
    one.draw();
  }
}

function part(parent: Element, selector: string): Element {
  const found = parent.querySelector(selector);
  if (found === null) throw new Error(`the page has no ${selector}`);
  return found;
}
