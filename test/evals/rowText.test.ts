import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flow, key, rowText } from '../../src/evals/rowText.ts';
import type { Tally } from '../../src/evals/tally.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { readYaml } from '../../src/yaml/source.ts';

function tallied(change: Partial<Tally> = {}): Tally {
  return {
    architecture: { plan: 'fast' },
    passed: new Map([['', { passed: 18, total: 20 }]]),
    failures: new Map(),
    latency: null,
    cost: null,
    onlyZeroCosts: false,
    ...change,
  };
}

const ORDER = { tasks: null, components: ['plan', 'critic', 'tools'] };

/** The row as a table reads it back. */
function readBack(text: string) {
  const table = tableSchema.parse(
    readYaml(
      `version: 1
name: t
components: { plan: { kind: llm, latency: 1s } }
evals:
  standard:
    baseline: { accuracy: 90%, architecture: { plan: on } }
    tasks: { easy: 75%, hard: 25% }
    rows:
      - ${text}
`,
      't.yaml',
    ).value,
  );
  return table.evals?.['standard']?.rows?.[0];
}

describe('a measured row', () => {
  it('is one line of YAML, figures as people write them', () => {
    const text = rowText(
      tallied({ latency: { mean: 1234.56, p50: 1100, p95: 20_480 }, cost: 0.012345 }),
      ORDER,
    );
    expect(text).toBe(
      '{ architecture: { plan: fast }, passed: 18/20, latency: { mean: 1.235s, p50: 1.1s, p95: 20.48s }, cost: $0.01235 }',
    );
  });

  it('names components and tasks in the order of the table', () => {
    const text = rowText(
      tallied({
        architecture: { tools: 'crm web', critic: 'off', plan: 'fast', zeta: 'on' },
        passed: new Map([
          ['hard', { passed: 1, total: 2 }],
          ['easy', { passed: 3, total: 4 }],
        ]),
      }),
      { ...ORDER, tasks: ['easy', 'hard'] },
    );
    expect(text).toBe(
      '{ architecture: { plan: fast, critic: off, tools: [crm, web], zeta: on }, passed: { easy: 3/4, hard: 1/2 } }',
    );
  });

  it('counts items of all tasks together where the eval tells none apart', () => {
    const passed = new Map([
      ['a', { passed: 1, total: 2 }],
      ['b', { passed: 3.5, total: 4 }],
    ]);
    expect(rowText(tallied({ passed }), ORDER)).toContain('passed: 4.5/6');
  });

  it('states how many items got no answer, only where some did not', () => {
    const failures = new Map([
      ['a', 2],
      ['b', 1],
    ]);
    expect(rowText(tallied({ failures }), ORDER)).toMatch(/, infra_failures: 3 \}$/u);
    expect(rowText(tallied(), ORDER)).not.toContain('infra_failures');
  });

  it('reads back with its counts, whatever they are', () => {
    const counts = fc
      .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 400 }))
      .map(([a, b]) => ({ passed: Math.min(a, b), total: b }));
    fc.assert(
      fc.property(counts, counts, fc.double({ min: 1, max: 90_000, noNaN: true }), (a, b, ms) => {
        const passed = new Map([
          ['easy', a],
          ['hard', b],
        ]);
        const tally = tallied({ passed, latency: { mean: ms, p50: ms, p95: ms } });
        const row = readBack(rowText(tally, { ...ORDER, tasks: ['easy', 'hard'] }));
        expect(row?.passed).toEqual({ easy: a, hard: b });
        expect(Math.abs((row?.latency?.p95 ?? 0) / ms - 1)).toBeLessThan(5e-4);
      }),
    );
  });
});

describe('a name in YAML', () => {
  it.each([
    ['fast', 'fast'],
    ['gpt-5.2/mini', 'gpt-5.2/mini'],
    ['llama@h100', 'llama@h100'],
    ['two words', 'two words'],
    ['yes', '"yes"'],
    ['null', '"null"'],
    ['7', '"7"'],
    ['a: b', '"a: b"'],
    ['', '""'],
  ])('%j is written %s', (name, text) => {
    expect(key(name)).toBe(text);
  });

  it('reads back as itself, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(readYaml(flow([`${key('k')}: ${key(name)}`]), 'x.yaml').value).toEqual({ k: name });
      }),
    );
  });
});
