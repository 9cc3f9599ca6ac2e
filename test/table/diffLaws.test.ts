import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/solver/change.ts';
import { diffTables } from '../../src/table/diffTables.ts';
import { type Table, tableSchema } from '../../src/table/schema.ts';
import { readYaml } from '../../src/yaml/source.ts';
import { randomTexts } from '../support/oracle/randomTexts.ts';
import { shuffledYaml } from '../support/shuffledYaml.ts';

/** One component on the first line, whatever else there is below it. */
function table(text: string): Table {
  const [component = '', ...rest] = text.split('\n');
  const whole = `version: 1\nname: t\ncomponents:\n  ${component}\n${rest.join('\n')}\n`;
  return tableSchema.parse(readYaml(whole, 't.yaml').value);
}

/** A change in one line, as a reader would say it. */
function told({ subject, what, before, after, by, direction, significant }: Change): string {
  const change = `${subject}, ${what}: ${before} → ${after}${by === '' ? '' : ` (${by})`}`;
  return `${change}, ${direction}${significant ? '' : ', noise'}`;
}

const ROWS: readonly {
  readonly of: string;
  readonly before: string;
  readonly after: string;
  readonly told: readonly string[];
}[] = [
  {
    of: 'the kind',
    before: 'plan: { kind: llm, latency: 1s }',
    after: 'plan: { kind: tool, latency: 1s }',
    told: ['plan, kind: llm → tool, other'],
  },
  {
    of: 'a point latency',
    before: 'plan: { kind: llm, latency: 1s }',
    after: 'plan: { kind: llm, latency: 1.2s }',
    told: [
      'plan, p50 of a call: 1.00 s → 1.20 s (+20%), worse',
      'plan, p95 of a call: 1.00 s → 1.20 s (+20%), worse',
    ],
  },
  {
    of: 'a latency by less than a percent',
    before: 'plan: { kind: llm, latency: 1s }',
    after: 'plan: { kind: llm, latency: 1005ms }',
    told: [
      'plan, p50 of a call: 1.00 s → 1.00 s (+0.5%), worse, noise',
      'plan, p95 of a call: 1.00 s → 1.00 s (+0.5%), worse, noise',
    ],
  },
  {
    of: 'one end of a range',
    before: 'plan: { kind: llm, latency: 1-2s }',
    after: 'plan: { kind: llm, latency: 1-3s }',
    told: [
      'plan, p50 of a call: 1.41 s → 1.73 s (+22%), worse',
      'plan, p95 of a call: 2.00 s → 3.00 s (+50%), worse',
    ],
  },
  {
    of: 'a range that becomes a point',
    before: 'plan: { kind: llm, latency: 1-2s }',
    after: 'plan: { kind: llm, latency: 2s }',
    told: ['plan, p50 of a call: 1.41 s → 2.00 s (+41%), worse'],
  },
  {
    of: 'the rare part of a mixture, beyond p95',
    before: 'plan: { kind: llm, latency: { mix: [[97%, 1s], [3%, 10s]] } }',
    after: 'plan: { kind: llm, latency: { mix: [[97%, 1s], [3%, 60s]] } }',
    told: ['plan, p99 of a call: 10.0 s → 60.0 s (+500%), worse'],
  },
  {
    of: 'a part of a mixture that no percentile shows',
    before: 'plan: { kind: llm, latency: { mix: [[99.5%, 1s], [0.5%, 10s]] } }',
    after: 'plan: { kind: llm, latency: { mix: [[99.5%, 1s], [0.5%, 90s]] } }',
    told: ['plan, mean of a call: 1.04 s → 1.45 s (+38%), worse'],
  },
  {
    of: 'the weight of a part',
    before: 'plan: { kind: llm, latency: { mix: [[96%, 1s], [4%, 10s]] } }',
    after: 'plan: { kind: llm, latency: { mix: [[90%, 1s], [10%, 10s]] } }',
    told: ['plan, p95 of a call: 1.00 s → 10.0 s (+900%), worse'],
  },
  {
    of: 'a latency that is gone',
    before: 'plan: { kind: llm, latency: 1s, cost: $1 }',
    after: 'plan: { kind: llm, cost: $1 }',
    told: ['plan, latency: there → gone, other'],
  },
  {
    of: 'a first token',
    before: 'plan: { kind: llm, latency: 1s, ttft: 200ms }',
    after: 'plan: { kind: llm, latency: 1s, ttft: 300ms }',
    told: [
      'plan, first token p50 of a call: 200 ms → 300 ms (+50%), worse',
      'plan, first token p95 of a call: 200 ms → 300 ms (+50%), worse',
    ],
  },
  {
    of: 'a first token that is new',
    before: 'plan: { kind: llm, latency: 1s }',
    after: 'plan: { kind: llm, latency: 1s, ttft: 300ms }',
    told: ['plan, first token latency: not there → new, other'],
  },
  {
    of: 'calls',
    before: 'crm: { kind: tool, latency: 1s }',
    after: 'crm: { kind: tool, latency: 1s, calls: 3 }',
    told: ['crm, calls of a request that uses it: 1 → 3 (+200%), other'],
  },
  {
    of: 'a distribution of calls',
    before: 'crm: { kind: tool, latency: 1s, calls: { 1: 90%, 2: 10% } }',
    after: 'crm: { kind: tool, latency: 1s, calls: { 1: 50%, 2: 50% } }',
    told: ['crm, calls of a request that uses it: 1.1 → 1.5 (+36%), other'],
  },
  {
    of: 'how many requests use it',
    before: 'crm: { kind: tool, latency: 1s, used_by: 34% }',
    after: 'crm: { kind: tool, latency: 1s, used_by: 50% }',
    told: ['crm, used by: 34% → 50% (+47%), other'],
  },
  {
    of: 'a use that is no longer known',
    before: 'crm: { kind: tool, latency: 1s, used_by: 34% }',
    after: 'crm: { kind: tool, latency: 1s }',
    told: ['crm, used by: 34% → unknown, other'],
  },
  {
    of: 'failed calls',
    before: 'crm: { kind: tool, latency: 1s, errors: 1% }',
    after: 'crm: { kind: tool, latency: 1s, errors: 4% }',
    told: ['crm, failed calls: 1.0% → 4.0% (+300%), other'],
  },
  {
    of: 'a cost',
    before: 'crm: { kind: tool, latency: 1s, cost: $0.01 }',
    after: 'crm: { kind: tool, latency: 1s, cost: $0.015 }',
    told: ['crm, cost of a call: $0.01 → $0.015 (+50%), worse'],
  },
  {
    of: 'a cost that is new',
    before: 'crm: { kind: tool, latency: 1s }',
    after: 'crm: { kind: tool, latency: 1s, cost: $0.015 }',
    told: ['crm, cost of a call: $0 → $0.015, worse'],
  },
  {
    of: 'a monthly cost',
    before: 'crm: { kind: tool, latency: 1s, fixed_cost: $90/month }',
    after: 'crm: { kind: tool, latency: 1s, fixed_cost: $60/month }',
    told: ['crm, cost a month: $90.00 → $60.00 (−33%), better'],
  },
  {
    of: 'a model',
    before: 'plan: { kind: llm, model: claude-haiku-4-5, latency: 1s }',
    after: 'plan: { kind: llm, model: claude-sonnet-4-6, latency: 1s }',
    told: ['plan, model: claude-haiku-4-5 → claude-sonnet-4-6, other'],
  },
  {
    of: 'an effort',
    before: 'plan: { kind: llm, model: m, effort: low, latency: 1s }',
    after: 'plan: { kind: llm, model: m, effort: high, latency: 1s }',
    told: ['plan, effort: low → high, other'],
  },
  {
    of: 'input tokens',
    before: 'plan: { kind: llm, latency: 1s, tokens: { input: 5200 } }',
    after: 'plan: { kind: llm, latency: 1s, tokens: { input: 6200 } }',
    told: ['plan, input tokens of a call: 5200 → 6200 (+19%), worse'],
  },
  {
    of: 'output and reasoning tokens',
    before: 'plan: { kind: llm, latency: 1s, tokens: { output: 100, reasoning: 300 } }',
    after: 'plan: { kind: llm, latency: 1s, tokens: { output: 80, reasoning: 900 } }',
    told: [
      'plan, output tokens of a call: 100 → 80 (−20%), better',
      'plan, reasoning tokens of a call: 300 → 900 (+200%), worse',
    ],
  },
  {
    of: 'cached tokens',
    before: 'plan: { kind: llm, latency: 1s, tokens: { input: 5000, cached: 1000 } }',
    after: 'plan: { kind: llm, latency: 1s, tokens: { input: 5000, cached: 4000 } }',
    told: ['plan, cached tokens of a call: 1000 → 4000 (+300%), other'],
  },
  {
    of: 'the static prefix',
    before: 'plan: { kind: llm, latency: 1s, tokens: { input: 5000, prefix: 1000 } }',
    after: 'plan: { kind: llm, latency: 1s, tokens: { input: 5000, prefix: 4000 } }',
    told: ['plan, prefix tokens of a call: 1000 → 4000 (+300%), other'],
  },
  {
    of: 'tokens written for an hour',
    before: 'plan: { kind: llm, latency: 1s, tokens: { input: 5000, written_1h: 100 } }',
    after: 'plan: { kind: llm, latency: 1s, tokens: { input: 5000, written_1h: 400 } }',
    told: ['plan, written 1h tokens of a call: 100 → 400 (+300%), other'],
  },
  {
    of: 'what a compaction saves',
    before: 'c: { kind: compaction, latency: 1s, saves: { input_tokens: 1100 } }',
    after: 'c: { kind: compaction, latency: 1s, saves: { input_tokens: 2200 } }',
    told: ['c, input tokens saved: 1100 → 2200 (+100%), other'],
  },
  {
    of: 'an effect on accuracy',
    before: 'crm: { kind: tool, latency: 1s, accuracy: +1pt }',
    after: 'crm: { kind: tool, latency: 1s, accuracy: -2pt }',
    told: ['crm, accuracy effect: +1pt → -2pt (−3.0 points), worse'],
  },
  {
    of: 'an effect that becomes an interval around the same middle',
    before: 'crm: { kind: tool, latency: 1s, accuracy: +1pt }',
    after: 'crm: { kind: tool, latency: 1s, accuracy: 0..+2pt }',
    told: ['crm, accuracy effect: +1pt → 0..+2pt, other'],
  },
  {
    of: 'an effect that is new',
    before: 'crm: { kind: tool, latency: 1s }',
    after: 'crm: { kind: tool, latency: 1s, accuracy: 0pt }',
    told: ['crm, accuracy effect: not stated → 0pt, other'],
  },
  {
    of: 'a default that one variant inherits',
    before:
      'plan: { kind: llm, cost: $0.01, variants: { a: { latency: 1s }, b: { latency: 1s, cost: $0.05 } } }',
    after:
      'plan: { kind: llm, cost: $0.02, variants: { a: { latency: 1s }, b: { latency: 1s, cost: $0.05 } } }',
    told: ['plan: a, cost of a call: $0.01 → $0.02 (+100%), worse'],
  },
  {
    of: 'one way to run that becomes two',
    before: 'plan: { kind: llm, latency: 1s }',
    after: 'plan: { kind: llm, variants: { a: { latency: 1s }, b: { latency: 2s } } }',
    told: [
      'plan, variant: there → gone, other',
      'plan: a, variant: not there → new, other',
      'plan: b, variant: not there → new, other',
    ],
  },
  {
    of: "prices of the table's own",
    before: 'plan: { kind: llm, latency: 1s }\nprices: { m: { input: $3, output: $15 } }',
    after: 'plan: { kind: llm, latency: 1s }\nprices: { m: { input: $3, output: $30 } }',
    told: ['m, price of 1M output tokens: $15.00 → $30.00 (+100%), worse'],
  },
  {
    of: 'a price that is new',
    before: 'plan: { kind: llm, latency: 1s }',
    after: 'plan: { kind: llm, latency: 1s }\nprices: { m: { input: $3, output: $15 } }',
    told: ['m, price of its own: not there → new, other'],
  },
  {
    of: 'prices of long contexts',
    before:
      'plan: { kind: llm, latency: 1s }\nprices: { m: { input: $3, above: { 200k: { input: $6 } } } }',
    after:
      'plan: { kind: llm, latency: 1s }\nprices: { m: { input: $3, above: { 200k: { input: $9 } } } }',
    told: ['m above 200k, price of 1M input tokens: $6.00 → $9.00 (+50%), worse'],
  },
  {
    of: 'sets of tools',
    before: 'crm: { kind: tool, latency: 1s }\ntool_sets: [[40%, [crm]], [60%, []]]',
    after: 'crm: { kind: tool, latency: 1s }\ntool_sets: [[70%, [crm]], [30%, []]]',
    told: [
      'tool sets, requests that use crm: 40% → 70% (+75%), other',
      'tool sets, requests that use no tool: 60% → 30% (−50%), other',
    ],
  },
  {
    of: 'the baseline',
    before:
      'plan: { kind: llm, latency: 1s }\nevals: { e: { baseline: { accuracy: 90%, architecture: {} } } }',
    after:
      'plan: { kind: llm, latency: 1s }\nevals: { e: { baseline: { accuracy: 92%, architecture: {} } } }',
    told: ['e, accuracy of the baseline: 90.0% stated → 92.0% stated (+2.0 points), better'],
  },
  {
    of: 'shares of tasks',
    before:
      'plan: { kind: llm, latency: 1s }\nevals: { e: { baseline: { accuracy: 90%, architecture: {} }, tasks: { easy: 75%, hard: 25% } } }',
    after:
      'plan: { kind: llm, latency: 1s }\nevals: { e: { baseline: { accuracy: 90%, architecture: {} }, tasks: { easy: 50%, hard: 50% } } }',
    told: [
      'e, share of easy: 75% → 50% (−33%), other',
      'e, share of hard: 25% → 50% (+100%), other',
    ],
  },
  {
    of: 'a row, beyond its noise',
    before:
      'plan: { kind: llm, latency: 1s }\nevals: { e: { baseline: { accuracy: 90%, architecture: {} }, rows: [{ architecture: { plan: on }, passed: 180/200 }] } }',
    after:
      'plan: { kind: llm, latency: 1s }\nevals: { e: { baseline: { accuracy: 90%, architecture: {} }, rows: [{ architecture: { plan: on }, passed: 140/200 }] } }',
    told: ['e, plan on: 90.0% measured → 70.0% measured (−20.0 points), worse'],
  },
  {
    of: 'a row, within its noise',
    before:
      'plan: { kind: llm, latency: 1s }\nevals: { e: { baseline: { accuracy: 90%, architecture: {} }, rows: [{ architecture: { plan: on }, passed: 180/200 }] } }',
    after:
      'plan: { kind: llm, latency: 1s }\nevals: { e: { baseline: { accuracy: 90%, architecture: {} }, rows: [{ architecture: { plan: on }, passed: 178/200 }] } }',
    told: ['e, plan on: 90.0% measured → 89.0% measured (−1.0 points), worse, noise'],
  },
  {
    of: 'an eval that is gone',
    before:
      'plan: { kind: llm, latency: 1s }\nevals: { e: { baseline: { accuracy: 90%, architecture: {} } } }',
    after: 'plan: { kind: llm, latency: 1s }',
    told: ['e, eval: there → gone, other'],
  },
];

describe('everything that a table says is compared', () => {
  it.each(ROWS)('$of', ({ before, after, told: lines }) => {
    expect(diffTables(table(before), table(after)).map(told)).toEqual(lines);
  });
});

describe('rows of an eval', () => {
  const evals = (rows: string) =>
    table(
      `plan: { kind: llm, latency: 1s }\nevals: { e: { baseline: { accuracy: 90%, architecture: {} }, rows: [${rows}] } }`,
    );

  it('are the same whatever the order of their names', () => {
    const before = evals('{ architecture: { plan: on, tools: [a, b] }, passed: 180/200 }');
    const after = evals('{ architecture: { tools: [b, a], plan: on }, passed: 180/200 }');
    expect(diffTables(before, after)).toEqual([]);
  });

  it('of one architecture are pooled, so that no change in one of them is lost', () => {
    const row = (passed: string) => `{ architecture: { plan: on }, passed: ${passed} }`;
    const before = evals(`${row('180/200')}, ${row('90/100')}`);
    const after = evals(`${row('100/200')}, ${row('90/100')}`);
    // 270 of 300, then 190 of 300.
    expect(diffTables(before, after).map(told)).toEqual([
      'e, plan on: 90.0% measured → 63.3% measured (−26.7 points), worse',
    ]);
  });
});

/** Tables as they come, random: their text and what is read from it. */
const random = fc
  .integer({ min: 1, max: 5000 })
  .map((seed) => ({ seed, text: randomTexts(seed).table }));
const read = (text: string) => tableSchema.parse(readYaml(text, 't.yaml').value);
const PROPERTY = { seed: 20261122, numRuns: 60 };

const TURNED: Readonly<Record<string, string>> = {
  worse: 'better',
  better: 'worse',
  other: 'other',
};
const BACK: Readonly<Record<string, string>> = { there: 'not there', gone: 'new' };
const AHEAD: Readonly<Record<string, string>> = { 'not there': 'there', new: 'gone' };

/** A change as it would be told the other way about; a figure that is not known has no direction back. */
function turned(change: Change): Omit<Change, 'by'> {
  const { subject, what, before, after, direction, significant } = change;
  const isPresence = before in BACK || before in AHEAD;
  if (isPresence) {
    const [a, b] =
      before in BACK
        ? [BACK[before] ?? '', BACK[after] ?? '']
        : [AHEAD[before] ?? '', AHEAD[after] ?? ''];
    return { subject, what, before: a, after: b, direction, significant };
  }
  const isKnown = before !== 'unknown' && after !== 'unknown';
  return {
    subject,
    what,
    before: after,
    after: before,
    direction: isKnown ? (TURNED[direction] as Change['direction']) : 'other',
    significant,
  };
}

const inOrder = (changes: readonly Omit<Change, 'by'>[]) =>
  changes.map((change) => JSON.stringify(change)).toSorted();

describe('laws of a diff', () => {
  it('a table does not differ from itself, nor from one with its keys in another order', () => {
    fc.assert(
      fc.property(random, fc.integer({ min: 1, max: 99 }), ({ text }, seed) => {
        expect(diffTables(read(text), read(text))).toEqual([]);
        expect(diffTables(read(text), read(shuffledYaml(text, seed)))).toEqual([]);
      }),
      PROPERTY,
    );
  });

  it('the other way about, every change is turned round', () => {
    fc.assert(
      fc.property(random, random, (one, other) => {
        const [a, b] = [read(one.text), read(other.text)];
        const there = diffTables(a, b);
        const back = diffTables(b, a).map(({ by: _by, ...change }) => {
          const isKnown = change.before !== 'unknown' && change.after !== 'unknown';
          return isKnown ? change : { ...change, direction: 'other' as const };
        });
        expect(inOrder(back)).toEqual(inOrder(there.map(turned)));
      }),
      PROPERTY,
    );
  });

  it('what is told names the figures that differ: before and after never read the same and count', () => {
    fc.assert(
      fc.property(random, random, (one, other) => {
        const changes = diffTables(read(one.text), read(other.text));
        const alike = changes.filter((each) => each.significant && each.before === each.after);
        expect(alike).toEqual([]);
      }),
      PROPERTY,
    );
  });
});
