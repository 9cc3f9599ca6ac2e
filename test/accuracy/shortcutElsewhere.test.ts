import { describe, expect, it, test } from 'vitest';
import { loadText } from '../support/loadText.ts';

/** Two agents share a table: only one of them has the shortcuts. */
const BARE = '{ want: { latency: { p95: 9s } }, workflow: [{ step: plan }] }';
const desk = (shortcuts: string) => `
  desk:
    want: { latency: { p95: 9s } }
    workflow: [{ step: plan }]
    shortcuts: [${shortcuts}]`;
const BOTH = desk(
  '{ use: memory, skips: [plan], hit: 30%, optional: true }, { use: faq, skips: [plan], hit: 30%, optional: true }',
);

const TABLE = `
components:
  plan: { kind: llm, variants: { slow: { latency: 2s }, fast: { latency: 1s, accuracy: -3pt } } }
  memory: { kind: memory, latency: 50ms, accuracy: -2pt }
  faq: { kind: retrieval, latency: 50ms, accuracy: -2pt }
evals:
  e:
    baseline: { accuracy: 93%, architecture: { plan: slow } }
    rows:
      - { architecture: { plan: slow }, passed: 186/200 }
      - { architecture: { plan: slow, memory: on }, passed: 199/200 }
      - { architecture: { plan: slow, faq: on }, passed: 199/200 }
`;

function baseOf(agents: string, agent: string) {
  const { problems, diagnostics } = loadText(`agents:${agents}\n  bot: ${BARE}\n`, TABLE);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return problems.find((each) => each.agent === agent)?.accuracy?.bases;
}

const BASELINE = [{ name: '', weight: 1, accuracy: 0.93, counts: { passed: 186, total: 200 } }];

describe('a row with a shortcut', () => {
  it.each(['desk', 'bot'])('is not the baseline of %s, whoever has the shortcut', (agent) => {
    expect(baseOf(BOTH, agent)).toEqual(BASELINE);
  });

  test('of kind memory is not the baseline where no agent uses it', () => {
    const faq = desk('{ use: faq, skips: [plan], hit: 30%, optional: true }');
    expect(baseOf(faq, 'bot')).toEqual(BASELINE);
  });

  test('is the baseline of an agent that always runs it as a step', () => {
    const reader = `
  reader: { want: { latency: { p95: 9s } }, workflow: [{ step: memory }, { step: plan }] }`;
    expect(baseOf(BOTH + reader, 'reader')).toEqual([
      { name: '', weight: 1, accuracy: 385 / 400, counts: { passed: 385, total: 400 } },
    ]);
  });
});
