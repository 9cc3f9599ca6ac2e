import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Choices } from '../../src/solver/choices.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import type { Option, Problem } from '../../src/solver/problem.ts';
import { histogramOf } from '../../src/trust/asTraced.ts';
import type { ObservedRequest, ObservedRun } from '../../src/trust/observed.ts';
import { ascendingOf, rankedQuantile } from '../../src/trust/ranked.ts';
import { Replay } from '../../src/trust/replay.ts';
import { copulaOf } from '../../src/trust/rescored.ts';
import { traced } from '../../src/trust/traced.ts';
import { PROBLEM } from './dependentTraces.ts';

/** Requests of one agent by what they ran on: the same tasks, another model. */
export type ByModel = ReadonlyMap<string, readonly ObservedRequest[]>;

/**
 * Two medical agents that were run with several models, turns timed one by one.
 *
 * Source: WhissleAI/tau2-bench-w @ bfcb460d2b79, MIT.
 */
export function medicalAgents(
  folder: string,
): { readonly name: string; readonly byModel: ByModel }[] {
  const rows = (file: string): Record<string, string>[] =>
    parse(readFileSync(join(folder, file)), { columns: true });
  return [
    {
      name: 'MedAgentBench',
      byModel: requestsBy({
        turns: rows('medagentbench_turns.csv'),
        tasks: rows('medagentbench_tasks.csv'),
        task: 'task_id',
        durationMs: ({ duration_ms }) => Number(duration_ms),
      }),
    },
    {
      name: 'AgentClinic',
      byModel: requestsBy({
        turns: rows('agentclinic_turns.csv'),
        tasks: rows('agentclinic_cases.csv'),
        task: 'case_id',
        durationMs: ({ wall_s }) => Number(wall_s) * 1000,
      }),
    },
  ];
}

interface Source {
  readonly turns: readonly Record<string, string>[];
  readonly tasks: readonly Record<string, string>[];
  readonly task: string;
  readonly durationMs: (task: Record<string, string>) => number;
}

/** One request a task; tasks that the infrastructure failed are left out. */
function requestsBy({ turns, tasks, task, durationMs }: Source): ByModel {
  const key = (row: Record<string, string>) => `${row['run']} ${row[task]}`;
  const turnsOf = new Map<string, number[]>();
  for (const turn of turns)
    turnsOf.set(key(turn), [...(turnsOf.get(key(turn)) ?? []), Number(turn['latency_ms'])]);
  const byModel = new Map<string, ObservedRequest[]>();
  for (const row of tasks) {
    const times = turnsOf.get(key(row));
    if (row['infra_fail'] === '1' || times === undefined) continue;
    const run = row['run'] ?? '';
    byModel.set(run, [...(byModel.get(run) ?? []), requestOf(run, times, durationMs(row))]);
  }
  return byModel;
}

function requestOf(model: string, times: readonly number[], latencyMs: number): ObservedRequest {
  let at = 0;
  const runs = times.map((durationMs): ObservedRun => {
    const startMs = at;
    at += durationMs;
    return {
      component: 'turn',
      model,
      effort: null,
      variant: model,
      startMs,
      endMs: at,
      durationMs,
      failed: false,
      tokens: null,
    };
  });
  const untold = { agent: null, startedMs: 0, failed: false, ttftMs: null, progressMs: null };
  return { ...untold, latencyMs, runs };
}

export const PERCENTILES = [0.5, 0.9] as const;

/** Errors (predicted / measured - 1) at {@link PERCENTILES}, by method. */
export type Errors = Readonly<Record<'composed' | 'copula' | 'replay', readonly number[]>>;

/**
 * Every model predicted from the requests of every other one: its own turns are known, how many of
 * them a task takes and how they hang together are the other's.
 */
export function leaveOneOut(byModel: ByModel): Errors[] {
  const problem = problemOf(byModel);
  return [...byModel].flatMap(([from, requests]) =>
    [...byModel]
      .filter(([to]) => to !== from)
      .map(([to, target]) => predicted(problem, requests, to, target)),
  );
}

function problemOf(byModel: ByModel): Problem {
  const step = PROBLEM.steps[0]!;
  const base = step.options[0]!;
  const options = [...byModel].map(([value, requests]): Option => ({
    ...base,
    value,
    latency: histogramOf(requests.flatMap(({ runs }) => runs)),
  }));
  return {
    ...PROBLEM,
    workflow: { kind: 'sequence', items: [{ kind: 'step', step: 'turn' }] },
    steps: [{ ...step, name: 'turn', component: 'turn', options }],
    tools: null,
  };
}

function predicted(
  problem: Problem,
  requests: readonly ObservedRequest[],
  to: string,
  target: readonly ObservedRequest[],
): Errors {
  const counts = requests.map(({ runs }) => runs.length);
  const calls = [...new Set(counts)].map((count) => ({
    count,
    share: counts.filter((each) => each === count).length / counts.length,
  }));
  const known = { ...problem, steps: problem.steps.map((step) => ({ ...step, calls })) };
  const choices: Choices = { values: new Map([['turn', to]]), tools: [], order: 'series' };
  const observed = traced(known, requests);
  const evaluator = latencyEvaluator(known);
  const replayed = ascendingOf(new Replay(known, observed, 1).times(choices));
  const truth = ascendingOf(target.map(({ latencyMs }) => latencyMs));
  const off = (found: readonly number[]) =>
    found.map((ms, at) => ms / rankedQuantile(truth, PERCENTILES[at]!) - 1);
  return {
    composed: off(PERCENTILES.map((p) => evaluator.at(choices, 'latency', p)!)),
    copula: off(copulaOf(known, observed)(choices, PERCENTILES).map(({ ms }) => ms)),
    replay: off(PERCENTILES.map((p) => rankedQuantile(replayed, p))),
  };
}
