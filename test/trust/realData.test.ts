import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../src/commands/nodeFiles.ts';
import type { Choices } from '../../src/solver/choices.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import type { Option, Problem } from '../../src/solver/problem.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { measureTraces } from '../../src/traces/measureTraces.ts';
import { histogramOf } from '../../src/trust/asTraced.ts';
import type { ObservedRequest, ObservedRun } from '../../src/trust/observed.ts';
import { ascendingOf, rankedQuantile } from '../../src/trust/ranked.ts';
import { Replay } from '../../src/trust/replay.ts';
import { copulaOf } from '../../src/trust/rescored.ts';
import { traced } from '../../src/trust/traced.ts';
import { type Errors, leaveOneOut, medicalAgents } from '../support/leaveOneOut.ts';
import { WHISSLE } from '../support/sharedData.ts';

const ROOT = join(import.meta.dirname, '../..');
const PERCENTILES = [0.5, 0.95];

async function requestsIn(path: string): Promise<ObservedRequest[]> {
  const requests: ObservedRequest[] = [];
  await measureTraces({
    files: [path],
    cwd: ROOT,
    stdin: Readable.from([]),
    onRequest: (request) => requests.push(request),
  });
  return requests.filter(({ failed }) => !failed);
}

function problemOf(example: string): Problem {
  const { problems } = loadSpec(`examples/${example}/spec.yaml`, {
    files: nodeFiles(ROOT),
    models: join(ROOT, 'tables/models.yaml'),
  });
  return problems[0]!;
}

const isModel = ({ component }: ObservedRun): boolean => component === 'main-llm';

function ran(requests: readonly ObservedRequest[], effort: string): ObservedRequest[] {
  return requests.filter(({ runs }) => runs.filter(isModel).every((run) => run.effort === effort));
}

/** The problem with every law measured on these requests, the model's calls apart by effort. */
function measuredOn(
  problem: Problem,
  requests: readonly ObservedRequest[],
  efforts: ReadonlyMap<string, readonly ObservedRequest[]>,
): Problem {
  const runsOf = (of: readonly ObservedRequest[], component: string) =>
    of.flatMap(({ runs }) => runs.filter((run) => run.component === component));
  const option = (component: string, each: Option): Option => {
    const effort = [...efforts.keys()].find((name) => each.value.endsWith(name));
    const of = component === 'main-llm' && effort ? efforts.get(effort)! : requests;
    const runs = runsOf(of, component);
    return runs.length === 0 ? each : { ...each, latency: histogramOf(runs) };
  };
  return {
    ...problem,
    steps: problem.steps.map((step) => ({
      ...step,
      options: step.options.map((each) => option(step.component, each)),
    })),
    tools: problem.tools && {
      ...problem.tools,
      tools: problem.tools.tools.map((tool) => ({
        ...tool,
        options: tool.options.map((each) => option(tool.name, each)),
      })),
    },
  };
}

/** Errors in whole percent at p50 and p95 of one effort, predicted from requests of the other one. */
function leftOut(
  problem: Problem,
  from: readonly ObservedRequest[],
  to: readonly ObservedRequest[],
  effort: string,
): Record<'composed' | 'copula' | 'replay', number[]> {
  const other = effort === 'high' ? 'low' : 'high';
  const known = measuredOn(
    problem,
    from,
    new Map([
      [effort, to],
      [other, from],
    ]),
  );
  const choices: Choices = {
    ...problem.today!,
    values: new Map(
      [...problem.today!.values].map(([name, value]) => [
        name,
        value.startsWith('gpt-5-mini-') ? `gpt-5-mini-${effort}` : value,
      ]),
    ),
  };
  const truth = ascendingOf(to.map(({ latencyMs }) => latencyMs));
  const observed = traced(known, from);
  const evaluator = latencyEvaluator(known);
  const replayed = ascendingOf(new Replay(known, observed, 1).times(choices));
  const off = (found: readonly number[]) =>
    found.map((ms, at) => Math.round((ms / rankedQuantile(truth, PERCENTILES[at]!) - 1) * 100));
  return {
    composed: off(PERCENTILES.map((p) => evaluator.at(choices, 'latency', p)!)),
    copula: off(copulaOf(known, observed)(choices, PERCENTILES).map(({ ms }) => ms)),
    replay: off(PERCENTILES.map((p) => rankedQuantile(replayed, p))),
  };
}

describe('one effort predicted from the requests of the other, on real traces', () => {
  it.each(['high', 'low'])('%s effort: p50 and p95 by all three methods', async (effort) => {
    const requests = await requestsIn('examples/measured-agent/traces');
    const [low, high] = [ran(requests, 'low'), ran(requests, 'high')];
    const problem = problemOf('measured-agent');
    const found =
      effort === 'high' ? leftOut(problem, low, high, 'high') : leftOut(problem, high, low, 'low');
    for (const errors of Object.values(found))
      expect(errors.map((error, at) => Math.abs(error) < (at === 0 ? 8 : 20))).toEqual([
        true,
        true,
      ]);
  });
});

describe('two real agents run with eight models each, every model predicted from every other', () => {
  const medianOff = (errors: readonly Errors[], method: keyof Errors, at: number): number =>
    rankedQuantile(ascendingOf(errors.map((each) => each[method][at]!)), 0.5);

  const skipped = WHISSLE === null ? ' (skipped: ../shared/data/evals is absent)' : '';

  it.skipIf(WHISSLE === null)(
    `time outside of turns is in the copula and in replay, not in what is composed${skipped}`,
    () => {
      const agents = new Map(medicalAgents(WHISSLE!).map(({ name, byModel }) => [name, byModel]));
      const clinic = leaveOneOut(agents.get('AgentClinic')!);
      expect(clinic).toHaveLength(56);
      // A patient is played by another model, which no turn shows.
      expect(medianOff(clinic, 'composed', 0)).toBeLessThan(-0.35);
      for (const method of ['copula', 'replay'] as const)
        expect(Math.abs(medianOff(clinic, method, 0))).toBeLessThan(0.1);
      const bench = leaveOneOut(agents.get('MedAgentBench')!);
      for (const method of ['composed', 'copula', 'replay'] as const)
        expect(Math.abs(medianOff(bench, method, 0))).toBeLessThan(0.1);
    },
  );
});
