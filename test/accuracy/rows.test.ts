import { describe, expect, test } from 'vitest';
import { accuracyOf, type Accuracy } from '../../src/solver/accuracy.ts';
import type { Problem } from '../../src/solver/problem.ts';
import { solve } from '../../src/solver/solve.ts';
import { loadText, problemOf } from '../support/loadText.ts';
import { choose } from '../support/problems.ts';

const SPEC = `
agents:
  a:
    want: { latency: { p95: 9s } }
    workflow:
      - { step: compaction, optional: true }
      - step: plan
      - { tools: [crm, calendar], order: any }
      - { step: critic, optional: true }
    shortcuts:
      - { use: memory, skips: [plan], hit: 25%, optional: true }
`;

const COMPONENTS = `
components:
  compaction: { kind: compaction, latency: 400ms, accuracy: 0pt }
  plan:
    kind: llm
    variants:
      slow: { latency: 2-4s }
      fast: { latency: 300-500ms, accuracy: -10pt }
      warm: { latency: 1-2s, accuracy: 0pt }
  crm: { kind: tool, latency: 300ms, accuracy: +2pt }
  calendar: { kind: tool, latency: 300ms }
  critic: { kind: verifier, latency: 300ms, accuracy: +1pt }
  memory: { kind: memory, latency: 50ms, accuracy: +1pt }
`;

/** The problem of a table with these rows. */
function withRows(...rows: string[]): Problem {
  return problemOf(
    SPEC,
    `${COMPONENTS}
evals:
  e:
    baseline: { accuracy: 90%, architecture: { plan: slow, critic: on } }
    rows:
${rows.map((row) => `      - ${row}`).join('\n')}
`,
  );
}

const TODAY = { values: { memory: 'off', compaction: 'off' } };

function accuracy(problem: Problem, given: Parameters<typeof choose>[1] = {}): Accuracy {
  return accuracyOf(
    problem,
    choose(problem, { ...given, values: { ...TODAY.values, ...given.values } }),
  );
}

const FAST = '{ architecture: { plan: fast }, passed: 160/200 }';

describe('a row (rule 7)', () => {
  const problem = withRows(FAST);

  test('speaks for the architecture it names', () => {
    expect(accuracy(problem, { values: { plan: 'fast' } })).toMatchObject({
      basis: 'measured',
      value: 0.8,
      n: 200,
    });
  });

  test('and for no other variant', () => {
    expect(accuracy(problem, { values: { plan: 'slow' } }).basis).toBe('predicted');
    expect(accuracy(problem, { values: { plan: 'warm' } }).basis).toBe('predicted');
  });

  test('what it does not name is as in the baseline: the critic on', () => {
    expect(accuracy(problem, { values: { plan: 'fast', critic: 'off' } }).basis).toBe('predicted');
  });

  test('not named in the baseline either: shortcuts off, all tools', () => {
    expect(accuracy(problem, { values: { plan: 'fast', memory: 'on' } }).basis).toBe('predicted');
    expect(accuracy(problem, { values: { plan: 'fast' }, tools: ['calendar'] }).basis).toBe(
      'predicted',
    );
  });

  test('order does not matter', () => {
    for (const order of ['series', 'parallel'] as const) {
      expect(accuracy(problem, { values: { plan: 'fast' }, order }).basis).toBe('measured');
    }
  });

  test('a choice declared 0pt does not matter', () => {
    for (const compaction of ['on', 'off']) {
      expect(accuracy(problem, { values: { plan: 'fast', compaction } }).basis).toBe('measured');
    }
  });

  test('order matters where the row names it', () => {
    const named = withRows('{ architecture: { plan: fast, order: parallel }, passed: 160/200 }');
    expect(accuracy(named, { values: { plan: 'fast' }, order: 'parallel' }).basis).toBe('measured');
    expect(accuracy(named, { values: { plan: 'fast' }, order: 'series' }).basis).toBe('predicted');
  });

  test('a choice declared 0pt matters where the row names it', () => {
    const named = withRows('{ architecture: { plan: fast, compaction: on }, passed: 160/200 }');
    expect(accuracy(named, { values: { plan: 'fast', compaction: 'on' } }).basis).toBe('measured');
    expect(accuracy(named, { values: { plan: 'fast', compaction: 'off' } }).basis).toBe(
      'predicted',
    );
  });

  test('of the baseline speaks for variants declared 0pt', () => {
    const base = withRows('{ architecture: { critic: on }, passed: 180/200 }');
    expect(accuracy(base, { values: { plan: 'warm' } })).toMatchObject({
      basis: 'measured',
      value: 0.9,
    });
    expect(accuracy(base, { values: { plan: 'fast' } }).basis).toBe('predicted');
  });

  test('tools are named one by one or as a list', () => {
    for (const written of ['crm: off', 'tools: [calendar]']) {
      const few = withRows(`{ architecture: { plan: fast, ${written} }, passed: 150/200 }`);
      expect(accuracy(few, { values: { plan: 'fast' }, tools: ['calendar'] })).toMatchObject({
        basis: 'measured',
        value: 0.75,
      });
      expect(accuracy(few, { values: { plan: 'fast' } }).basis).toBe('predicted');
    }
  });

  test('a shortcut that is named on is on', () => {
    const named = withRows('{ architecture: { plan: fast, memory: on }, passed: 170/200 }');
    expect(accuracy(named, { values: { plan: 'fast', memory: 'on' } }).value).toBeCloseTo(0.85, 12);
    expect(accuracy(named, { values: { plan: 'fast' } }).basis).toBe('predicted');
  });

  test('several that match are pooled', () => {
    const twice = withRows(FAST, '{ architecture: { plan: fast, critic: on }, passed: 90/100 }');
    expect(accuracy(twice, { values: { plan: 'fast' } })).toMatchObject({
      basis: 'measured',
      n: 300,
    });
    expect(accuracy(twice, { values: { plan: 'fast' } }).value).toBeCloseTo(250 / 300, 12);
  });

  test('that lacks a task is not used, and that is said', () => {
    const { problems, diagnostics } = loadText(
      SPEC,
      `${COMPONENTS}
evals:
  e:
    baseline: { accuracy: 90%, architecture: { plan: slow } }
    tasks: { easy: 60%, hard: 40% }
    rows:
      - { architecture: { plan: fast }, passed: { easy: 90/100 } }
`,
    );
    expect(diagnostics.map(({ code }) => code)).toContain('row-incomplete');
    const [problem] = problems;
    expect(problem && accuracy(problem, { values: { plan: 'fast' } }).basis).toBe('predicted');
  });

  test('a measured row beats every prediction, whatever it says', () => {
    const odd = withRows('{ architecture: { plan: fast }, passed: 20/200 }');
    expect(accuracy(odd, { values: { plan: 'fast' } }).value).toBeCloseTo(0.1, 12);
  });
});

describe('a prediction from a table (rule 8)', () => {
  const problem = withRows('{ architecture: { critic: on }, passed: 900/1000 }');
  const logit = (share: number) => Math.log(share / (1 - share));
  const expit = (x: number) => 1 / (1 + Math.exp(-x));

  test('a variant has b + d', () => {
    expect(accuracy(problem, { values: { plan: 'fast' } }).value).toBeCloseTo(0.8, 12);
  });

  test('removing what the baseline has gives b - d', () => {
    expect(accuracy(problem, { values: { critic: 'off' } }).value).toBeCloseTo(0.89, 12);
    expect(accuracy(problem, { tools: ['calendar'] }).value).toBeCloseTo(0.88, 12);
  });

  test('adding what it lacks gives b + d', () => {
    expect(accuracy(problem, { values: { memory: 'on' } }).value).toBeCloseTo(0.91, 12);
  });

  test('effects add in log odds', () => {
    const both = accuracy(problem, { values: { plan: 'fast', memory: 'on' } }).value ?? 0;
    expect(both).toBeCloseTo(expit(logit(0.8) + logit(0.91) - logit(0.9)), 12);
  });

  test('the baseline as stated, without counts, has no interval', () => {
    const stated = problemOf(
      SPEC,
      `${COMPONENTS}
evals: { e: { baseline: { accuracy: 93%, architecture: { plan: slow, critic: on } } } }
`,
    );
    expect(accuracy(stated)).toMatchObject({ basis: 'predicted', low: null, high: null });
    expect(accuracy(stated).value).toBeCloseTo(0.93, 12);
  });

  test('an effect is not weighted by the chance of its step', () => {
    const rare = problemOf(
      SPEC.replace(
        '{ step: critic, optional: true }',
        '{ step: critic, optional: true, chance: 10% }',
      ),
      `${COMPONENTS}
evals: { e: { baseline: { accuracy: 90%, architecture: { plan: slow, critic: on } } } }
`,
    );
    expect(accuracy(rare, { values: { critic: 'off' } }).value).toBeCloseTo(0.89, 12);
  });

  test.each([
    ['memory', '+1pt', '+12pt', 'adding memory'],
    ['critic', '+1pt', '-12pt', 'removing critic'],
    ['plan', '-10pt', '+10pt', 'adding plan'],
  ])('%s of %s as %s would leave 0..100%%: an error at its place', (name, was, is, message) => {
    const table = `${COMPONENTS.replace(
      new RegExp(`(${name}:[^]*?accuracy: )${was.replace('+', '\\+')}`),
      `$1${is}`,
    )}
evals: { e: { baseline: { accuracy: 90%, architecture: { plan: slow, critic: on } } } }
`;
    const { problems, diagnostics } = loadText(SPEC, table);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(problems).toEqual([]);
    expect(errors.map(({ code }) => code)).toEqual(['accuracy-out-of-range']);
    expect(errors[0]?.message).toContain(message);
    expect(errors[0]?.file).toBe('table.yaml');
    const line = table.split('\n').findIndex((text) => text.includes(`accuracy: ${is}`));
    // Two lines, version and name, come before.
    expect(errors[0]?.range?.line).toBe(line + 3);
  });
});

describe('what the table does not say (rule 9)', () => {
  function table(variants: string, more = ''): string {
    return `
components:
  plan:
    kind: llm
    model: claude-haiku-4-5
    effort: high
    tokens: { input: 100, output: 10 }
    variants:
      base: { latency: 1s }
      ${variants}
  critic: { kind: verifier, latency: 300ms ${more} }
  crm: { kind: tool, latency: 300ms }
evals: { e: { baseline: { accuracy: 90%, architecture: { plan: base, critic: on } } } }
`;
  }
  const spec = `
agents:
  a:
    want: { latency: { p95: 9s } }
    workflow:
      - step: plan
      - tools: [crm]
      - { step: critic, optional: true }
`;
  const basis = (problem: Problem, values: Record<string, string>) =>
    accuracyOf(problem, choose(problem, { values })).basis;

  test('counts as none between variants of the same model and effort', () => {
    const problem = problemOf(spec, table('other: { latency: 2s }', ', accuracy: +1pt'));
    expect(accuracyOf(problem, choose(problem, { values: { plan: 'other' } })).value).toBeCloseTo(
      0.9,
      12,
    );
  });

  test.each(['model: claude-sonnet-4-6', 'effort: low'])(
    'is unknown for a variant with %s',
    (other) => {
      const problem = problemOf(
        spec,
        table(`other: { latency: 2s, ${other} }`, ', accuracy: +1pt'),
      );
      expect(basis(problem, { plan: 'other' })).toBe('unknown');
      expect(basis(problem, { plan: 'base' })).toBe('predicted');
    },
  );

  test('counts as none for a tool', () => {
    const problem = problemOf(spec, table('other: { latency: 2s }', ', accuracy: +1pt'));
    const choices = choose(problem, { tools: [] });
    expect(accuracyOf(problem, choices).value).toBeCloseTo(0.9, 12);
  });

  test('is unknown for a verifier that is given up', () => {
    const problem = problemOf(spec, table('other: { latency: 2s }'));
    expect(basis(problem, { critic: 'off' })).toBe('unknown');
    expect(basis(problem, { critic: 'on' })).toBe('predicted');
  });

  test('everything is unknown without evals', () => {
    const problem = problemOf(spec, table('other: { latency: 2s }').replace(/^evals:.*$/m, ''));
    expect(basis(problem, {})).toBe('unknown');
  });

  test('unknown architectures are listed after known ones, and are never on the frontier', () => {
    const faster = `other: { latency: 100ms, model: claude-haiku-4-5, effort: low }`;
    const problem = problemOf(spec, table(faster, ', accuracy: +1pt'));
    const answer = solve(problem);
    if ('tooMany' in answer) throw new Error('too many');
    const { feasible, frontier } = answer.result;
    expect(feasible.map(({ accuracy }) => accuracy.basis)).toEqual([
      'predicted',
      'predicted',
      'unknown',
      'unknown',
    ]);
    expect(frontier.every(({ accuracy }) => accuracy.basis !== 'unknown')).toBe(true);
  });
});

describe('a component that two steps use', () => {
  const table = `
components:
  answer:
    kind: llm
    accuracy: +3pt
    variants:
      good: { latency: 1-2s }
      quick: { latency: 100-200ms, accuracy: -8pt }
evals:
  e:
    baseline: { accuracy: 90%, architecture: { answer: good } }
    rows:
      - { architecture: { answer: good }, passed: 900/1000 }
      - { architecture: { answer: quick }, passed: 700/1000 }
`;
  const spec = `
agents:
  a:
    want: { latency: { p95: 9s } }
    workflow:
      - { step: first, component: answer, optional: true }
      - { step: second, component: answer, optional: true }
`;
  const problem = problemOf(spec, table);
  const of = (values: Record<string, string>, from = problem) =>
    accuracyOf(from, choose(from, { values }));

  test('a row that names it stands for all its steps', () => {
    expect(of({ first: 'quick', second: 'quick' })).toMatchObject({
      basis: 'measured',
      value: 0.7,
    });
    expect(of({ first: 'good', second: 'good' })).toMatchObject({ basis: 'measured', value: 0.9 });
    expect(of({ first: 'quick', second: 'good' }).basis).toBe('predicted');
  });

  test('its effect is had in full when all its steps change', () => {
    const stated = problemOf(spec, table.replace(/ {6}- .*quick.*\n/, ''));
    expect(of({ first: 'quick', second: 'quick' }, stated).value).toBeCloseTo(0.82, 12);
    expect(of({ first: 'off', second: 'off' }, stated).value).toBeCloseTo(0.87, 12);
    const one = of({ first: 'quick', second: 'good' }, stated).value ?? 0;
    expect(one).toBeGreaterThan(0.82);
    expect(one).toBeLessThan(0.9);
    expect(of({ first: 'good', second: 'quick' }, stated).value).toBeCloseTo(one, 12);
  });
});
