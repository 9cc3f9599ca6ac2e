import { chart } from '../src/render/page/chart.ts';
import { controlsFor, limitsAt } from '../src/render/page/controls.ts';
import { live } from '../src/render/page/live.ts';
import { viewOf } from '../src/render/page/agentView.ts';
import { answer } from '../src/solver/whatIf/answer.ts';
import { judgedProblem } from '../src/solver/whatIf/judgedProblem.ts';
import type { StoredArchitecture } from '../src/solver/whatIf/storedCandidate.ts';
import { MOST_KEPT, type WhatIf } from '../src/solver/whatIf/whatIf.ts';
import { readWhatIf, writeWhatIf } from '../src/solver/whatIf/written.ts';
import { scriptData } from '../src/render/page/html.ts';
import type { Limits, Problem, Tool } from '../src/solver/problem.ts';

/** A page at its largest: how long one step of a slider takes, and how much of the page its data is. */

const TOOLS = 6;
const limits: Limits = {
  latency: [{ p: 0.95, ms: 2000 }],
  ttft: null,
  progress: null,
  deadline: false,
  accuracy: { atLeast: 0.9, tasks: new Map() },
  tools: { kind: 'all' },
  toolsStated: true,
  cost: { perRequest: 0.03, perConversation: null, perMonth: null },
};
const tools = Array.from({ length: TOOLS }, (_, index): Tool => ({
  name: `tool-${index}`,
  options: [],
  usedBy: null,
  chance: 1,
  calls: [],
  keptEffect: null,
  droppedEffect: null,
}));
const bare: Problem = {
  agent: 'agent',
  workflow: { kind: 'sequence', items: [] },
  steps: [],
  tools: { tools, orders: ['series'], sets: null },
  shortcuts: [],
  limits,
  accuracy: null,
  traffic: { requests: 1000, requestsInTwelveMonths: null, turns: 1 },
  people: { wrongAnswer: null, escalate: null },
  measured: null,
  today: null,
};

/** A front that nothing thins: the more time and money, the better, with a little scatter. */
function architectureAt(index: number): StoredArchitecture {
  const share = index / MOST_KEPT;
  const kept = TOOLS - (index % 3);
  const perRequest = 0.005 + 0.05 * share + 0.003 * ((index * 7) % 11);
  const value = 0.7 + 0.29 * share - 0.002 * ((index * 5) % 13);
  return {
    id: index.toString(16).padStart(8, '0'),
    name: `variant ${index % 40}, variant ${index % 31}, variant ${index % 17}`,
    choices: {
      values: new Map([
        ['plan', `p${index % 40}`],
        ['answer', `a${index % 31}`],
      ]),
      tools: tools.slice(0, kept).map(({ name }) => name),
      order: 'series',
    },
    times: { 'latency 0.95': 500 + 20_000 * share + 37 * ((index * 3) % 17) },
    accuracy: {
      value,
      low: value - 0.02,
      high: Math.min(1, value + 0.02),
      basis: 'predicted',
      n: null,
      tasks: {
        easy: { value, low: value - 0.02, high: value },
        hard: { value: value - 0.1, low: value - 0.2, high: value },
      },
    },
    cost: {
      perRequest,
      perConversation: perRequest,
      perMonth: { launch: 1000 * perRequest, month12: null },
      parts: {},
    },
    coverage: { share: kept === TOOLS ? 1 : null, about: false },
    wanted: kept === TOOLS,
  };
}

const written = writeWhatIf({
  problem: judgedProblem(bare),
  architectures: Array.from({ length: MOST_KEPT }, (_, index) => architectureAt(index)),
  complete: false,
  everySet: false,
  mostDropped: null,
  epsilon: 0,
} satisfies WhatIf);
const stored = readWhatIf(written);
const controls = controlsFor(stored);
const steps: number[] = [];
for (const control of controls) {
  for (let index = 0; index < control.stops.length; index += 3) {
    const start = process.cpuUsage();
    const found = answer(stored, limitsAt(stored, { [control.key]: control.stops[index] ?? null }));
    const view = viewOf(found, null);
    const { rest, verdict } = live(view, true, null);
    const drawn =
      chart(
        view,
        view.cliff.map(({ architecture }) => architecture),
      )?.text ?? '';
    const { user, system } = process.cpuUsage(start);
    steps.push((user + system) / 1000);
    if (rest.text.length + verdict.text.length + drawn.length === 0)
      throw new Error('nothing drawn');
  }
}
steps.sort((a, b) => a - b);
const at = (share: number) => (steps[Math.floor(share * (steps.length - 1))] ?? 0).toFixed(1);
console.log(`${MOST_KEPT} architectures, ${steps.length} steps of ${controls.length} sliders`);
console.log(`CPU of one step: median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms`);
console.log(`data in the page: ${(scriptData(written).text.length / 1000).toFixed(0)} kB`);
