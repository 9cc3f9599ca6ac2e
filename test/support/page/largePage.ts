import { shownStored, type ShownArchitecture, viewOf } from '../../../src/render/page/agentView.ts';
import type { PageInput } from '../../../src/render/page/pageInput.ts';
import type { AgentResult, Architecture } from '../../../src/solver/result.ts';
import type { Limits, Problem, Tool } from '../../../src/solver/problem.ts';
import { answer } from '../../../src/solver/whatIf/answer.ts';
import { judgedProblem } from '../../../src/solver/whatIf/judgedProblem.ts';
import type { StoredArchitecture } from '../../../src/solver/whatIf/storedCandidate.ts';
import type { WhatIf } from '../../../src/solver/whatIf/whatIf.ts';
import { writeWhatIf } from '../../../src/solver/whatIf/writeWhatIf.ts';

/** Pages at their largest: made up, since no example has as many architectures as a page may hold. */

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

/** One of a front that nothing thins: the more time and money, the better, with a little scatter. */
function architectureAt(index: number, count: number): StoredArchitecture {
  const share = index / count;
  const kept = index % 5 === 0 ? TOOLS - 1 - (index % 3) : TOOLS;
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

/** An agent whose sliders are answered from so many architectures, none of which beats another. */
export function largeWhatIf(count: number): WhatIf {
  return {
    problem: judgedProblem(bare),
    architectures: Array.from({ length: count }, (_, index) => architectureAt(index, count)),
    complete: false,
    everySet: false,
    mostDropped: null,
    epsilon: 0,
  };
}

/** All that a page about it is made of, as `budget report` would have it. */
export function largePage(count: number): PageInput {
  const whatIf = largeWhatIf(count);
  const result = resultOf(whatIf);
  return {
    title: `${count} architectures`,
    spec: 'spec.yaml',
    report: {
      tool: { name: 'budget', version: '0.0.0' },
      inputs: [],
      agents: [result],
      warnings: [],
    },
    agents: [{ result, whatIf: writeWhatIf(whatIf), explained: [], costs: null }],
    table: null,
    waits: [{ ms: 2000, of: 'any', felt: 'broken', source: 'nobody' }],
    strict: false,
  };
}

/** What `solve` would say, as far as a page shows it. */
function resultOf(whatIf: WhatIf): AgentResult {
  const found = answer(whatIf, limits);
  const view = viewOf(found, { today: null, cliffDrop: null });
  const architecture = (each: ShownArchitecture): Architecture => ({ ...each, latency: UNSEEN });
  const all = whatIf.architectures.filter(({ wanted }) => wanted);
  return {
    agent: view.agent,
    limits: view.limits,
    feasibleCount: view.feasibleCount,
    searched: {
      architectures: all.length,
      withTools: all.length,
      exact: true,
      frontier: all.length,
    },
    feasible: view.offered === null ? [] : [architecture(view.offered)],
    frontier: all.map((stored) => architecture(shownStored(found.problem, stored))),
    pickTwo: view.pickTwo.map((pair) => ({
      ...pair,
      architecture: pair.architecture && architecture(pair.architecture),
      moreTools: null,
    })),
    nearMisses: view.nearMisses.map((miss) => ({ ...miss, latency: UNSEEN, set: null })),
    cliff: view.cliff.map((step) => ({ ...step, architecture: architecture(step.architecture) })),
    cliffDrop: view.cliffDrop,
    exchange: { accuracy: [], cost: [] },
    hosts: [],
    ttft: null,
    relaxations: view.relaxations.map((each) => ({ ...each, architecture: null })),
    proposal: found.proposal,
    today: null,
    measured: null,
    binding: null,
    explained: null,
    taskCliffs: [],
    investments: [],
    measureNext: [],
  };
}

const UNSEEN: Architecture['latency'] = {
  e2e: { p50: 0, p90: 0, p95: 0, p99: 0, mean: 0 },
  ttft: null,
  progress: null,
  interval: null,
  ttftInterval: null,
  progressInterval: null,
  certified: [],
};
