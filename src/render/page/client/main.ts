import { fromHash, toHash } from '../controls/permalink.ts';
import type { PageData } from '../pageInput.ts';
import { AgentPanel } from './agentPanel.ts';
import { copying } from './copying.ts';
import { openAgent, unfold } from './openAgent.ts';
import { openForPrint } from './openForPrint.ts';
import { showAges } from './showAges.ts';

/** Adds the sliders to the page, and lets everything that hangs on limits follow them. */
document.documentElement.classList.add('js');
const data = readData();
const panels = data === null ? [] : panelsOf(data);
openAgent(location.hash);
restore();
addEventListener('hashchange', () => {
  if (!openAgent(location.hash)) restore();
});
document.addEventListener('click', copying);
openForPrint();
showAges(document, new Date());

function readData(): PageData | null {
  const text = document.getElementById('budget-data')?.textContent;
  return text ? (JSON.parse(text) as PageData) : null;
}

function panelsOf(all: PageData): AgentPanel[] {
  return all.agents.flatMap((agent, index) => {
    const section = document.querySelector(`[data-agent="${index}"]`);
    if (agent.whatIf === null || section === null) return [];
    return [new AgentPanel({ section, all, agent, index }, agent.whatIf, remember)];
  });
}

/** The address holds where all sliders stand, so that it can be sent. */
function remember(): void {
  const hash = toHash(Object.fromEntries(panels.map(({ agent, positions }) => [agent, positions])));
  history.replaceState(null, '', hash === '' ? location.pathname + location.search : hash);
}

function restore(): void {
  const known = Object.fromEntries(panels.map(({ agent, controls }) => [agent, controls]));
  const positions = fromHash(location.hash, known);
  for (const panel of panels) {
    const own = positions[panel.agent];
    if (own !== undefined) unfold(panel.section);
    panel.moveTo(own ?? {});
  }
}
