import { describe, expect, test } from 'vitest';
import { loadText } from '../support/loadText.ts';

const TABLE = `
components:
  plan:
    kind: llm
    tokens: { input: 900, output: 90 }
    variants:
      fast: { model: claude-haiku-4-5, latency: 300-500ms }
      slow: { model: claude-sonnet-4-6, latency: 2-4s }
  crm:    { kind: tool, latency: 200-300ms }
  web:    { kind: tool, latency: 300-400ms }
  answer: { kind: llm, model: claude-haiku-4-5, tokens: { input: 900, output: 90 }, ttft: 200-300ms, latency: 1-2s }
  critic: { kind: verifier, model: claude-haiku-4-5, tokens: { input: 900, output: 9 }, latency: 300-500ms }
  memory: { kind: memory, latency: 20-30ms }
`;

/** Everything in it is named a second time somewhere else. */
const SPEC = `
agents:
  desk:
    today: { plan: slow, answer: on, critic: on, memory: off, tools: [crm, web] }
    want: { latency: { p95: 9s }, ttft: { p95: 5s }, tools: [crm, web] }
    workflow:
      - step: plan
      - tools: [crm, web]
      - { step: answer, streams: true }
      - { step: critic, optional: true, on_reject: { redo: answer, chance: 5% } }
    shortcuts:
      - { use: memory, skips: [plan], hit: 20%, optional: true }
    investments:
      quicker: { quarters: 2, component: answer, faster: 20% }
      kept: { quarters: 2, skips: [plan, tools], hit: 10% }
    traffic: { requests: 20k/month }
`;

const changed = (from: string, to: string, spec = SPEC) => {
  expect(spec).toContain(from);
  return spec.replace(from, to);
};

const errorsOf = (spec: string) =>
  loadText(spec, TABLE)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, message, help }) => `${code}: ${message}${help === null ? '' : ` (${help})`}`);

test('the spec of these tests is without error', () => {
  expect(errorsOf(SPEC)).toEqual([]);
});

describe('a name that is wrong where it is first written is one mistake, however often it is right elsewhere', () => {
  test.each([
    ['- step: plan', '- step: plann', 'the table has no component "plann" (did you mean "plan"?)'],
    [
      '- step: plan',
      '- { step: plan, component: paln }',
      'the table has no component "paln" (did you mean "plan"?)',
    ],
    [
      'tools: [crm, web]\n      - {',
      'tools: [crn, web]\n      - {',
      'the table has no tool "crn" (did you mean "crm"?)',
    ],
    [
      'step: answer,',
      'step: anwser,',
      'the table has no component "anwser" (did you mean "answer"?)',
    ],
    [
      'step: critic,',
      'step: critik,',
      'the table has no component "critik" (did you mean "critic"?)',
    ],
    ['use: memory', 'use: memori', 'the table has no component "memori" (did you mean "memory"?)'],
  ])('%s', (from, to, message) => {
    expect(errorsOf(changed(from, to))).toEqual([`unknown-name: ${message}`]);
  });

  test('a name that is wrong where it is repeated is told there', () => {
    expect(errorsOf(changed('skips: [plan]', 'skips: [plam]'))).toEqual([
      'unknown-name: the workflow has no step "plam" (did you mean "plan"?)',
    ]);
    expect(errorsOf(changed('plan: slow', 'plam: slow'))).toEqual([
      'unknown-name: the workflow has no step "plam" (did you mean "plan"?)',
    ]);
  });

  test('a step is no tool, and a tool is no step, whatever else is wrong', () => {
    const spec = changed('step: plan', 'step: plann');
    expect(errorsOf(changed('skips: [plan]', 'skips: [crm]', spec))).toContainEqual(
      expect.stringContaining('the workflow has no step "crm"'),
    );
    expect(
      errorsOf(changed('p95: 5s }, tools: [crm, web]', 'p95: 5s }, tools: [answer]', spec)),
    ).toContainEqual(expect.stringContaining('the workflow has no tool "answer"'));
  });
});

describe('hosts that run nothing of what the steps need', () => {
  const on = (hosts: string) => changed('    traffic', `    hosts: ${hosts}\n    traffic`);

  test('are one mistake, told at hosts', () => {
    const { diagnostics } = loadText(on('[a100]'), TABLE);
    expect(diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([
      {
        severity: 'error',
        code: 'workflow',
        message:
          'no host here runs plan, answer and critic: their models are sold through an API, and run on no GPU of yours',
        help: 'add api, as in hosts: [api, a100], or give the steps an open model',
        file: 'spec.yaml',
        range: { line: 18, column: 12, endLine: 18, endColumn: 18 },
      },
    ]);
    expect(diagnostics.some(({ message }) => message.includes('left out'))).toBe(false);
  });

  test('are none where one of the hosts is misspelt: it may be api that was meant', () => {
    expect(errorsOf(on('[a100, aip]'))).toEqual([
      'unknown-name: there is no host "aip" (did you mean "api"?)',
    ]);
  });

  test('an open model is not said to be sold through an API', () => {
    const table = TABLE.replace(
      'answer: { kind: llm, model: claude-haiku-4-5',
      'answer: { kind: llm, model: llama-3.1-8b',
    );
    const noTraffic = on('[a100]').replace(/ {4}traffic.*\n/u, '');
    const said = loadText(noTraffic, table).diagnostics.map(({ message }) => message);
    expect(said).toContainEqual(
      'answer runs on GPUs, and without traffic nobody knows how many GPUs it takes: left out',
    );
    expect(said).toContainEqual(expect.stringContaining('no host here runs plan and critic:'));
  });

  test('a model that nobody knows is not, either', () => {
    const table = TABLE.replace(
      'answer: { kind: llm, model: claude-haiku-4-5',
      'answer: { kind: llm, model: our-own',
    );
    const said = loadText(on('[a100]'), table).diagnostics.map(({ message }) => message);
    expect(said).toContainEqual(
      'answer has no price, and the size of our-own is not known either: left out',
    );
  });
});
