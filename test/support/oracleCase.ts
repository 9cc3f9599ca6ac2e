import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Problem } from '../../src/solver/problem.ts';
import type { AgentResult, Architecture } from '../../src/solver/result.ts';
import { solve } from '../../src/solver/solve.ts';
import { hasErrors, loadSpec } from '../../src/spec/load.ts';
import { filesOf, GPUS, knownPrices, MODELS } from './loadText.ts';
import { type Chosen, spelled, toolsOf } from './oracle/architectures.ts';
import { type Figures, figuresFor, figuresOf, meanTimeOf, timeOf } from './oracle/figures.ts';
import type { Texts } from './oracle/randomTexts.ts';
import { readSystem } from './oracle/readSystem.ts';
import type { Agent, System, Written } from './oracle/system.ts';
import {
  bestOf,
  type Corner,
  comparedByName,
  feasibleOf,
  figureOf,
  frontierDoubts,
  frontierOf,
  inTwelveMonths,
  keeps,
  outOfOrder,
  statedCorners,
  surelyOf,
  TIMES,
  verdict,
} from './oracle/verdicts.ts';

/** An agent as the program answers it, and as the rules alone do. */
export interface OracleCase {
  readonly system: System;
  readonly agent: Agent;
  readonly problem: Problem;
  readonly result: AgentResult;
  readonly all: readonly Figures[];
  readonly byName: ReadonlyMap<string, Figures>;
}

/** Every agent of a spec; null where the texts break a rule, as by an effect beyond 0..100%. */
export function casesOf({ spec, table }: Texts): OracleCase[] | null {
  const files = filesOf({ 'spec.yaml': spec, 'table.yaml': table });
  const known = knownPrices();
  const loaded = loadSpec('spec.yaml', { files, models: MODELS, gpus: GPUS, known });
  if (hasErrors(loaded.diagnostics)) return null;
  const system = readSystem(spec, table);
  return loaded.problems.map((problem) => {
    const agent = system.agents.get(problem.agent);
    const answer = solve(problem);
    if (agent === undefined || 'tooMany' in answer) throw new Error('cannot be compared');
    const all = figuresOf(system, agent, 'all');
    return {
      system,
      agent,
      problem,
      result: answer.result,
      all,
      byName: new Map(all.map((each) => [each.name, each])),
    };
  });
}

/** There are as many architectures as the choices multiply to. */
export function expectCounted({ result, all }: OracleCase): void {
  expect(result.searched.withTools).toBe(all.length);
  expect(result.searched.exact).toBe(true);
}

/** Whatever the result names has the figures and verdicts that the rules give. */
export function expectShown(one: OracleCase): void {
  const seen = new Set<string>();
  for (const shown of everyShown(one.result)) {
    if (seen.has(shown.id)) continue;
    seen.add(shown.id);
    expect(shown.id).toBe(idOf(one.agent, shown.choices));
    const own = figuresNamed(one, shown.choices);
    expectTimes(own, shown, one.agent.want.hasDeadline);
    expectMoney(own, shown);
    expectAccuracy(own, shown);
    expectVerdicts(one, own, shown);
  }
}

/** What keeps every limit is listed, in order, and nothing else; also where intervals must keep it. */
export function expectFeasible(one: OracleCase): void {
  const { agent, all, byName, problem, result } = one;
  expect(namesOf(result.feasible)).toEqual(feasibleOf(agent, all));
  expect(result.feasibleCount.value).toBe(result.feasible.length);
  const listed = result.feasible.map(({ choices, id }) => ({
    id,
    own: byName.get(spelled(choices)) as Figures,
  }));
  expect(outOfOrder(agent, listed, slackOf(one))).toEqual([]);
  const strict = solve(problem, { strict: true });
  if ('tooMany' in strict) throw new Error('cannot be compared');
  expect(namesOf(strict.result.feasible)).toEqual(surelyOf(agent, all));
}

export function expectFrontier(one: OracleCase): void {
  const { agent, all, byName, result } = one;
  const names = namesOf(result.frontier);
  const members = names.flatMap((name) => byName.get(name) ?? []);
  expect(frontierDoubts(agent, all, members, slackOf(one))).toEqual([]);
  if (!agent.want.hasDeadline)
    expect(comparedByName(agent, all, names)).toEqual(frontierOf(agent, all));
  expect(result.searched.frontier).toBe(names.length);
}

/** Each limit gives way to the best it can be. */
export function expectTrades(one: OracleCase): void {
  const { agent, all, byName, result } = one;
  expect(result.pickTwo.map(({ gives }) => gives)).toEqual(statedCorners(agent));
  for (const { gives, architecture } of result.pickTwo) {
    const best = bestOf(agent, all, gives);
    const found = architecture && byName.get(spelled(architecture.choices));
    expect(found === null).toBe(best === null);
    if (found === null || found === undefined || best === null) continue;
    const figure = figureOf(agent, found, gives) ?? Number.NaN;
    // A measured architecture within 1% of the best is preferred to a predicted one.
    const share = architecture?.accuracy.basis === 'measured' ? 0.01 : 1e-6;
    const slack = Math.max(share * Math.abs(best), isTime(gives) ? slackOf(one) : 0);
    expect(figure).toBeLessThanOrEqual(best + slack);
  }
}

/** Each model of the step that is looked at, in its place: what it costs, what it keeps and how surely. */
export function expectHosts(one: OracleCase): void {
  const { agent, result } = one;
  const base = result.proposal.choices ?? result.today?.choices;
  for (const row of base ? result.hosts : []) {
    const own = figuresNamed(one, { ...base, [row.step]: row.variant });
    const corners = statedCorners(agent);
    const by = (wanted: string) =>
      corners.filter((corner) => verdict(agent, own, corner) === wanted);
    expect(row).toMatchObject({
      perRequest: close(own.bill.perRequest),
      perMonth: { launch: close(own.bill.launch), month12: close(own.bill.month12) },
    });
    expect(row.misses).toEqual(corners.filter((corner) => !keeps(agent, own, corner)));
    expect(row.unclear).toEqual(by('unclear'));
    expect(row.feasible).toBe(row.misses.length === 0);
  }
}

function isTime(corner: Corner): boolean {
  return (TIMES as readonly Corner[]).includes(corner);
}

/**
 * Times of less than a millisecond's grain are exact. Hours beside them are not: the search tells apart
 * a fraction of the longest of all, and what is printed is right to less than a thousandth.
 */
function slackOf({ agent, all }: OracleCase): number {
  if (!agent.want.hasDeadline) return 0;
  return 0.004 * Math.max(...all.map((each) => timeOf(each, 'latency', 0.99)?.high ?? 0));
}

function figuresNamed({ system, agent, byName }: OracleCase, choices: Written): Figures {
  return byName.get(spelled(choices)) ?? figuresFor(system, agent, asChosen(agent, choices));
}

/** An architecture that no rule forbids, though the solver may not choose it: what runs today. */
function asChosen(agent: Agent, written: Written): Chosen {
  const tools = (toolsOf(agent)?.tools ?? []).map(({ name }) => name);
  const kept = Array.isArray(written['tools']) ? (written['tools'] as string[]) : tools;
  return { written, kept, order: written['order'] === 'parallel' ? 'parallel' : 'series' };
}

const close = (value: number | null) =>
  value === null ? null : expect.closeTo(value, 9 - Math.ceil(Math.log10(Math.abs(value) + 1)));

function expectTimes(own: Figures, shown: Architecture, isLong: boolean): void {
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
    [stated.p50, stated.p90, stated.p95, stated.p99].forEach((ms, index) => {
      const { low = Number.NaN, high = Number.NaN } = percentiles[index] ?? {};
      if (!isLong) expect(ms).toEqual(close(low));
      else expect(ms >= low * 0.999 && ms <= high * 1.001, `${ms} for ${low}..${high}`).toBe(true);
    });
    const mean = meanTimeOf(own, time);
    expect(Math.abs(stated.mean - mean)).toBeLessThanOrEqual(
      (isLong ? 0.004 : 0.001) * mean + 1e-9,
    );
  }
}

function expectMoney(own: Figures, shown: Architecture): void {
  expect(shown.cost).toMatchObject({
    perRequest: close(own.bill.perRequest),
    perConversation: close(own.bill.perConversation),
    perMonth: { launch: close(own.bill.launch), month12: close(own.bill.month12) },
  });
  expect(shown.tools.coverage).toEqual(close(own.coverage));
}

function expectAccuracy({ answers, people }: Figures, { accuracy, cost }: Architecture): void {
  expect(accuracy).toMatchObject({
    value: close(answers.value),
    low: close(answers.interval?.low ?? null),
    high: close(answers.interval?.high ?? null),
    basis: answers.basis,
  });
  for (const [task, { value, low, high }] of answers.tasks)
    expect(accuracy.tasks[task]).toEqual({
      value: close(value),
      low: close(low),
      high: close(high),
    });
  expect(cost.people).toEqual(
    people && {
      escalations: close(people.escalations),
      wrongAnswers: close(people.wrongAnswers),
      perRequest: close(people.perRequest),
      perMonth: close(people.perMonth),
    },
  );
}

function expectVerdicts({ agent }: OracleCase, own: Figures, shown: Architecture): void {
  const corners = statedCorners(agent);
  expect(shown.meets).toEqual(
    Object.fromEntries(corners.map((corner) => [corner, verdict(agent, own, corner)])),
  );
  expect(shown.meets12Months.cost).toBe(inTwelveMonths(agent, own));
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

/** First 8 hex digits of SHA-256 over agent and choices, sorted by name. */
function idOf({ name }: Agent, written: Written): string {
  const choices = Object.entries(written)
    .map(([key, value]) => [key, typeof value === 'string' ? value : value.toSorted()] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([name, choices]))
    .digest('hex')
    .slice(0, 8);
}
