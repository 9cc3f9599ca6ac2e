import { describe, expect, test } from 'vitest';
import { architectureId, writeChoices } from '../../src/solver/choices.ts';
import { coverage } from '../../src/solver/coverage.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import type { Limits, Option, Problem, Step } from '../../src/solver/problem.ts';
import type { AgentResult, Architecture } from '../../src/solver/result.ts';
import { solve } from '../../src/solver/solve.ts';
import { sampleProblems } from '../support/arbitraryProblem.ts';
import { allArchitectures } from '../support/bruteForce.ts';
import { randomLimits } from '../support/limits.ts';
import { mulberry32 } from '../support/mulberry32.ts';
import {
  accuracyModel,
  choose,
  counts,
  fee,
  NO_LIMITS,
  none,
  option,
  point,
  problem,
  range,
  row,
  step,
  tool,
  tools,
} from '../support/problems.ts';
import { ascending, figuresOf, rowsOf } from '../support/rules.ts';

const PROBLEMS = sampleProblems(16, 99, {
  steps: 4,
  tools: 3,
  shortcuts: 2,
  architectures: 120,
  unknown: 0.02,
  unknownPrices: false,
  tangles: false,
  jumps: true,
  saves: true,
  skipsBranches: true,
  skipsSigns: true,
}).map((plain, index) => ({ ...plain, limits: randomLimits(plain, rowsOf(plain), 500 + index) }));

function resultOf(problem: Problem): AgentResult {
  const answer = solve(problem);
  if ('tooMany' in answer) throw new Error('too many');
  return answer.result;
}

const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

/** Every way to ask for a little less. */
function relaxed(limits: Limits): Limits[] {
  const { latency, ttft, accuracy, cost } = limits;
  const slower = (list: Limits['latency']) =>
    list && list.map(({ p, ms }) => ({ p, ms: ms * 1.3 }));
  const more = (usd: number | null) => usd && usd * 1.2;
  return [
    { ...limits, latency: slower(latency) },
    { ...limits, latency: latency && latency.slice(0, 1) },
    { ...limits, latency: null },
    { ...limits, ttft: slower(ttft) },
    { ...limits, accuracy: accuracy && { ...accuracy, atLeast: accuracy.atLeast - 0.03 } },
    { ...limits, accuracy: accuracy && { ...accuracy, tasks: new Map() } },
    { ...limits, accuracy: null },
    {
      ...limits,
      cost: cost && { ...cost, perRequest: more(cost.perRequest), perMonth: more(cost.perMonth) },
    },
    { ...limits, cost: null },
    { ...limits, tools: { kind: 'atLeast', count: 0 } },
  ];
}

describe('relaxing', () => {
  test('any limit removes no feasible architecture', () => {
    for (const problem of PROBLEMS) {
      const before = idsOf(resultOf(problem).feasible);
      for (const limits of relaxed(problem.limits)) {
        expect(idsOf(resultOf({ ...problem, limits }).feasible)).toEqual(
          expect.arrayContaining(before),
        );
      }
    }
  });
});

describe('adding', () => {
  test('a variant never worsens the frontier: what was on it is still there or matched', () => {
    const uniform = mulberry32(3);
    for (const before of PROBLEMS) {
      const at = Math.floor(uniform() * before.steps.length);
      const after = {
        ...before,
        steps: before.steps.map((step, i) => (i === at ? withVariant(step) : step)),
      };
      const then = figuresOfAll(after);
      for (const old of figuresOfAll(before)) {
        const matched = then.some((figures) =>
          figures.every((figure, i) => ascending(figure, old[i] ?? null) <= 0),
        );
        expect(matched).toBe(true);
      }
    }
  });

  /** Figures of the frontier, each the less the better. */
  function figuresOfAll(problem: Problem): (number | null)[][] {
    const rows = new Map(rowsOf(problem).map((row) => [row.id, row]));
    return resultOf(problem).frontier.map(({ id }) => {
      const row = rows.get(id);
      if (row === undefined) throw new Error('not an architecture');
      return figuresOf(problem, row);
    });
  }

  function withVariant(step: Step): Step {
    const [first] = step.options;
    if (first === undefined) throw new Error('no option');
    const extra: Option = { ...first, value: 'extra', latency: range(80, 200), call: fee(0.0002) };
    return { ...step, options: [...step.options, extra] };
  }
});

describe('id (rule 13)', () => {
  const plan = step('plan', [option('a', range(1, 2)), option('b', range(2, 3))]);
  const whole = problem([
    plan,
    tools([tool('x', point(1)), tool('y', point(2))], ['series', 'parallel']),
  ]);
  const choices = choose(whole, { values: { plan: 'b' }, tools: ['x', 'y'], order: 'parallel' });

  test('is 8 hex digits and differs between all architectures', () => {
    const ids = allArchitectures(whole).map((one) => architectureId(one, whole));
    expect(new Set(ids).size).toBe(2 * (2 + 1 + 1 + 1));
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}$/);
  });

  test('does not depend on numbers', () => {
    const dearer = problem([
      step('plan', [option('a', range(5, 9)), option('b', range(9, 10), { call: fee(1) })]),
      tools([tool('x', point(7)), tool('y', point(8))], ['series', 'parallel']),
    ]);
    const limited = { ...dearer, limits: { ...NO_LIMITS, latency: [{ p: 0.95, ms: 1 }] } };
    expect(architectureId(choices, limited)).toBe(architectureId(choices, whole));
  });

  test('does not depend on the order in which choices are written', () => {
    for (const plain of PROBLEMS) {
      for (const one of allArchitectures(plain).slice(0, 20)) {
        const turned = {
          ...one,
          values: new Map([...one.values].toReversed()),
          tools: one.tools.toReversed(),
        };
        expect(architectureId(turned, plain)).toBe(architectureId(one, plain));
      }
    }
  });

  test('depends on the agent', () => {
    expect(architectureId(choices, { ...whole, agent: 'other' })).not.toBe(
      architectureId(choices, whole),
    );
  });

  test('stays what it was when it was first accepted', () => {
    // SHA-256 of ["agent",[["order","parallel"],["plan","b"],["tools","all"]]]
    expect(architectureId(choices, whole)).toBe('e29512c7');
  });

  test('choices are written as the spec spells them, tools and order last', () => {
    expect(writeChoices(choices, whole)).toEqual({ plan: 'b', tools: 'all', order: 'parallel' });
    expect(writeChoices({ ...choices, tools: ['y'], order: 'series' }, whole)).toEqual({
      plan: 'b',
      tools: ['y'],
      order: 'series',
    });
  });
});

describe('latencies', () => {
  test('do not depend on which architectures were asked for before', () => {
    for (const plain of PROBLEMS) {
      const shared = latencyEvaluator(plain);
      const all = allArchitectures(plain);
      for (const one of all) shared.at(one, 'latency', 0.95);
      for (const one of all.filter((_, index) => index % 17 === 0)) {
        for (const corner of ['latency', 'ttft', 'progress'] as const) {
          expect(shared.percentiles(one, corner)).toEqual(
            latencyEvaluator(plain).percentiles(one, corner),
          );
        }
      }
    }
  });

  test('surely says nothing that the percentile contradicts', () => {
    const wrong: string[] = [];
    for (const plain of PROBLEMS) {
      const evaluator = latencyEvaluator(plain);
      for (const one of allArchitectures(plain).filter((_, index) => index % 5 === 0)) {
        const p95 = evaluator.at(one, 'latency', 0.95) ?? 0;
        for (const factor of [0.5, 0.9, 0.97, 0.999, 1.001, 1.03, 1.1, 2]) {
          const sure = evaluator.surely(one, 'latency', 0.95, p95 * factor);
          if (sure !== null && sure !== factor >= 1) wrong.push(`${sure} at ${factor}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test('tools in parallel never take longer than in series', () => {
    for (const plain of PROBLEMS) {
      const evaluator = latencyEvaluator(plain);
      for (const one of allArchitectures(plain).filter(({ order }) => order === 'parallel')) {
        const [fast, slow] = (['parallel', 'series'] as const).map(
          (order) => evaluator.at({ ...one, order }, 'latency', 0.95) ?? 0,
        );
        expect(fast ?? 0).toBeLessThanOrEqual((slow ?? 0) * 1.002);
      }
    }
  });
});

describe('coverage (rule 2)', () => {
  const list = [0.34, 0.12, 0.5].map((usedBy, i) => tool(`t${i}`, point(1), { usedBy }));

  test('is the product of what every dropped tool leaves, about', () => {
    expect(coverage(tools(list), ['t2'])).toEqual({
      share: expect.closeTo(0.66 * 0.88, 12),
      about: true,
    });
  });

  test('is measured where tool sets are: requests that use no dropped tool', () => {
    const sets = [
      { share: 0.34, tools: ['t0'] },
      { share: 0.12, tools: ['t0', 't1'] },
      { share: 0.54, tools: [] },
    ];
    const group = tools(list, ['series'], sets);
    expect(coverage(group, ['t0', 't2'])).toEqual({
      share: expect.closeTo(0.88, 12),
      about: false,
    });
    expect(coverage(group, ['t1', 't2'])).toEqual({
      share: expect.closeTo(0.54, 12),
      about: false,
    });
    expect(coverage(group, ['t0', 't1'])).toEqual({ share: expect.closeTo(1, 12), about: false });
  });

  test('is 1 with all tools, and unknown when a dropped tool’s use is', () => {
    const unknown = [...list, tool('t3', point(1))];
    expect(coverage(tools(unknown), ['t0', 't1', 't2', 't3']).share).toBe(1);
    expect(coverage(tools(unknown), ['t0', 't1', 't3']).share).toBeCloseTo(0.5, 12);
    expect(coverage(tools(unknown), ['t0', 't1', 't2']).share).toBeNull();
  });
});

describe('pick two (rule 11), worked by hand', () => {
  const ways = (latency: [number, number], usd: number, mid: number) => ({
    latency: range(...latency),
    rest: { call: fee(usd), effect: [{ mid, sd: 0.1 }] },
  });
  const make = (name: string, { latency, rest }: ReturnType<typeof ways>) =>
    option(name, latency, rest);

  test('a measured architecture within 1% of the best is preferred to a predicted one', () => {
    const options = [
      make('measured', ways([500, 600], 0.01005, 0)),
      make('predicted', ways([500, 600], 0.01, 0)),
      make('dear', ways([500, 600], 0.0102, 0)),
    ];
    const rows = ['measured', 'dear'].map((name) => row({ answer: [name] }, [counts(900, 1000)]));
    const whole = problem([step('answer', options)], {
      accuracy: accuracyModel({ rows }),
      limits: { ...NO_LIMITS, cost: { perRequest: 1, perConversation: null, perMonth: null } },
    });
    expect(best(whole, 'cost')?.choices['answer']).toBe('measured');
  });

  test('but not one that is 1.1% dearer', () => {
    const options = [
      make('measured', ways([500, 600], 0.01011, 0)),
      make('predicted', ways([500, 600], 0.01, 0)),
    ];
    const whole = problem([step('answer', options)], {
      accuracy: accuracyModel({ rows: [row({ answer: ['measured'] }, [counts(900, 1000)])] }),
      limits: { ...NO_LIMITS, cost: { perRequest: 1, perConversation: null, perMonth: null } },
    });
    expect(best(whole, 'cost')?.choices['answer']).toBe('predicted');
  });

  const catalog = (usedBy: readonly number[]) =>
    usedBy.map((share, i) =>
      tool(`t${i}`, [option('on', point(400), { call: fee(0.001 * (i + 1)), effect: none(1) })], {
        usedBy: share,
        chance: 1,
        keptEffect: none(1),
        droppedEffect: none(1),
      }),
    );

  function limitedTo(ms: number, list: ReturnType<typeof catalog>): Problem {
    return problem([tools(list)], {
      limits: { ...NO_LIMITS, latency: [{ p: 0.95, ms }], toolsStated: true },
    });
  }

  test('most coverage goes before most tools', () => {
    // One call fits. Two seldom used tools would not serve what the often used one does.
    const whole = limitedTo(500, catalog([0.9, 0.1, 0.1]));
    expect(best(whole, 'tools')?.tools.kept).toEqual(['t0']);
  });

  test('most tools goes before cheapest, and the cheapest of equal sets is taken', () => {
    const whole = limitedTo(900, catalog([0.5, 0.5, 0.5]));
    expect(best(whole, 'tools')?.tools.kept).toEqual(['t0', 't1']);
  });

  test('tools are given up in no other entry', () => {
    const whole = limitedTo(900, catalog([0.5, 0.5, 0.5]));
    expect(best(whole, 'latency')?.tools.kept).toEqual(['t0', 't1', 't2']);
  });

  test('there is one entry per stated limit, and none without', () => {
    expect(resultOf(problem([step('plan', point(1))])).pickTwo).toEqual([]);
    const whole = limitedTo(500, catalog([0.5]));
    expect(resultOf(whole).pickTwo.map(({ gives, keep }) => ({ gives, keep }))).toEqual([
      { gives: 'latency', keep: ['tools'] },
      { gives: 'tools', keep: ['latency'] },
    ]);
  });

  test('the architecture is null when the others cannot hold whatever gives way', () => {
    const whole = problem([step('plan', [option('on', range(500, 600), { call: fee(1) })])], {
      limits: {
        ...NO_LIMITS,
        latency: [{ p: 0.95, ms: 100 }],
        cost: { perRequest: 0.5, perConversation: null, perMonth: null },
      },
    });
    expect(resultOf(whole).pickTwo.map(({ architecture }) => architecture)).toEqual([null, null]);
  });

  function best(whole: Problem, gives: string): Architecture | null {
    return resultOf(whole).pickTwo.find((pair) => pair.gives === gives)?.architecture ?? null;
  }
});

describe('met (rule 6)', () => {
  const at = (limit: number) =>
    problem([step('plan', range(500, 1000))], {
      limits: { ...NO_LIMITS, latency: [{ p: 0.95, ms: limit }] },
    });

  test('a value up to a thousandth above its limit meets it', () => {
    expect(resultOf(at(999.5)).feasible).toHaveLength(1);
    expect(resultOf(at(998)).feasible).toHaveLength(0);
  });

  test('all percentile limits hold, and the first listed one is shown', () => {
    const both = {
      ...NO_LIMITS,
      latency: [
        { p: 0.5, ms: 720 },
        { p: 0.95, ms: 990 },
      ],
    };
    const result = resultOf({ ...at(1), limits: both });
    expect(result.feasible).toHaveLength(0);
    expect(result.limits.latency).toEqual({ p50: 720, p95: 990 });
    expect(result.nearMisses[0]?.misses.latency).toBeCloseTo(10, 0);
  });
});
