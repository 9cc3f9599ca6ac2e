import { describe, expect, it } from 'vitest';
import { accuracyOf, levelsOf } from '../../src/solver/accuracy.ts';
import { Candidate } from '../../src/solver/candidate.ts';
import type { Choices } from '../../src/solver/choices.ts';
import { enumerate, wantedToolSets } from '../../src/solver/enumerate.ts';
import { frontier } from '../../src/solver/frontier.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import { solve } from '../../src/solver/solve.ts';
import type { AgentResult } from '../../src/solver/result.ts';
import { loadText, problemOf } from '../support/loadText.ts';

const COMPONENTS = `
components:
  plan:
    kind: llm
    variants:
      big:   { model: claude-sonnet-4-6, latency: 2-3s, tokens: { input: 3000, output: 300 } }
      mid:   { model: claude-haiku-4-5, latency: 1-2s, tokens: { input: 3000, output: 300 }, accuracy: -3pt }
      small: { model: gpt-5-nano, latency: 400-700ms, tokens: { input: 3000, output: 300 } }
  lookup:
    kind: retrieval
    variants:
      deep:    { latency: 500-900ms, accuracy: 0pt }
      shallow: { latency: 100-200ms, accuracy: -2pt }
      cached:  { latency: 20-60ms, accuracy: -6..-2pt }
  answer:
    kind: llm
    tokens: { input: 2000, output: 200 }
    variants:
      long:  { model: claude-sonnet-4-6, latency: 2-4s }
      short: { model: claude-haiku-4-5, latency: 1-2s, accuracy: -4pt }
  critic: { kind: verifier, latency: 300-600ms, cost: $0.001, accuracy: +2pt }
`;

const WORKFLOW = `agents:
  desk:
    want: { latency: { p95: 5s }, accuracy: { at_least: 88%, eval: standard } }
    workflow: [ { step: lookup }, { step: plan }, { step: answer }, { step: critic, optional: true }, { step: again, component: critic, optional: true } ]
`;

interface Row {
  readonly choices: string;
  readonly passed: string;
}

function evals(rows: readonly Row[]): string {
  return `evals:
  standard:
    baseline: { accuracy: 92%, architecture: { plan: big, lookup: deep, answer: long, critic: on } }
    tasks: { easy: 60%, hard: 40% }
    rows:
${rows.map(({ choices, passed }) => `      - { architecture: { ${choices} }, passed: { ${passed} } }`).join('\n')}
`;
}

const BASELINE: Row = { choices: 'plan: big', passed: 'easy: 288/300, hard: 172/200' };
const SMALL: Row = { choices: 'plan: small', passed: 'easy: 130/150, hard: 60/100' };
const MANY: readonly Row[] = [
  BASELINE,
  SMALL,
  { choices: 'plan: mid', passed: 'easy: 140/150, hard: 80/100' },
  { choices: 'answer: short', passed: 'easy: 142/150, hard: 82/100' },
  { choices: 'plan: mid, answer: short', passed: 'easy: 135/150, hard: 70/100' },
  { choices: 'plan: small, critic: off', passed: 'easy: 125/150, hard: 52/100' },
  { choices: 'lookup: shallow, answer: short', passed: 'easy: 139/150, hard: 76/100' },
];

const problem = (rows: readonly Row[]) => problemOf(WORKFLOW, COMPONENTS + evals(rows));

function all(of: ReturnType<typeof problem>): Choices[] {
  return [...enumerate(of, wantedToolSets(of.tools, of.limits.tools))];
}

function choices(of: ReturnType<typeof problem>, values: Record<string, string>): Choices {
  const found = all(of).find((each) =>
    Object.entries(values).every(([name, value]) => each.values.get(name) === value),
  );
  if (found === undefined) throw new Error('no such architecture');
  return found;
}

const ON = { lookup: 'deep', critic: 'on', again: 'on' };

function solved(of: ReturnType<typeof problem>): AgentResult {
  const answer = solve(of);
  if ('tooMany' in answer) throw new Error('too many architectures');
  return answer.result;
}

describe('when the model takes over', () => {
  it('not where only the baseline was measured: stated effects stand', () => {
    const only = problem([BASELINE]);
    expect(only.accuracy?.learned?.inUse).toBe(false);
    const short = accuracyOf(only, choices(only, { ...ON, plan: 'mid', answer: 'long' }));
    // Rule 8, on easy tasks: 96% less 3 points is 93%.
    expect(short.tasks['easy']?.value).toBeCloseTo(0.93, 10);
    expect(accuracyOf(only, choices(only, { ...ON, plan: 'small' })).basis).toBe('unknown');
  });

  it('not where rows are no more than the choices they try', () => {
    const few = problem([
      BASELINE,
      { choices: 'plan: mid', passed: 'easy: 140/150, hard: 80/100' },
    ]);
    expect(few.accuracy?.learned?.inUse).toBe(false);
  });

  it('not where a row adds what the table asserts to have no effect', () => {
    const asserted = COMPONENTS.replace('accuracy: +2pt', 'accuracy: 0pt');
    const rows = evals([
      BASELINE,
      { choices: 'critic: on', passed: 'easy: 140/150, hard: 80/100' },
    ]);
    const added = problemOf(
      WORKFLOW,
      asserted + rows.replace('answer: long, critic: on', 'answer: long, critic: off'),
    );
    expect(added.accuracy?.learned?.inUse ?? false).toBe(false);
  });

  it('where a row tries a choice of which the table states nothing', () => {
    const told = problem([BASELINE, SMALL]);
    expect(told.accuracy?.learned?.inUse).toBe(true);
    const both = accuracyOf(told, choices(told, { ...ON, plan: 'small', answer: 'short' }));
    expect(both.basis).toBe('predicted');
    const alone = accuracyOf(told, choices(told, { ...ON, plan: 'small', answer: 'long' }));
    expect(alone).toMatchObject({ basis: 'measured', n: 250 });
    expect(both.value).toBeLessThan(alone.value ?? 0);
    expect(both.low).toBeLessThan(both.value ?? 0);
  });

  it('where rows are more than the choices they try', () => {
    expect(problem(MANY).accuracy?.learned?.inUse).toBe(true);
  });

  it('not at all where the baseline was not measured', () => {
    expect(problem([SMALL]).accuracy?.learned).toBeNull();
  });
});

describe('a prediction of the model', () => {
  const many = problem(MANY);

  it('is the same by effects that add, as the search takes it, and by the model as a whole', () => {
    const learned = many.accuracy?.learned;
    if (!learned) throw new Error('the model is there');
    for (const each of all(many)) {
      const accuracy = accuracyOf(many, each);
      if (accuracy.basis !== 'predicted') continue;
      // A component in two steps has its effect spread over them: the model knows it as a whole.
      if (each.values.get('critic') !== each.values.get('again')) continue;
      const forecast = learned.model.forecast(levelsOf(learned, many, each));
      forecast.forEach(({ centre }, task) => {
        const name = many.accuracy?.bases[task]?.name ?? '';
        const odds = Math.log(1 / (1 / (accuracy.tasks[name]?.value ?? 0) - 1));
        expect(odds).toBeCloseTo(centre, 9);
      });
    }
  });

  it('gives the frontier that trying everything gives', () => {
    const latencies = latencyEvaluator(many);
    const candidates = all(many).map((each) => new Candidate(many, latencies, each));
    // Up to 48 are tried one by one; beyond, they are searched.
    expect(candidates).toHaveLength(72);
    const expected = frontier(many, candidates).map(({ id }) => id);
    expect(
      solved(many)
        .frontier.map(({ id }) => id)
        .sort(),
    ).toEqual(expected.sort());
  });
});

describe('measured rows that effects do not add up to', () => {
  const odd: Row = { choices: 'plan: mid, answer: short', passed: 'easy: 60/150, hard: 20/100' };

  it('are told with their place, and still count for themselves', () => {
    const { diagnostics, problems } = loadText(WORKFLOW, COMPONENTS + evals([BASELINE, odd]));
    const [warning, ...others] = diagnostics.filter(({ code }) => code === 'effects-do-not-add');
    expect(others).toEqual([]);
    expect(warning).toMatchObject({ severity: 'warning', file: 'table.yaml' });
    expect(warning?.message).toMatch(
      /^answer short and plan mid together were measured at 32%, but their effects add up to 8\d(\.\d)?%: they interact$/,
    );
    const [desk] = problems;
    if (desk === undefined) throw new Error('the spec is right');
    const accuracy = accuracyOf(desk, choices(desk, { ...ON, plan: 'mid', answer: 'short' }));
    expect(accuracy).toMatchObject({ basis: 'measured', value: 0.6 * 0.4 + 0.4 * 0.2 });
  });

  it('are not made of changes of one thing, or of small gaps', () => {
    const { diagnostics } = loadText(WORKFLOW, COMPONENTS + evals(MANY));
    expect(diagnostics.filter(({ code }) => code === 'effects-do-not-add')).toEqual([]);
  });
});

describe('measure next', () => {
  it('names architectures that were not measured, or that more items would settle', () => {
    const result = solved(problem(MANY));
    expect(result.measureNext.length).toBeGreaterThan(0);
    expect(result.measureNext.length).toBeLessThanOrEqual(3);
    for (const { kind, accuracy, expected, items } of result.measureNext) {
      expect(accuracy.basis).toBe(kind === 'new' ? 'predicted' : 'measured');
      expect(items).toBeGreaterThan(0);
      const [before, after] = [
        (accuracy.high ?? 1) - (accuracy.low ?? 0),
        expected.high - expected.low,
      ];
      expect(after).toBeLessThan(before);
    }
  });

  it('is silent where nothing was measured', () => {
    expect(solved(problem([SMALL])).measureNext).toEqual([]);
  });

  it('says which choices were never tried', () => {
    const result = solved(problem([BASELINE]));
    const untried = result.measureNext.flatMap((next) => next.untried);
    expect(untried).toContain('answer short');
  });
});

describe('the cliff by task', () => {
  const result = solved(problem(MANY));

  it('rises with the time allowed, task by task, each point with its interval', () => {
    expect(result.taskCliffs.map(({ task }) => task)).toEqual(['easy', 'hard']);
    for (const { points } of result.taskCliffs) {
      expect(points.length).toBeGreaterThan(1);
      points.forEach((point, index) => {
        const before = points[index - 1];
        expect(point.low ?? 1).toBeLessThanOrEqual(point.value);
        expect(point.high ?? 0).toBeGreaterThanOrEqual(point.value);
        if (before === undefined) return;
        expect(point.value).toBeGreaterThan(before.value);
        expect(point.latencyMs).toBeGreaterThan(before.latencyMs);
      });
    }
  });

  it('falls most where most is lost a second', () => {
    for (const { points, drop } of result.taskCliffs) {
      const slopes = points.slice(1).flatMap((from, index) => {
        const to = points[index];
        if (to === undefined || from.value - to.value < 0.005) return [];
        return [(from.value - to.value) / (from.latencyMs - to.latencyMs)];
      });
      if (drop === null) throw new Error('there is a drop');
      expect((drop.from - drop.to) / (drop.fromMs - drop.toMs)).toBeCloseTo(
        Math.max(...slopes),
        12,
      );
    }
  });
});
