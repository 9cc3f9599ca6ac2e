import { describe, expect, it } from 'vitest';
import { addDuration, emptyHistogram } from '../../src/latency/histogram.ts';
import { encodeHistogram } from '../../src/latency/histogramCode.ts';
import { diffTables } from '../../src/table/diffTables.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { readYaml } from '../../src/yaml/source.ts';
import { mulberry32 } from '../support/mulberry32.ts';

function table(components: string, rest = '') {
  const text = `version: 1\nname: t\ncomponents:\n${components.replaceAll(/^/gmu, '  ')}\n${rest}`;
  return tableSchema.parse(readYaml(text, 't.yaml').value);
}

/** The one change between two tables of a single component. */
function changed(before: string, after: string) {
  const changes = diffTables(table(`plan: ${before}`), table(`plan: ${after}`));
  expect(changes).toHaveLength(1);
  return changes[0];
}

/** A component whose latency was measured: a law around `ms`, `n` times. */
function measured(ms: number, n: number, seed: number): string {
  const random = mulberry32(seed);
  const histogram = emptyHistogram();
  for (let call = 0; call < n; call++) {
    const normal = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
    addDuration(histogram, ms * Math.exp(0.3 * normal));
  }
  return `{ kind: llm, latency: { n: ${n}, histogram: ${encodeHistogram(histogram)} } }`;
}

describe('between two tables', () => {
  it('nothing changed where they are the same', () => {
    const text = `plan: ${measured(1000, 50, 1)}\ncrm: { kind: tool, latency: 1s, used_by: 30% }`;
    expect(diffTables(table(text), table(text))).toEqual([]);
  });

  it('components come and go, and variants do', () => {
    const before = table(
      'crm: { kind: tool, latency: 1s }\nplan: { kind: llm, variants: { a: { latency: 1s }, b: { latency: 2s } } }',
    );
    const after = table(
      'plan: { kind: llm, variants: { b: { latency: 2s }, c: { latency: 3s } } }\nweb: { kind: tool, latency: 1s }',
    );
    expect(
      diffTables(before, after).map(({ subject, what, after: now }) => [subject, what, now]),
    ).toEqual([
      ['crm', 'component', 'gone'],
      ['plan: a', 'variant', 'gone'],
      ['plan: c', 'variant', 'new'],
      ['web', 'component', 'new'],
    ]);
  });
});

describe('a figure that changed', () => {
  it.each([
    [
      'a cost',
      '{ kind: tool, latency: 1s, cost: $0.01 }',
      '{ kind: tool, latency: 1s, cost: $0.02 }',
      { what: 'cost of a call', before: '$0.01', after: '$0.02', by: '+100%', direction: 'worse' },
    ],
    [
      'a monthly cost',
      '{ kind: tool, latency: 1s, fixed_cost: $90/month }',
      '{ kind: tool, latency: 1s, fixed_cost: $45/month }',
      { what: 'cost a month', by: '−50%', direction: 'better' },
    ],
    [
      'a model',
      '{ kind: llm, latency: 1s, model: a }',
      '{ kind: llm, latency: 1s }',
      { what: 'model', before: 'a', after: 'none', by: '', direction: 'other' },
    ],
    [
      'how much a tool is used: neither better nor worse',
      '{ kind: tool, latency: 1s, used_by: 34% }',
      '{ kind: tool, latency: 1s, used_by: 50% }',
      { what: 'used by', before: '34%', after: '50%', direction: 'other' },
    ],
    [
      'an effect on accuracy',
      '{ kind: tool, latency: 1s, accuracy: +3pt }',
      '{ kind: tool, latency: 1s, accuracy: +1pt }',
      { what: 'accuracy effect', by: '−2.0 points', direction: 'worse' },
    ],
    [
      'an effect now stated',
      '{ kind: tool, latency: 1s }',
      '{ kind: tool, latency: 1s, accuracy: +1pt }',
      { what: 'accuracy effect', before: 'not stated', by: '', direction: 'other' },
    ],
    [
      'tokens now known: unknown before, not none',
      '{ kind: llm, latency: 1s }',
      '{ kind: llm, latency: 1s, tokens: { output: 300 } }',
      {
        what: 'output tokens of a call',
        before: 'unknown',
        after: '300',
        by: '',
        direction: 'other',
      },
    ],
    [
      'a first token now timed',
      '{ kind: llm, latency: 1s }',
      '{ kind: llm, latency: 1s, ttft: 300ms }',
      { what: 'first token latency', after: 'new', direction: 'other' },
    ],
  ])('is %s', (_, before, after, change) => {
    expect(changed(before, after)).toMatchObject({ subject: 'plan', significant: true, ...change });
  });

  it('by less than a percent does not count', () => {
    const change = changed(
      '{ kind: tool, latency: 1s, cost: $1.000 }',
      '{ kind: tool, latency: 1s, cost: $1.009 }',
    );
    expect(change).toMatchObject({ by: '+0.9%', significant: false });
  });
});

describe('a measured latency', () => {
  const significant = (before: string, after: string) =>
    diffTables(table(`plan: ${before}`), table(`plan: ${after}`)).filter(
      (change) => change.significant,
    );

  it('that scatters as its few calls do has not changed', () => {
    const alarms = Array.from({ length: 100 }, (_, seed) =>
      significant(measured(1000, 100, 2 * seed), measured(1000, 100, 2 * seed + 1)),
    ).filter((changes) => changes.some(({ what }) => what === 'p50 of a call'));
    // Central 90%: some 10 of 100, and 19 with a chance of 0.5%.
    expect(alarms.length).toBeLessThanOrEqual(19);
    expect(alarms.length).toBeGreaterThan(0);
  });

  it('that is a third slower has, at the median and the tail', () => {
    const changes = significant(measured(1000, 1000, 3), measured(1333, 1000, 4));
    expect(changes.map(({ what, direction }) => [what, direction])).toEqual([
      ['p50 of a call', 'worse'],
      ['p95 of a call', 'worse'],
    ]);
  });

  it('needs the more calls, the smaller the change', () => {
    const few = significant(measured(1000, 30, 5), measured(1100, 30, 6));
    const many = significant(measured(1000, 20_000, 5), measured(1100, 20_000, 6));
    expect(few).toEqual([]);
    expect(many).toHaveLength(2);
  });

  it('stated by a person has no noise', () => {
    const before = '{ kind: llm, latency: 1s }';
    expect(significant(before, '{ kind: llm, latency: 1.02s }')).toHaveLength(2);
    expect(significant(before, '{ kind: llm, latency: 1.005s }')).toEqual([]);
  });
});

describe('the evals', () => {
  const plan = 'plan: { kind: llm, variants: { a: { latency: 1s }, b: { latency: 2s } } }';
  const evaluated = (baseline: string, ...rows: string[]) =>
    table(
      plan,
      `evals:
  standard:
    baseline: { accuracy: ${baseline}, architecture: { plan: a } }
    rows: [${rows.join(', ')}]
`,
    );
  const row = (value: string, passed: string) =>
    `{ architecture: { plan: ${value}, order: series }, passed: ${passed} }`;

  it('are compared row by row, named by what tells rows apart', () => {
    const before = evaluated('90%', row('a', '180/200'), row('b', '150/200'));
    const after = evaluated('90%', row('a', '181/200'), row('b', '190/200'));
    expect(
      diffTables(before, after).map(({ what, direction, significant }) => [
        what,
        direction,
        significant,
      ]),
    ).toEqual([
      ['plan a', 'better', false],
      ['plan b', 'better', true],
    ]);
  });

  it('gain and lose rows', () => {
    const before = evaluated('90%', row('a', '180/200'));
    const after = evaluated('90%', row('b', '150/200'));
    expect(diffTables(before, after).map(({ what, after: now }) => [what, now])).toEqual([
      ['plan a', 'gone'],
      ['plan b', 'new'],
    ]);
  });

  it('have a baseline that a person stated', () => {
    expect(diffTables(evaluated('90%'), evaluated('91%'))).toMatchObject([
      { what: 'accuracy of the baseline', by: '+1.0 points', significant: true },
    ]);
  });
});
