import { describe, expect, test } from 'vitest';
import type { Problem } from '../../../src/solver/problem.ts';
import type { AgentResult } from '../../../src/solver/result.ts';
import { solve } from '../../../src/solver/solve.ts';
import {
  accuracyModel,
  NO_LIMITS,
  none,
  option,
  point,
  problem,
  step,
} from '../../support/problems.ts';

function resultOf(of: Problem): AgentResult {
  const answer = solve(of);
  if ('tooMany' in answer) throw new Error('too many');
  return answer.result;
}

const answer = step('answer', [option('on', point(3000), { ttft: point(400), effect: none(1) })], {
  streams: true,
});
const critic = step('critic', [option('on', point(1000), { effect: none(1) })], {
  kind: 'verifier',
  optional: true,
  offEffect: [{ mid: -1, sd: 0.1 }],
  onReject: { redo: 'answer', chance: 0, times: 1 },
});
const plan = step('plan', [option('on', point(500), { effect: none(1) })], { kind: 'other' });

const within = (ms: number, atLeast: number) => ({
  accuracy: accuracyModel(),
  limits: {
    ...NO_LIMITS,
    latency: [{ p: 0.95, ms }],
    accuracy: { atLeast, tasks: new Map<string, number>() },
  },
});

describe('did you mean first token', () => {
  test('3.5 s end to end, but the first token at 500 + 400 ms', () => {
    const { ttft } = resultOf(problem([plan, answer], within(1000, 0.8)));
    expect(ttft).toMatchObject({
      asked: { percentile: 'p95', ms: 1000 },
      streams: ['answer'],
      supposed: null,
      blocking: null,
      exact: true,
    });
    expect(ttft?.firstToken?.ms).toBeCloseTo(900, 0);
    expect(ttft?.firstToken?.holds).toBe(true);
    expect(ttft?.firstToken?.set).toEqual([
      'agents.agent.want.latency=',
      'agents.agent.want.ttft.p95=1s',
    ]);
  });

  test('a verifier that accuracy needs holds it back for the rest of the answer and its own second', () => {
    const { ttft } = resultOf(problem([plan, answer, critic], within(1000, 0.85)));
    expect(ttft?.firstToken?.ms).toBeCloseTo(4500, 0);
    expect(ttft?.blocking?.steps).toEqual(['critic']);
    // 500 + 3000 + 1000 against 500 + 400.
    expect(ttft?.blocking?.ms).toBeCloseTo(3600, 0);
    // The first sign of work waits for nobody.
    expect(ttft?.progress?.ms).toBeCloseTo(900, 0);
  });

  test('where nothing streams, the last model step is supposed to', () => {
    const quiet = { ...answer, streams: false };
    const { ttft } = resultOf(problem([plan, quiet], within(1000, 0.8)));
    expect(ttft).toMatchObject({ streams: [], supposed: 'answer' });
    expect(ttft?.firstToken?.ms).toBeCloseTo(900, 0);
    expect(ttft?.firstToken?.set).toBeNull();
  });

  test('nothing is asked where something fits', () => {
    expect(resultOf(problem([plan, answer], within(4000, 0.8))).ttft).toBeNull();
  });

  test('nothing is asked where another limit fails as well', () => {
    expect(resultOf(problem([plan, answer], within(1000, 0.99))).ttft).toBeNull();
  });

  test('nothing is asked where no step could show anything', () => {
    const { ttft } = resultOf(problem([plan], within(100, 0.8)));
    expect(ttft).toMatchObject({ supposed: null, firstToken: null, progress: null });
  });
});
