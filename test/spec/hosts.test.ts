import { describe, expect, test } from 'vitest';
import { costAgent } from '../../src/solver/costing/agentCost.ts';
import { costOf, monthAt } from '../../src/solver/cost.ts';
import { enumerate } from '../../src/solver/enumerate.ts';
import { latencyEvaluator } from '../../src/solver/latency.ts';
import { solve } from '../../src/solver/solve.ts';
import type { Problem } from '../../src/solver/problem.ts';
import { loadText, onlyProblem, problemOf } from '../support/loadText.ts';
import { choose } from '../support/problems.ts';

const TABLE = `
components:
  reply:
    kind: llm
    tokens: { input: 500, output: 60 }
    variants:
      haiku:    { model: claude-haiku-4-5, latency: 600-900ms }
      llama-8b: { model: llama-3.1-8b, accuracy: -6..-2pt }
evals:
  e: { baseline: { accuracy: 90%, architecture: { reply: haiku } } }
`;

const spec = (rest: string, want = 'latency: { p95: 3s }') => `
agents:
  a:
    want: { ${want} }
    workflow: [{ step: reply }]
${rest}
`;

const TRAFFIC =
  '    traffic: { conversations: 1500/month, in_12_months: 8000/month, turns: 4, gap: 90s, active_hours: 10, peak: 3x }\n';

const valuesOf = (problem: Problem) => problem.steps[0]?.options.map(({ value }) => value);

const hosted = (hosts: string, rest = '') =>
  problemOf(spec(`${TRAFFIC}    hosts: ${hosts}\n${rest}`), TABLE);

describe('hosts are a choice for open models (rule 17)', () => {
  test('each is one more way to run the step, in the order listed; models with a price stay on the API', () => {
    expect(valuesOf(hosted('[api, a100, a40-spot]'))).toEqual([
      'haiku',
      'llama-8b@a100',
      'llama-8b@a40-spot',
    ]);
  });

  test('without api, models with a price are left out, with a note', () => {
    const loaded = loadText(spec(`${TRAFFIC}    hosts: [a100]\n`), TABLE);
    expect(valuesOf(onlyProblem(loaded))).toEqual(['llama-8b@a100']);
    expect(loaded.diagnostics.map(({ message }) => message)).toContainEqual(
      'reply: haiku runs on the API of its provider, which hosts does not list: left out',
    );
  });

  test('without hosts an open model has nowhere to run', () => {
    const loaded = loadText(spec(TRAFFIC), TABLE);
    expect(valuesOf(onlyProblem(loaded))).toEqual(['haiku']);
    expect(loaded.diagnostics.map(({ message }) => message)).toContainEqual(
      'reply: llama-8b states no latency, and llama-3.1-8b runs on GPUs, of which the agent names none: left out',
    );
  });

  test('a measured row for the variant holds on every host', () => {
    const table = `${TABLE.replace('} }\n', '}')}
    rows:
      - { architecture: { reply: llama-8b }, passed: 180/200 }
`
      .replace('e: { baseline', 'e:\n    baseline')
      .replace('{ reply: haiku } }', '{ reply: haiku } }');
    const problem = problemOf(
      spec(`${TRAFFIC}    hosts: [a100, h100]\n`, 'latency: { p95: 9s }'),
      table,
    );
    const answer = solve(problem);
    if (!('result' in answer)) throw new Error('too many');
    expect(answer.result.feasible.map(({ accuracy }) => accuracy.basis)).toEqual([
      'measured',
      'measured',
    ]);
  });

  test('today may name the variant alone: it runs on the first host listed', () => {
    const problem = problemOf(
      spec(`${TRAFFIC}    today: { reply: llama-8b }\n    hosts: [h100, a100]\n`),
      TABLE,
    );
    expect(problem.today?.values.get('reply')).toBe('llama-8b@h100');
  });
});

describe('what hosting costs', () => {
  const problem = hosted('[api, a100-spot, a100]');
  const at = (value: string) => choose(problem, { values: { reply: value } });

  test('two replicas for a customer-facing agent, 720 h, and 10 h of engineering at $100', () => {
    expect(costOf(problem, at('llama-8b@a100')).perMonth.launch).toBeCloseTo(2 * 1800 + 1000, 6);
    expect(costOf(problem, at('llama-8b@a100-spot')).perMonth.launch).toBeCloseTo(
      2 * 1288.8 + 1000,
      6,
    );
  });

  test('one replica under a deadline', () => {
    const overnight = problemOf(spec(`${TRAFFIC}    hosts: [a100]\n`, 'deadline: 12h'), TABLE);
    const choices = choose(overnight, { values: { reply: 'llama-8b@a100' } });
    expect(costOf(overnight, choices).perMonth.launch).toBeCloseTo(1800 + 1000, 6);
  });

  test('grows by whole replicas with the volume, while calls cost nothing', () => {
    const months = [1000, 1e6, 1e7, 1e8].map((requests) =>
      monthAt(problem, at('llama-8b@a100'), requests),
    );
    expect(months.map(({ calls }) => calls)).toEqual([0, 0, 0, 0]);
    for (const { fixed } of months) expect(((fixed - 1000) / 1800) % 1).toBeCloseTo(0, 9);
    expect(months.map(({ fixed }) => fixed)).toEqual(
      months.map(({ fixed }) => fixed).toSorted((a, b) => a - b),
    );
  });

  test('is spread over the requests of launch', () => {
    const { perRequest, parts } = costOf(problem, at('llama-8b@a100'));
    expect(perRequest).toBeCloseTo(4600 / 6000, 9);
    expect(parts['fixed']).toBeCloseTo(4600 / 6000, 9);
  });

  test('the table overrides prices, terms and the number of replicas', () => {
    const own = problemOf(
      spec(`${TRAFFIC}    hosts: [a100, my-a100]\n`),
      `gpus:
  a100: { price: $2.00/hour }
  my-a100: { gpu: a100, price: $1/hour, precision: int4 }
serving: { engineering_hours: 0, at_least: 1 }
${TABLE}`,
    );
    const month = (value: string) =>
      costOf(own, choose(own, { values: { reply: value } })).perMonth.launch;
    expect(month('llama-8b@a100')).toBeCloseTo(1440, 6);
    expect(month('llama-8b@my-a100')).toBeCloseTo(720, 6);
  });
});

describe('steps that share replicas', () => {
  const table = TABLE.replace(
    'evals:',
    `  check:
    kind: llm
    tokens: { input: 800, output: 20 }
    variants:
      haiku:    { model: claude-haiku-4-5, latency: 300-500ms, accuracy: 0pt }
      llama-8b: { model: llama-3.1-8b, accuracy: 0pt }
evals:`,
  );
  const problem = problemOf(
    spec(`${TRAFFIC}    hosts: [api, h100]\n`).replace(
      '[{ step: reply }]',
      '[{ step: reply }, { step: check }]',
    ),
    table,
  );
  const month = (reply: string, check: string) =>
    costOf(problem, choose(problem, { values: { reply, check } })).perMonth.launch ?? Number.NaN;

  test('pay for them once', () => {
    const calls = month('haiku', 'haiku') / 2;
    expect(month('llama-8b@h100', 'llama-8b@h100')).toBeCloseTo(2 * 3024 + 1000, 6);
    expect(month('llama-8b@h100', 'haiku')).toBeGreaterThan(2 * 3024 + 1000);
    expect(month('llama-8b@h100', 'haiku')).toBeLessThan(2 * 3024 + 1000 + 2 * calls);
  });

  test('are searched exactly: the cheapest of 648 is that of trying them all', () => {
    const others = Array.from(
      { length: 5 },
      (_, index) => `  extra${index}:
    kind: retrieval
    variants:
      slow: { latency: ${100 + 20 * index}ms }
      fast: { latency: ${20 + 3 * index}ms, cost: $0.${index + 1}, fixed_cost: $${10 * index}/month, accuracy: 0pt }
`,
    );
    const steps = others.map((_, index) => `{ step: extra${index}, optional: ${index < 2} }`);
    const large = problemOf(
      spec(`${TRAFFIC}    hosts: [api, h100, a100]\n`, 'latency: { p95: 1500ms }').replace(
        '[{ step: reply }]',
        `[{ step: reply }, { step: check }, ${steps.join(', ')}]`,
      ),
      table.replace('evals:', `${others.join('')}evals:`),
    );
    const answer = solve(large);
    if (!('result' in answer)) throw new Error('too many');
    const { result } = answer;
    expect(result.searched.architectures).toBe(3 * 3 * 3 * 3 * 2 * 2 * 2);
    const evaluator = latencyEvaluator(large);
    const fitting = [...enumerate(large, [[]])].filter(
      (choices) => (evaluator.at(choices, 'latency', 0.95) ?? Infinity) <= 1500 * 1.001,
    );
    expect(result.feasibleCount.value).toBe(fitting.length);
    const cheapest = Math.min(...fitting.map((each) => costOf(large, each).perRequest ?? Infinity));
    expect(result.feasible[0]?.cost.perRequest).toBeCloseTo(cheapest, 9);
    const both = fitting
      .filter((each) => each.values.get('check') === 'llama-8b@h100')
      .filter((each) => each.values.get('reply') === 'llama-8b@h100')
      .map((each) => costOf(large, each).perRequest ?? Infinity);
    const found = result.feasible
      .filter(({ choices }) => choices['check'] === 'llama-8b@h100')
      .filter(({ choices }) => choices['reply'] === 'llama-8b@h100')
      .map(({ cost }) => cost.perRequest ?? Infinity);
    expect(Math.min(...found)).toBeCloseTo(Math.min(...both), 9);
  });
});

describe('calibrate', () => {
  const times = (tpot: string) => {
    const problem = problemOf(
      spec(`${TRAFFIC}    hosts: [a100]\n`),
      `calibrate:\n  a100: { model: llama-3.1-8b, input: 500, output: 60, tpot: ${tpot} }\n${TABLE}`,
    );
    const answer = solve(problem);
    if (!('result' in answer)) throw new Error('too many');
    return answer.result.hosts[0]?.latency.p50 ?? Number.NaN;
  };

  test('a GPU measured to be twice as slow per token answers in about twice the time', () => {
    expect(times('24ms') / times('12ms')).toBeGreaterThan(1.7);
    expect(times('24ms') / times('12ms')).toBeLessThan(2.1);
  });
});

describe('what people get wrong', () => {
  const findings = (rest: string, table = TABLE, want?: string) =>
    loadText(spec(rest, want), table).diagnostics.map(
      ({ severity, code, message }) => `${severity} ${code}: ${message}`,
    );

  test('a host that does not exist', () => {
    const loaded = loadText(spec(`${TRAFFIC}    hosts: [api, a100-spott]\n`), TABLE);
    expect(loaded.diagnostics).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        code: 'unknown-name',
        message: 'there is no host "a100-spott"',
        help: 'did you mean "a100-spot"?',
        range: expect.objectContaining({ line: 9 }) as unknown,
      }),
    );
  });

  test('a GPU too small for the model', () => {
    const table = TABLE.replace('llama-3.1-8b', 'llama-3.3-70b');
    expect(findings(`${TRAFFIC}    hosts: [api, a40, 2x-h100]\n`, table)).toEqual([
      "warning gpu-too-small: llama-3.3-70b does not fit on a40: 141 GB of weights and one request's memory against 48.3 GB; left out there",
    ]);
  });

  test('GPU hosts without traffic', () => {
    expect(findings('    hosts: [api, a100]\n')).toContain(
      'warning missing-key: without traffic nobody knows how many GPUs it takes: GPU hosts are left out',
    );
  });

  test('traffic of zero, and a peak below the average', () => {
    expect(findings('    traffic: { requests: 0/month, peak: 0.5x }\n')).toEqual(
      expect.arrayContaining([
        'error wrong-value: traffic of zero costs nothing and says nothing',
        'error wrong-value: the busiest hour cannot be below the average one',
      ]),
    );
  });

  test('a negative price of a GPU, one without its period, a new tier without hardware', () => {
    const wrong = (gpus: string) =>
      findings(`${TRAFFIC}    hosts: [api, a100]\n`, `gpus: ${gpus}\n${TABLE}`);
    expect(wrong('{ a100: { price: -$1/hour } }')[0]).toMatch(/^error wrong-unit: .*is negative/);
    expect(wrong('{ a100: { price: $1 } }')[0]).toMatch(/^error wrong-unit: .*has no period/);
    expect(wrong('{ mine: { gpu: x9, price: $1/hour } }')).toContain(
      'error missing-key: no tier of x9 states its memory, bandwidth and flops',
    );
  });

  test('a measured pair that no GPU of that kind can have', () => {
    const table = `calibrate:\n  a100: { model: llama-3.1-8b, input: 500, output: 60, tpot: 0.001ms }\n${TABLE}`;
    expect(findings(`${TRAFFIC}    hosts: [a100]\n`, table)).toContain(
      'error wrong-value: no a100 can have taken so long, or so short, for llama-3.1-8b at bf16',
    );
  });

  test('users who resend less the longer they wait', () => {
    expect(findings('    patience: { 3s: 25%, 5s: 5% }\n')).toContain(
      'error wrong-value: the longer users wait, the more of them resend: the shares must rise',
    );
    expect(findings('    patience: { 3: 25% }\n').join()).toMatch(
      /error wrong-unit: "3" has no unit/,
    );
  });
});

describe('what is too slow even when nobody else asks', () => {
  const noteOf = (latency: string, chance = '100%', limit = '2s') => {
    const table = TABLE.replace('accuracy: -6..-2pt', `accuracy: -6..-2pt${latency}`);
    const text = spec(`${TRAFFIC}    hosts: [api, a40]\n`, `latency: { p95: ${limit} }`).replace(
      '{ step: reply }',
      `{ step: reply, chance: ${chance} }`,
    );
    const { cost } = costAgent(problemOf(text, table), null);
    const row = cost.hosts.find(({ variant }) => variant === 'llama-8b@a40');
    const looked = cost.breakEven.some(({ variant }) => variant === 'llama-8b@a40');
    return { note: row?.note, misses: row?.misses, looked };
  };
  const SAID = 'too slow for the limit even when idle';

  test('is said where the serving model is slower than the limit', () => {
    const { note, misses, looked } = noteOf('');
    expect(misses).toContain('latency');
    expect(note).toContain(SAID);
    expect(looked).toBe(false);
  });

  test('is not said where the table states a latency, which holds whatever the serving model says', () => {
    expect(noteOf(', latency: 400-600ms')).toEqual({ note: null, misses: [], looked: true });
    expect(noteOf(', latency: 4-6s').note).toBe('misses latency');
  });

  test('is not said where the step runs too seldom to decide the percentile', () => {
    expect(noteOf('', '3%')).toEqual({ note: null, misses: [], looked: true });
  });
});
