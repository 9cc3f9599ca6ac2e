import { strToU8, zipSync } from 'fflate';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EvalRecord, ReadResults } from '../../src/evals/record.ts';
import { readResults } from '../../src/evals/readResults.ts';

/** The same graded items in every format: what is read of them is the same. */

interface Item {
  readonly name: string;
  readonly plan: 'fast' | 'careful';
  /** Null where nothing was answered. */
  readonly right: boolean | null;
  readonly ms: number;
}

const item: fc.Arbitrary<Item> = fc.record({
  name: fc.string({ unit: fc.constantFrom(...'abcÄ é,";<&\'1-'), minLength: 1, maxLength: 12 }),
  plan: fc.constantFrom('fast' as const, 'careful' as const),
  right: fc.constantFrom(true, false, null),
  ms: fc.integer({ min: 1, max: 90_000 }),
});

const items = fc
  .array(item, { minLength: 1, maxLength: 12 })
  .map((list) => list.map((each, at) => ({ ...each, name: `${each.name.trim()}${at}x` })));

const FAILURE = '429 Too Many Requests';

/** As a CSV file quotes it (RFC 4180). */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

function csv(list: readonly Item[], separator = ','): string {
  const rows = list.map(({ name, plan, right, ms }) =>
    [
      quoted(name),
      plan,
      right === null ? '' : String(right),
      right === null ? FAILURE : '',
      ms,
    ].join(separator),
  );
  return [['item', 'plan', 'correct', 'error', 'latency_ms'].join(separator), ...rows].join('\n');
}

function objects(list: readonly Item[]): object[] {
  return list.map(({ name, plan, right, ms }) => ({
    item: name,
    architecture: { plan },
    ...(right === null ? { error: FAILURE } : { correct: right }),
    latency_ms: ms,
  }));
}

function junit(list: readonly Item[]): string {
  const tests = list.map(({ name, plan, right, ms }) => {
    const outcome =
      right === null
        ? `<error message="${FAILURE}" type="RateLimitError"/>`
        : right
          ? ''
          : '<failure message="wrong" type="AssertionError"/>';
    const property = `<properties><property name="plan" value="${plan}"/></properties>`;
    return `<testcase name="${escaped(name)}" time="${ms / 1000}">${property}${outcome}</testcase>`;
  });
  return `<?xml version="1.0"?><testsuites><testsuite name="s">${tests.join('')}</testsuite></testsuites>`;
}

function promptfoo(list: readonly Item[]): object {
  return {
    evalId: 'eval-1',
    results: {
      version: 3,
      results: list.map(({ name, plan, right, ms }) => ({
        provider: { id: 'openai:gpt-5-mini' },
        prompt: { label: 'p' },
        testCase: { description: name, metadata: { plan } },
        success: right === true,
        failureReason: right === null ? 2 : right ? 0 : 1,
        ...(right === null ? { error: FAILURE } : {}),
        latencyMs: ms,
      })),
    },
    config: {},
  };
}

function inspectHead(): object {
  return { version: 2, status: 'success', eval: { task: 'desk', model: 'm', config: {} } };
}

function inspectSamples(list: readonly Item[]): object[] {
  return list.map(({ name, plan, right, ms }) => ({
    id: name,
    epoch: 1,
    metadata: { plan },
    scores: right === null ? {} : { match: { value: right ? 'C' : 'I' } },
    ...(right === null ? { error: { message: FAILURE } } : {}),
    total_time: ms / 1000,
  }));
}

function inspectZip(list: readonly Item[]): Uint8Array {
  const samples = inspectSamples(list).map(
    (sample, at) => [`samples/${at}_epoch_1.json`, strToU8(JSON.stringify(sample))] as const,
  );
  return zipSync({
    'header.json': strToU8(JSON.stringify(inspectHead())),
    ...Object.fromEntries(samples),
  });
}

const FORMATS: readonly (readonly [
  name: string,
  written: (list: readonly Item[]) => string | Uint8Array,
])[] = [
  ['CSV', (list) => csv(list)],
  ['CSV with semicolons and a byte order mark', (list) => `\uFEFF${csv(list, ';')}\n`],
  ['CSV with tabs, from Windows', (list) => csv(list, '\t').replaceAll('\n', '\r\n')],
  [
    'JSON lines',
    (list) =>
      objects(list)
        .map((each) => JSON.stringify(each))
        .join('\n'),
  ],
  ['a JSON list', (list) => JSON.stringify(objects(list), null, 2)],
  ['JUnit', junit],
  ['promptfoo', (list) => JSON.stringify(promptfoo(list), null, 2)],
  ['promptfoo on one line', (list) => JSON.stringify(promptfoo(list))],
  [
    'Inspect',
    (list) => JSON.stringify({ ...inspectHead(), samples: inspectSamples(list) }, null, 2),
  ],
  ['an Inspect archive', inspectZip],
];

function bytesOf(written: string | Uint8Array): Uint8Array {
  return typeof written === 'string' ? new TextEncoder().encode(written) : written;
}

/** What was graded, under one name whatever the format calls it. */
function gradeOf({ fields }: EvalRecord): unknown {
  const plan = fields['plan'] ?? fields['metadata.plan'] ?? fields['property.plan'];
  const { correct, error } = fields;
  return {
    item: String(fields['item']).trim(),
    plan,
    right:
      correct === undefined || correct === '' ? null : String(correct) === 'true' || correct === 1,
    failure: error === undefined || error === '' ? null : error,
    ms: Math.round(Number(fields['latency_ms'])),
  };
}

function expected({ name, plan, right, ms }: Item): unknown {
  return { item: name, plan, right, failure: right === null ? FAILURE : null, ms };
}

function entriesOf({ records, rejected, blank }: ReadResults): number {
  return records.length + rejected.length + blank;
}

describe.each(FORMATS)('%s', (_, written) => {
  test('gives every item with its grade, its error and its time', async () => {
    await fc.assert(
      fc.asyncProperty(items, async (list) => {
        const read = await readResults(bytesOf(written(list)));
        expect(read.rejected).toEqual([]);
        expect(read.blank).toBe(0);
        const found = read.records.map((record) => JSON.stringify(gradeOf(record)));
        const wanted = list.map((each) => JSON.stringify(expected(each)));
        expect(found.sort()).toEqual(wanted.sort());
      }),
      { numRuns: 40 },
    );
  });

  test('cut off anywhere is refused with a reason, or read as far as it goes', async () => {
    await fc.assert(
      fc.asyncProperty(items, fc.double({ min: 0, max: 1, noNaN: true }), async (list, share) => {
        const bytes = bytesOf(written(list));
        const cut = bytes.subarray(0, Math.floor(share * bytes.length));
        const read = await readResults(cut).catch((error: unknown) => error);
        if (read instanceof Error) {
          expect(read.constructor.name).toBe('UnreadableResults');
          expect(read.message).toMatch(/^[A-Za-z].{8,}/u);
          expect(read.message).not.toMatch(/undefined|NaN|\[object/u);
        } else expect(entriesOf(read as ReadResults)).toBeLessThanOrEqual(list.length + 1);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a file of lines', () => {
  test.each([
    ['JSON lines', (list: readonly Item[]) => objects(list).map((each) => JSON.stringify(each))],
    ['CSV', (list: readonly Item[]) => csv(list).split('\n').slice(1)],
  ] as const)('of %s accepts, rejects or leaves blank every one of them', async (name, linesOf) => {
    const junk = fc.constantFrom('', '   ', 'not,json', '7', 'null', '[1]', '{"a"');
    await fc.assert(
      fc.asyncProperty(
        items,
        fc.array(fc.tuple(junk, fc.nat(20)), { maxLength: 6 }),
        async (list, extra) => {
          const lines = linesOf(list);
          for (const [text, at] of extra) lines.splice(at % (lines.length + 1), 0, text);
          const head =
            name === 'CSV'
              ? ['item,plan,correct,error,latency_ms']
              : ['{"item":"first","correct":1}'];
          const text = [...head, ...lines, ''].join('\n');
          const read = await readResults(bytesOf(text));
          const own = name === 'CSV' ? 0 : 1;
          expect(entriesOf(read)).toBe(lines.length + own);
          expect(read.records.length).toBe(list.length + own);
        },
      ),
      { numRuns: 60 },
    );
  });
});
