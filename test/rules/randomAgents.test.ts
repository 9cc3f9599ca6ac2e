import { describe, expect, it } from 'vitest';
import type { AgentResult, Architecture } from '../../src/solver/result.ts';
import { solve } from '../../src/solver/solve.ts';
import { hasErrors, loadSpec } from '../../src/spec/load.ts';
import { filesOf, GPUS, knownPrices, MODELS } from '../support/loadText.ts';
import { type Chosen, spelled, toolsOf } from '../support/oracle/architectures.ts';
import {
  type Figures,
  figuresFor,
  figuresOf,
  meanTimeOf,
  timeOf,
} from '../support/oracle/figures.ts';
import { randomTexts, type Texts } from '../support/oracle/randomTexts.ts';
import { readSystem } from '../support/oracle/readSystem.ts';
import type { Agent, System, Written } from '../support/oracle/system.ts';
import {
  bestOf,
  comparedByName,
  feasibleOf,
  figureOf,
  frontierOf,
  statedCorners,
} from '../support/oracle/verdicts.ts';

/**
 * Random specs and tables, as texts, solved by the program and worked out by the rules alone (see
 * test/support/oracle: every course that a request may take, one by one). All figures that a result
 * prints, what fits, the frontier and what each limit costs have to be the same.
 */

const SEEDS = Array.from({ length: 48 }, (_, index) => index + 1);

interface Case {
  readonly system: System;
  readonly agent: Agent;
  readonly result: AgentResult;
  readonly all: readonly Figures[];
  readonly byName: ReadonlyMap<string, Figures>;
}

/** Null where the random spec breaks a rule of its own, as by an effect beyond 0..100%. */
function solved({ spec, table }: Texts): Case | null {
  const files = filesOf({ 'spec.yaml': spec, 'table.yaml': table });
  const loaded = loadSpec('spec.yaml', {
    files,
    models: MODELS,
    gpus: GPUS,
    known: knownPrices(),
  });
  const [problem] = loaded.problems;
  if (hasErrors(loaded.diagnostics) || problem === undefined) return null;
  const answer = solve(problem);
  if ('tooMany' in answer) throw new Error('too many');
  const system = readSystem(spec, table);
  const agent = system.agents.get('desk');
  if (agent === undefined) throw new Error('no agent');
  const all = figuresOf(system, agent, 'all');
  return {
    system,
    agent,
    result: answer.result,
    all,
    byName: new Map(all.map((each) => [each.name, each])),
  };
}

/** An architecture that no rule forbids, though the solver may not choose it: what runs today. */
function asChosen(agent: Agent, written: Written): Chosen {
  const tools = (toolsOf(agent)?.tools ?? []).map(({ name }) => name);
  const kept = Array.isArray(written['tools']) ? (written['tools'] as string[]) : tools;
  return { written, kept, order: written['order'] === 'parallel' ? 'parallel' : 'series' };
}

const close = (value: number | null) =>
  value === null ? null : expect.closeTo(value, 9 - Math.ceil(Math.log10(Math.abs(value) + 1)));

function expectFigures({ system, agent, byName }: Case, shown: Architecture): void {
  const own =
    byName.get(spelled(shown.choices)) ?? figuresFor(system, agent, asChosen(agent, shown.choices));
  for (const [time, stated] of [
    ['latency', shown.latency.e2e],
    ['ttft', shown.latency.ttft],
    ['progress', shown.latency.progress],
  ] as const) {
    const percentiles = [0.5, 0.9, 0.95, 0.99].map((p) => timeOf(own, time, p));
    if (stated === null) {
      expect(percentiles).toEqual([null, null, null, null]);
      continue;
    }
    expect([stated.p50, stated.p90, stated.p95, stated.p99]).toEqual(
      percentiles.map((each) => close(each?.low ?? Number.NaN)),
    );
    const mean = meanTimeOf(own, time);
    expect(Math.abs(stated.mean - mean)).toBeLessThanOrEqual(0.001 * mean + 1e-9);
  }
  expect(shown.cost).toMatchObject({
    perRequest: close(own.bill.perRequest),
    perConversation: close(own.bill.perConversation),
    perMonth: { launch: close(own.bill.launch), month12: close(own.bill.month12) },
  });
  expect(shown.tools.coverage).toEqual(close(own.coverage));
  expect(shown.accuracy).toMatchObject({
    value: close(own.answers.value),
    basis: own.answers.basis,
    low: close(own.answers.interval?.low ?? null),
    high: close(own.answers.interval?.high ?? null),
  });
  for (const [task, value] of own.answers.tasks)
    expect(shown.accuracy.tasks[task]?.value).toEqual(close(value));
}

function everyShown(result: AgentResult): Architecture[] {
  return [
    ...result.feasible,
    ...result.frontier,
    ...result.pickTwo.flatMap(({ architecture }) => architecture ?? []),
    ...result.nearMisses,
    ...result.cliff.map(({ architecture }) => architecture),
    ...(result.today ? [result.today] : []),
  ];
}

const namesOf = (list: readonly Architecture[]) =>
  list.map(({ choices }) => spelled(choices)).toSorted();

const CASES = SEEDS.map((seed) => [seed, solved(randomTexts(seed))] as const);

it('are rules enough for nearly all of them', () => {
  const broken = CASES.filter(([, one]) => one === null);
  expect(broken.length).toBeLessThan(SEEDS.length / 20);
});

const UNDERSTOOD = CASES.flatMap(([seed, one]) => (one ? [{ seed, one }] : []));

describe.each(UNDERSTOOD)('random agent $seed', ({ one }) => {
  const { agent, result, all } = one;

  it('has as many architectures as its choices multiply to', () => {
    expect(result.searched.withTools).toBe(all.length);
    expect(result.searched.exact).toBe(true);
  });

  it('prints the figures that the rules give', () => {
    const seen = new Set<string>();
    for (const shown of everyShown(result)) {
      if (seen.has(shown.id)) continue;
      seen.add(shown.id);
      expectFigures(one, shown);
    }
  });

  it('lists what keeps every limit, and nothing else', () => {
    expect(namesOf(result.feasible)).toEqual(feasibleOf(agent, all));
    expect(result.feasibleCount.value).toBe(result.feasible.length);
  });

  it('has on its frontier what none beats', () => {
    const names = namesOf(result.frontier);
    expect(comparedByName(agent, all, names)).toEqual(frontierOf(agent, all));
    expect(result.searched.frontier).toBe(names.length);
  });

  it('lets each limit give way to the best it can be', () => {
    expect(result.pickTwo.map(({ gives }) => gives)).toEqual(statedCorners(agent));
    for (const { gives, architecture } of result.pickTwo) {
      const best = bestOf(agent, all, gives);
      const found = architecture && one.byName.get(spelled(architecture.choices));
      expect(found === null).toBe(best === null);
      if (found === null || found === undefined || best === null) continue;
      const figure = figureOf(agent, found, gives) ?? Number.NaN;
      // A measured architecture within 1% of the best is preferred to a predicted one.
      const slack = architecture?.accuracy.basis === 'measured' ? 0.01 : 1e-6;
      expect(figure).toBeLessThanOrEqual(best + slack * Math.abs(best));
    }
  });
});
