import { describe, expect, it } from 'vitest';
import type { Problem, Step } from '../../src/solver/problem.ts';
import type { ObservedRequest, ObservedRun } from '../../src/trust/observed.ts';
import { stepRuns } from '../../src/trust/stepRuns.ts';
import { timeOfRuns, traced } from '../../src/trust/traced.ts';
import { optionRun } from '../../src/trust/variantOf.ts';
import { PROBLEM } from '../support/dependentTraces.ts';

const [PLAN, , ANSWER, VERIFIER] = PROBLEM.steps as [Step, Step, Step, Step];

function run(component: string, startMs: number, ms: number): ObservedRun {
  return {
    component,
    model: null,
    effort: null,
    variant: null,
    startMs,
    endMs: startMs + ms,
    durationMs: ms,
    failed: false,
    tokens: null,
  };
}

function request(runs: readonly ObservedRun[], latencyMs = 1000): ObservedRequest {
  return {
    agent: null,
    startedMs: 0,
    failed: false,
    latencyMs,
    ttftMs: null,
    progressMs: null,
    runs,
  };
}

/** A loop: one model chooses tools, then answers; a verifier may send the answer back. */
const LOOP: Problem = {
  ...PROBLEM,
  workflow: {
    kind: 'sequence',
    items: ['reason', 'answer', 'verifier'].map((step) => ({ kind: 'step' as const, step })),
  },
  tools: null,
  steps: [
    { ...PLAN, name: 'reason', component: 'llm', calls: [{ count: 2, share: 1 }] },
    { ...ANSWER, name: 'answer', component: 'llm' },
    { ...VERIFIER, onReject: { redo: 'answer', chance: 0.1, times: 1 } },
  ],
};

describe('runs of a component that several steps share', () => {
  const starts = (problem: Problem, runs: readonly ObservedRun[]) =>
    Object.fromEntries(
      [...stepRuns(problem, request(runs)).byName].map(([name, of]) => [
        name,
        of.map(({ startMs }) => startMs),
      ]),
    );

  it('are the first calls to the first step, the last one to the last', () => {
    expect(starts(LOOP, [run('llm', 0, 10), run('llm', 20, 10), run('llm', 40, 10)])).toEqual({
      reason: [0, 20],
      answer: [40],
    });
    expect(starts(LOOP, [run('llm', 0, 10)])).toEqual({ reason: [], answer: [0] });
  });

  it('are the redone step’s after a verdict', () => {
    const runs = [
      run('llm', 0, 10),
      run('llm', 20, 10),
      run('verifier', 40, 5),
      run('llm', 60, 10),
    ];
    expect(starts(LOOP, runs)).toEqual({ reason: [0], answer: [20, 60], verifier: [40] });
  });

  it('are nobody’s where the workflow does not name them', () => {
    expect(stepRuns(LOOP, request([run('rerank', 0, 1)])).others).toHaveLength(1);
  });
});

describe('a request divided into steps', () => {
  it('counts overlapping runs of one step once', () => {
    expect(timeOfRuns([run('x', 0, 10), run('x', 5, 10), run('x', 30, 5)])).toBe(20);
    expect(timeOfRuns([])).toBe(0);
  });

  it('leaves to the agent what no step took', () => {
    const { own, columns } = traced(LOOP, [
      request([run('llm', 0, 300), run('verifier', 400, 100)], 700),
    ]);
    expect(own[0]).toBe(300);
    expect(columns.get('answer')?.[0]).toBe(300);
  });

  it('takes the order of tools that explains the requests', () => {
    const together = ['crm', 'web', 'files', 'calendar'].map((name) => run(name, 0, 100));
    expect(traced(PROBLEM, [request(together, 100)]).order).toBe('parallel');
    const inARow = together.map((each, at) => run(each.component, at * 100, 100));
    expect(traced(PROBLEM, [request(inARow, 400)]).order).toBe('series');
  });

  it('knows nothing of requests that failed', () => {
    expect(traced(PROBLEM, [{ ...request([]), failed: true }]).requests).toEqual([]);
  });
});

describe('the way a run was run', () => {
  const [first] = PLAN.options;
  const option = (value: string, model: string) => ({
    ...first!,
    value,
    call: { ...first!.call, model },
  });
  const options = [
    option('sonnet-high', 'sonnet'),
    option('sonnet-low', 'sonnet'),
    option('haiku', 'haiku'),
  ];
  const of = (model: string | null, effort: string | null, variant: string | null) =>
    optionRun(options, { ...run('plan', 0, 1), model, effort, variant })?.value ?? null;

  it('is told by the variant’s name, by a model that only one has, or by its effort', () => {
    expect(of('sonnet', 'low', 'sonnet-low')).toBe('sonnet-low');
    expect(of('haiku-2025-10-01', null, 'haiku-2025-10-01')).toBe('haiku');
    expect(of('eu/sonnet', 'high', 'eu-sonnet-high')).toBe('sonnet-high');
  });

  it('is not guessed at', () => {
    expect(of('sonnet', null, 'sonnet')).toBeNull();
    expect(of('opus', null, 'opus')).toBeNull();
    expect(of(null, null, null)).toBeNull();
  });
});
