import { describe, expect, it } from 'vitest';
import { checkSpec } from '../../../src/spec/check.ts';
import { filesOf, GPUS, MODELS, repositoryFile } from '../../support/loadText.ts';

/** Where each rule of `check` begins: what is just within it is not found, the next step beyond is. */

const MODELS_TEXT = `
version: 1
checked: 2026-08-24
models:
  thinker: { price: { input: $1, output: $5 }, batch: 50%, source: here }
  opened: { open: { parameters: 8.03e9, layers: 32, kv_heads: 8, head_size: 128 }, source: here }
`;
const GPUS_TEXT = repositoryFile(GPUS).replace(/^checked: .*$/mu, 'checked: 2026-08-24');

interface Files {
  readonly components: string;
  /** After `components`, as `measured: …`. */
  readonly more?: string;
  readonly want?: string;
  readonly workflow?: string;
  readonly agent?: string;
  readonly now?: string;
}

/** How often a code is found. */
function count(code: string, files: Files): number {
  const { components, more = '', want = '{}', workflow = '[{ step: plan }]', agent = '' } = files;
  const { diagnostics } = checkSpec('spec.yaml', {
    files: filesOf({
      [MODELS]: MODELS_TEXT,
      [GPUS]: GPUS_TEXT,
      'table.yaml': `version: 1\nname: test\n${more}\ncomponents:\n  plan: ${components}\n`,
      'spec.yaml': `version: 1\ntable: table.yaml\nagents:\n  desk:\n    want: ${want}\n    workflow: ${workflow}\n${agent}\n`,
    }),
    models: MODELS,
    gpus: GPUS,
    now: files.now ?? '2026-08-24',
  });
  const wrong = diagnostics.filter(
    (each) => each.severity === 'error' && !each.code.startsWith('accepted-') && each.code !== code,
  );
  expect(wrong).toEqual([]);
  return diagnostics.filter((each) => each.code === code).length;
}

type Row = readonly [what: string, within: Files, beyond: Files];

function tool(text: string): string {
  return `{ kind: tool, ${text} }`;
}

const evalOf = (passed: string, baseline = '90%') =>
  `evals: { e: { baseline: { accuracy: ${baseline}, architecture: { plan: on } }, rows: [{ architecture: { plan: on }, passed: ${passed} }] } }`;

const accepted = (figures: string, choices = '{ plan: on }') =>
  `    accepted: { date: 2026-08-01, statement: x, choices: ${choices}, ${figures}, by: { product: a, engineering: b } }`;

describe('a rule begins where its page says', () => {
  const rows: Readonly<Record<string, readonly Row[]>> = {
    'table-stale': [
      [
        'the day that it is to be refreshed by is the last good one',
        {
          components: tool('latency: 1-2s'),
          more: 'measured: { from: 2026-01-01, to: 2026-05-26, traces: 9, spans: 9 }\nrefresh_every: 90d',
        },
        {
          components: tool('latency: 1-2s'),
          more: 'measured: { from: 2026-01-01, to: 2026-05-25, traces: 9, spans: 9 }\nrefresh_every: 90d',
        },
      ],
    ],
    'prices-stale': [
      [
        'prices may be 90 days old',
        {
          components:
            '{ kind: llm, model: thinker, latency: 1-2s, tokens: { input: 9, output: 9 } }',
          now: '2026-11-22',
        },
        {
          components:
            '{ kind: llm, model: thinker, latency: 1-2s, tokens: { input: 9, output: 9 } }',
          now: '2026-11-23',
        },
      ],
      [
        'and those of hosts',
        {
          components:
            '{ kind: llm, model: opened, latency: 1-2s, tokens: { input: 9, output: 9 } }',
          agent:
            '    hosts: [h100]\n    traffic: { requests: 20k/month, in_12_months: 20k/month, turns: 1, active_hours: 24, peak: 3x }',
          now: '2026-11-22',
        },
        {
          components:
            '{ kind: llm, model: opened, latency: 1-2s, tokens: { input: 9, output: 9 } }',
          agent:
            '    hosts: [h100]\n    traffic: { requests: 20k/month, in_12_months: 20k/month, turns: 1, active_hours: 24, peak: 3x }',
          now: '2026-11-23',
        },
      ],
    ],
    // ln 0.05 / ln p, rounded up.
    'few-samples': (
      [
        ['p50', 5],
        ['p90', 29],
        ['p95', 59],
        ['p99', 299],
        ['p99.9', 2995],
      ] as const
    ).map(([p, n]): Row => {
      const counted = (calls: number): Files => ({
        components: tool(`latency: { n: ${calls}, p50: 1s, p95: 2s }`),
        want: `{ latency: { ${p}: 9s } }`,
      });
      return [`${p} takes ${n} calls`, counted(n), counted(n - 1)];
    }),
    'no-spread': [
      [
        'a range has one',
        { components: tool('latency: 999-1001ms') },
        { components: tool('latency: 1s') },
      ],
    ],
    'shortcut-below-percentile': [
      [
        'one that hits as many as the percentile',
        {
          components: `${tool('latency: 1-2s')}\n  memory: { kind: memory, latency: 9-10ms }`,
          want: '{ latency: { p90: 9s, p50: 9s } }',
          agent: '    shortcuts: [{ use: memory, skips: [plan], hit: 90% }]',
        },
        {
          components: `${tool('latency: 1-2s')}\n  memory: { kind: memory, latency: 9-10ms }`,
          want: '{ latency: { p90: 9s, p50: 9s } }',
          agent: '    shortcuts: [{ use: memory, skips: [plan], hit: 89.9% }]',
        },
      ],
    ],
    'cache-inert': [
      [
        'a shortcut that hits at all',
        {
          components: `${tool('latency: 1-2s')}\n  memory: { kind: memory, latency: 9-10ms }`,
          agent: '    shortcuts: [{ use: memory, skips: [plan], hit: 0.1% }]',
        },
        {
          components: `${tool('latency: 1-2s')}\n  memory: { kind: memory, latency: 9-10ms }`,
          agent: '    shortcuts: [{ use: memory, skips: [plan], hit: 0% }]',
        },
      ],
    ],
    'batch-deadline': [
      [
        'batches are promised within 24 hours',
        {
          components:
            '{ kind: llm, model: thinker, latency: 1-2s, tokens: { input: 9, output: 9 } }',
          want: '{ deadline: 24h }',
        },
        {
          components:
            '{ kind: llm, model: thinker, latency: 1-2s, tokens: { input: 9, output: 9 } }',
          want: '{ deadline: 1439m }',
        },
      ],
    ],
    'limit-unreachable': [
      [
        'a time is met up to 0.1% above its limit',
        { components: tool('latency: 1001ms'), want: '{ latency: { p95: 1s } }' },
        { components: tool('latency: 1002ms'), want: '{ latency: { p95: 1s } }' },
      ],
      [
        'a cost up to its limit',
        {
          components: tool('latency: 1s, cost: $0.03'),
          want: '{ cost: { per_request: $0.03 } }',
        },
        {
          components: tool('latency: 1s, cost: $0.0301'),
          want: '{ cost: { per_request: $0.03 } }',
        },
      ],
      [
        'an accuracy down to its floor',
        {
          components: `${tool('latency: 1s')}\n${evalOf('900/1000')}`,
          want: '{ accuracy: { at_least: 90% } }',
        },
        {
          components: `${tool('latency: 1s')}\n${evalOf('899/1000', '89.9%')}`,
          want: '{ accuracy: { at_least: 90% } }',
        },
      ],
    ],
    'accepted-broken': [
      [
        'a time may be 5% longer',
        {
          components: tool('latency: 1050ms'),
          want: '{ latency: { p95: 9s } }',
          agent: accepted('latency: { p95: 1s }'),
        },
        {
          components: tool('latency: 1051ms'),
          want: '{ latency: { p95: 9s } }',
          agent: accepted('latency: { p95: 1s }'),
        },
      ],
      [
        'but not over a limit that it kept',
        {
          components: tool('latency: 1021ms'),
          want: '{ latency: { p95: 1020ms } }',
          agent: accepted('latency: { p95: 1s }'),
        },
        {
          components: tool('latency: 1022ms'),
          want: '{ latency: { p95: 1020ms } }',
          agent: accepted('latency: { p95: 1s }'),
        },
      ],
      [
        'one that kept no limit stands for itself',
        {
          components: tool('latency: 1050ms'),
          want: '{ latency: { p95: 500ms } }',
          agent: accepted('latency: { p95: 1s }'),
        },
        {
          components: tool('latency: 1051ms'),
          want: '{ latency: { p95: 500ms } }',
          agent: accepted('latency: { p95: 1s }'),
        },
      ],
      ...(['0.043', '0.01', '0.071', '0.142'] as const).map((usd): Row => {
        const costs = (share: number): Files => ({
          components: tool(`latency: 1s, cost: $${Number((Number(usd) * share).toPrecision(9))}`),
          agent: accepted(`cost: { per_request: $${usd} }`),
        });
        return [`a cost of $${usd} may be 5% higher`, costs(1.05), costs(1.051)];
      }),
      ...([85, 90.1, 83.3, 57] as const).map((percent): Row => {
        const measured = (lower: number): Files => {
          const right = Math.round((percent - lower) * 100);
          const rest = `${tool('latency: 1s')}\n${evalOf(`${right}/10000`)}`;
          return { components: rest, agent: accepted(`accuracy: ${percent}%`) };
        };
        return [`an accuracy of ${percent}% may be a point lower`, measured(1), measured(1.01)];
      }),
    ],
    'accepted-choice-gone': [
      [
        'a choice that is still there',
        { components: tool('latency: 1s'), agent: accepted('latency: { p95: 1s }') },
        {
          components: tool('latency: 1s'),
          agent: accepted('latency: { p95: 1s }', '{ plan: off }'),
        },
      ],
    ],
  };

  describe.each(Object.entries(rows))('%s', (code, pairs) => {
    it.each(pairs)('%s', (_, within, beyond) => {
      expect([count(code, within), count(code, beyond)]).toEqual([0, 1]);
    });
  });
});

describe('a table that is to be refreshed', () => {
  const due = (to: string, every: string, now: string) =>
    count('table-stale', {
      components: tool('latency: 1-2s'),
      more: `measured: { from: 2020-01-01, to: ${to}, traces: 9, spans: 9 }\nrefresh_every: ${every}`,
      now,
    });

  it.each([
    ['in more days than a calendar has', '2026-01-01', '99999999999d'],
    ['after the last year that dates can be written in', '9999-12-31', '90d'],
  ])('%s is not late', (_, to, every) => {
    expect(due(to, every, '2026-11-22')).toBe(0);
    expect(due('2026-01-01', every, '9999-12-31')).toBe(every === '90d' ? 1 : 0);
  });

  it('in hours is due the same day', () => {
    expect([
      due('2026-08-24', '12h', '2026-08-24'),
      due('2026-08-24', '12h', '2026-08-25'),
    ]).toEqual([0, 1]);
  });
});

describe('a floor on accuracy is told from noise', () => {
  /** Lower end of the central 90% Wilson interval: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209. */
  const wilsonLow = (right: number, n: number) => {
    const z = 1.6448536269514722;
    const p = right / n;
    const centre = p + (z * z) / (2 * n);
    return (centre - z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  };

  it.each([
    [180, 200],
    [950, 1000],
    [57, 60],
  ])('where the interval of %d of %d ends', (right, n) => {
    const low = wilsonLow(right, n) * 100;
    const asked = (floor: number): Files => ({
      components: `${tool('latency: 1s')}\n${evalOf(`${right}/${n}`)}`,
      want: `{ accuracy: { at_least: ${floor}% } }`,
    });
    const [below, above] = [Math.floor(low * 1000) / 1000, Math.ceil(low * 1000) / 1000];
    expect(count('accuracy-unclear', asked(below))).toBe(0);
    expect(count('accuracy-unclear', asked(above))).toBe(1);
    expect(count('accuracy-unclear', asked((100 * right) / n))).toBe(1);
  });
});
