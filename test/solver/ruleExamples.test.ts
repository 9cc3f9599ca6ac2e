import { describe, expect, test } from 'vitest';
import { costOf } from '../../src/solver/cost.ts';
import { expectedRuns } from '../../src/solver/expectedRuns.ts';
import { latencyEvaluator, type TimeCorner } from '../../src/solver/latency.ts';
import { loadExample, onlyProblem } from '../support/loadText.ts';
import {
  accuracyModel,
  choose,
  fee,
  type Flow,
  modelCall,
  NO_LIMITS,
  none,
  option,
  point,
  problem,
  range,
  shortcut,
  SONNET,
  step,
  tool,
  tools,
} from '../support/problems.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';
import { randomLimits } from '../support/limits.ts';
import { pickTwo, rowsOf } from '../support/rules.ts';
import { simulate } from '../support/simulateRules.ts';
import type { Problem, Shortcut } from '../../src/solver/problem.ts';
import { solve } from '../../src/solver/solve.ts';
import { allArchitectures } from '../support/bruteForce.ts';

/** The rules worked by hand where solvers go astray: each of these was wrong once. */

/** Mean time by hand against the simulated rules within 2% and the solver within 0.2%. */
function expectMeanTime(
  corner: TimeCorner,
  flow: readonly Flow[],
  ms: number,
  shortcuts: readonly Shortcut[] = [],
): void {
  const whole = problem(flow, { shortcuts });
  const choices = choose(whole);
  const simulated = simulate(whole, choices, 100_000, 1);
  const sample = corner === 'latency' ? simulated.endToEnd : simulated[corner];
  let mean = 0;
  for (const value of sample ?? []) mean += value / 100_000;
  if (Math.abs(mean / ms - 1) > 0.02) throw new RangeError(`simulated ${mean}, by hand ${ms}`);
  const stated = latencyEvaluator(whole).percentiles(choices, corner)?.mean ?? 0;
  expect(Math.abs(stated / ms - 1)).toBeLessThan(0.002);
}

const half = (name: string, ms: number, first: number) =>
  step(name, [option('on', point(ms), { ttft: point(first) })], {
    chance: 0.5,
    streams: true,
    showsProgress: true,
  });

describe('rule 3', () => {
  test('a lookup that decides on several branches is paid before the block', () => {
    // 200 ms on a hit, 200 + max(100, 1000) on a miss.
    const flow = [{ parallel: [[step('a', point(100))], [step('b', point(1000))]] }];
    expectMeanTime('latency', flow, 700, [shortcut('memory', ['a', 'b'], 0.5, point(200))]);
  });

  test('of shortcuts to the same step the first listed goes first, whatever they skip', () => {
    const flow = [
      { parallel: [[step('a', point(100))], [step('b', point(100))]] },
      step('c', point(100)),
    ];
    const whole = problem(flow, {
      shortcuts: [
        shortcut('first', ['b'], 0.5, point(1)),
        shortcut('second', ['b', 'c'], 0.5, point(1)),
      ],
    });
    const runs = expectedRuns(whole, choose(whole));
    expect(runs.get('second')).toBeCloseTo(0.5, 12);
    expect(runs.get('c')).toBeCloseTo(0.75, 12);
  });
});

describe('rule 3, shortcuts of different sequences', () => {
  test('a lookup comes before its first skipped step, whatever later lookups say', () => {
    const flow = [
      { sequence: [step('a', point(100)), step('b', point(100))] },
      step('c', point(100)),
    ];
    const whole = problem(flow, {
      shortcuts: [
        shortcut('inner', ['a', 'b'], 0.5, point(1)),
        shortcut('outer', ['b', 'c'], 0.5, point(1)),
      ],
    });
    const runs = expectedRuns(whole, choose(whole));
    expect([runs.get('inner'), runs.get('outer')]).toEqual([1, 0.5]);
    expect([runs.get('a'), runs.get('b'), runs.get('c')]).toEqual([0.5, 0.25, 0.75]);
  });
});

describe('rule 3, a shortcut that has to be decided before a block', () => {
  test('is consulted before those inside it', () => {
    const flow = [
      { parallel: [[step('a', point(100)), step('b', point(100))], [step('c', point(100))]] },
    ];
    const whole = problem(flow, {
      shortcuts: [
        shortcut('inner', ['b'], 0.5, point(1)),
        shortcut('wide', ['b', 'c'], 0.5, point(1)),
      ],
    });
    const runs = expectedRuns(whole, choose(whole));
    expect([runs.get('wide'), runs.get('inner')]).toEqual([1, 0.5]);
    expect([runs.get('b'), runs.get('c')]).toEqual([0.25, 0.5]);
  });
});

describe('rule 5', () => {
  test('where the streaming branch does not run, the others alone make the end', () => {
    // 1 s in either case: the first token after 1 s, or the other branch's end.
    const flow = [{ parallel: [[half('a', 10_000, 1000)], [step('b', point(1000))]] }];
    expectMeanTime('ttft', flow, 1000);
  });

  test('where a shortcut skips the streaming branch, the others alone make the end', () => {
    const talk = step('a', [option('on', point(10_000), { ttft: point(1000) })], { streams: true });
    const flow = [{ parallel: [[talk], [step('b', point(1000))]] }];
    // 100 + 1000 on a miss, 1000 on a hit.
    expectMeanTime('ttft', flow, 1050, [shortcut('memory', ['a'], 0.5, point(100))]);
  });

  test('branches of which none shows anything show nothing', () => {
    // Both silent in a quarter of requests; the step after them then shows at 5 s.
    const flow = [
      {
        parallel: [[half('a', 1000, 100)], [step('wait', point(5000)), half('b', 100, 100)]],
      },
      step('answer', [option('on', point(1000), { ttft: point(200) })], { streams: true }),
    ];
    // a: 100 ms in half; else b: 5100 in a quarter; else the answer, at 5000 + 200.
    expectMeanTime('progress', flow, 0.5 * 100 + 0.25 * 5100 + 0.25 * 5200);
  });

  test('a step that a verifier runs again shows progress then', () => {
    const flow = [
      step('plan', [option('on', point(1000), { ttft: point(100) })], { showsProgress: true }),
      step('check', point(1000), { onReject: { redo: 'plan', chance: 0.5, times: 1 } }),
      step('answer', [option('on', point(1000), { ttft: point(500) })], { streams: true }),
    ];
    // Miss: 10 + 100. Hit: the plan is redone at 1010 in half, else the answer shows at 1010 + 500.
    const ms = 0.5 * 110 + 0.25 * 1110 + 0.25 * 1510;
    expectMeanTime('progress', flow, ms, [shortcut('cache', ['plan'], 0.5, point(10))]);
  });

  test('the first of several calls is the earliest sign of work', () => {
    const plan = step('plan', [option('on', point(1000), { ttft: point(100) })], {
      showsProgress: true,
      calls: [{ count: 2, share: 1 }],
    });
    expectMeanTime('progress', [plan], 100);
  });
});

describe('§4: printed percentiles within 0.1% of exact composition', () => {
  test('a latency without spread has itself as every percentile', () => {
    const whole = problem([step('wait', point(1200))]);
    const { p50, p95, p99 } = latencyEvaluator(whole).percentiles(choose(whole), 'latency') ?? {};
    for (const value of [p50, p95, p99])
      expect(Math.abs((value ?? 0) / 1200 - 1)).toBeLessThan(0.001);
  });

  test('the first sign of the plan, 150-250 ms, has p95 250 ms though the end is at 18 s', () => {
    const agent = onlyProblem(loadExample('realtime-agent'));
    const { today } = agent;
    const p95 = today && latencyEvaluator(agent).percentiles(today, 'progress')?.p95;
    expect(Math.abs((p95 ?? 0) / 250 - 1)).toBeLessThan(0.001);
  });

  test('a p50 far below p99 is right, too', () => {
    const flow = [step('quick', range(40, 50)), step('slow', range(4000, 8000), { chance: 0.05 })];
    const whole = problem(flow);
    const choices = choose(whole);
    const coarse = latencyEvaluator(whole).percentiles(choices, 'latency')?.p50 ?? 0;
    const fine = latencyEvaluator(whole, 65_536).percentiles(choices, 'latency')?.p50 ?? 0;
    expect(Math.abs(coarse / fine - 1)).toBeLessThan(0.001);
  });
});

describe('composed laws are kept under keys that say too little', () => {
  /** Asks for all architectures with one evaluator, and for the last one with a fresh one. */
  function expectSameAfterOthers(flow: readonly Flow[], shortcuts: readonly Shortcut[] = []): void {
    const whole = problem(flow, { shortcuts });
    const shared = latencyEvaluator(whole);
    for (const choices of allArchitectures(whole)) {
      const fresh = latencyEvaluator(whole).at(choices, 'latency', 0.95) ?? 0;
      const stated = shared.at(choices, 'latency', 0.95) ?? 0;
      expect(Math.abs(stated / fresh - 1)).toBeLessThan(1e-9);
    }
  }
  const plan = step('plan', [option('slow', range(600, 900)), option('fast', range(500, 700))]);
  const check = (name: string, redo: string) =>
    step(name, range(200, 300), { onReject: { redo, chance: 0.2, times: 1 } });

  test('a shortcut past a verifier: what it redoes before the skipped step matters', () => {
    const cache = shortcut('cache', ['check'], 0.5, range(5, 20));
    expectSameAfterOthers([plan, check('check', 'plan')], [cache]);
  });

  test('a loop over a verifier that reaches further back: what that redoes matters', () => {
    expectSameAfterOthers([plan, check('lint', 'plan'), check('check', 'lint')]);
  });
});

describe('unknown figures', () => {
  const answer = [
    option('known', range(400, 800), { call: fee(0.01), effect: none(1) }),
    option('unknown', range(300, 600), { call: modelCall(null, { input: 10 }), effect: none(1) }),
  ];
  const accuracy = accuracyModel();

  test('rule 12: an unknown cost does not tie with every cost', () => {
    const whole = problem([step('answer', answer)], { accuracy });
    expect(frontierOf(whole)).toEqual([{ answer: 'known' }, { answer: 'unknown' }]);
  });

  test('rule 12: no first token does not tie with every first token', () => {
    const talks = step('talks', [option('on', range(300, 600), { effect: none(1) })], {
      optional: true,
      streams: true,
      offEffect: none(1),
    });
    const limits = {
      ...NO_LIMITS,
      latency: [{ p: 0.95, ms: 5000 }],
      ttft: [{ p: 0.95, ms: 5000 }],
    };
    const whole = problem(
      [step('plan', [option('on', range(300, 600), { effect: none(1) })]), talks],
      {
        accuracy,
        limits,
      },
    );
    // Without it the end comes sooner, with it there is a first token.
    expect(frontierOf(whole)).toContainEqual({ plan: 'on', talks: 'on' });
  });

  test('a variant that is never waited for is no faster, by whatever the lattice rounds', () => {
    const ways = [
      option('dear', range(100, 280), { effect: none(1), call: fee(0.002) }),
      option('cheap', range(100, 290), { effect: none(1), call: fee(0.001) }),
    ];
    const beside = step('slow', [option('on', range(900, 1200), { effect: none(1) })]);
    const flow = [{ parallel: [[step('quick', ways)], [beside]] }];
    const limits = { ...NO_LIMITS, latency: [{ p: 0.95, ms: 2000 }] };
    const whole = problem(flow, { accuracy: accuracyModel(), limits });
    expect(frontierOf(whole)).toEqual([{ quick: 'cheap', slow: 'on' }]);
  });

  function frontierOf(whole: Problem): Record<string, unknown>[] {
    const answer = solve(whole);
    if ('tooMany' in answer) throw new Error('too many');
    return answer.result.frontier.map(
      ({ choices: { tools: _tools, order: _order, ...steps } }) => steps,
    );
  }
});

describe('the cliff', () => {
  test('holds the limits on first output, which are neither latency nor accuracy', () => {
    const ways = [
      option('late', range(300, 600), { ttft: range(200, 300), effect: [{ mid: 1, sd: 0 }] }),
      option('early', range(300, 600), { ttft: range(20, 30), effect: none(1) }),
    ];
    const limits = { ...NO_LIMITS, latency: [{ p: 0.95, ms: 900 }], ttft: [{ p: 0.95, ms: 100 }] };
    const whole = problem([step('answer', ways, { streams: true })], {
      accuracy: accuracyModel(),
      limits,
    });
    const answer = solve(whole);
    if ('tooMany' in answer) throw new Error('too many');
    expect(answer.result.cliff.map(({ architecture }) => architecture.choices['answer'])).toEqual([
      'early',
    ]);
  });
});

describe('rule 14', () => {
  const compact = step('compact', [option('on', point(10), { saves: 1000 })], {
    kind: 'compaction',
  });
  const reader = (name: string) =>
    step(name, [option('on', point(10), { call: modelCall(SONNET, { input: 2000 }) })]);
  const FULL = 0.006;
  const LESS = 0.003;

  function expectCost(
    flow: readonly Flow[],
    usd: number,
    shortcuts: readonly Shortcut[] = [],
  ): void {
    const whole = problem(flow, { shortcuts });
    const choices = choose(whole);
    const { mean, error } = simulate(whole, choices, 100_000, 1).cost;
    if (Math.abs(mean - usd) > 4 * error + 1e-9)
      throw new RangeError(`simulated ${mean}, by hand ${usd}`);
    expect(costOf(whole, choices).perRequest).toBeCloseTo(usd, 9);
  }

  test('a compaction that a hit skips saves nothing', () => {
    const cache = shortcut('cache', ['compact'], 0.5, point(1));
    expectCost([compact, reader('answer')], (FULL + LESS) / 2, [cache]);
  });

  test('a compaction without calls saves nothing', () => {
    const calls = [
      { count: 0, share: 0.5 },
      { count: 1, share: 0.5 },
    ];
    expectCost([{ ...compact, calls }, reader('answer')], (FULL + LESS) / 2);
  });

  test('steps before a compaction read less when they are redone after it', () => {
    const check = step('check', point(10), { onReject: { redo: 'plan', chance: 0.5, times: 1 } });
    expectCost([reader('plan'), compact, check], FULL + 0.5 * LESS);
  });

  test('a compaction by chance stays one event behind branches that run side by side', () => {
    const branches = { parallel: [[step('a', point(10))], [step('b', point(10))]] };
    const sometimes = { ...compact, chance: 0.75 };
    expectCost([sometimes, branches, reader('answer')], 0.25 * FULL + 0.75 * LESS);
  });

  test('later model calls of tools read less', () => {
    const call = modelCall(SONNET, { input: 2000 });
    expectCost([compact, tools([tool('search', [option('on', point(10), { call })])])], LESS);
  });

  test('later model calls of shortcuts read less', () => {
    const cache = shortcut('cache', ['answer'], 0.5, point(1), {
      call: modelCall(SONNET, { input: 2000 }),
    });
    expectCost([compact, step('answer', point(10))], LESS, [cache]);
  });
});

describe('limits', () => {
  test('of 0 ms are met by nothing, and are no reason to crash', () => {
    const limits = { ...NO_LIMITS, latency: [{ p: 0.95, ms: 0 }] };
    const answer = solve(problem([step('plan', point(10))], { limits }));
    expect('result' in answer && answer.result.feasible).toEqual([]);
  });

  test('on tasks hold in pick two, too (rule 11)', () => {
    const plain = sampleProblems(69, 20261121, {
      steps: 5,
      tools: 4,
      shortcuts: 2,
      architectures: 300,
      unknown: 0.03,
      unknownPrices: false,
      tangles: false,
      jumps: true,
      saves: true,
      skipsBranches: true,
      skipsSigns: true,
    })[68];
    if (plain === undefined) throw new Error('no such problem');
    const rows = rowsOf(plain);
    const whole = { ...plain, limits: randomLimits(plain, rows, 68) };
    expect(whole.limits.accuracy?.tasks).toEqual(new Map([['hard', 0.8]]));
    const answer = solve(whole);
    const entry = 'result' in answer ? answer.result.pickTwo[0] : undefined;
    expect(entry?.gives).toBe('latency');
    // 1,543 ms; what is found instead has 1,970 ms.
    expect(entry?.architecture?.id).toBe(pickTwo(whole, rows, 'latency')?.id);
  });
});
