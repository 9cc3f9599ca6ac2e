import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readResults } from '../../src/evals/readResults.ts';

/** What is wrong with a file of results, in the words that its reader gets. */

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

const inspect = (samples: unknown): string =>
  JSON.stringify({ version: 2, status: 'success', eval: { task: 't' }, samples }, null, 2);

const promptfoo = (results: unknown): string =>
  JSON.stringify({ evalId: 'e', results: { version: 3, results }, config: {} }, null, 2);

const head = strToU8(JSON.stringify({ eval: { task: 't' }, status: 'success' }));

describe('a file that cannot be read at all', () => {
  it.each<readonly [what: string, content: string | Uint8Array, message: string | RegExp]>([
    ['nothing', '', 'the file is empty'],
    [
      'a document of another kind',
      '{\n  "runs": []\n}',
      /^JSON of no known kind: results of promptfoo/,
    ],
    ['CSV with a column twice', 'plan,item,plan\n', 'the column "plan" is there twice'],
    ['CSV with a quote that never ends', 'item,correct\n"a,1\n', /^not CSV: Quote Not Closed/],
    ['a JSON list that is cut off', '[{"item":"a"},', /^not JSON: /],
    ['XML that is cut off', '<testsuites><testsuite name="a">', /^not XML: .* \(line 1\)$/],
    [
      'XML of something else',
      '<?xml version="1.0"?><html><body/></html>',
      'XML without test suites',
    ],
    [
      'a promptfoo file without results',
      '{"evalId":"e","results":{"stats":{}},"config":{}}',
      'a promptfoo file without results: write it with promptfoo eval -o results.json',
    ],
    [
      'a promptfoo file that is cut off',
      promptfoo([{ success: true }]).slice(0, -20),
      /^not JSON: /,
    ],
    [
      'an Inspect log that holds its header only',
      '{\n  "version": 2,\n  "status": "started",\n  "eval": {}\n}',
      'an Inspect log without samples: only its header was written',
    ],
    [
      'an Inspect log whose eval is no object',
      '{"status":"success","eval":3}',
      'an Inspect log without `eval`',
    ],
    [
      'an archive of something else',
      zipSync({ 'readme.md': strToU8('hello') }),
      'a zip archive that is no Inspect log: it has no header.json',
    ],
    [
      'an archive that is cut off',
      zipSync({ 'header.json': head }).subarray(0, 40),
      /^the archive cannot be unpacked: /,
    ],
  ])('%s', async (_, content, message) => {
    await expect(readResults(bytesOf(content))).rejects.toThrow(message);
  });
});

describe('an entry that cannot be read', () => {
  it.each<
    readonly [
      what: string,
      content: string | Uint8Array,
      records: number,
      rejected: readonly (readonly [reason: string, at: string])[],
    ]
  >([
    [
      'rows with other numbers of columns',
      'item,correct\na,1\nb\nc,1,2\nd,0\n',
      2,
      [
        ['another number of columns than the header has', 'line 3'],
        ['another number of columns than the header has', 'line 4'],
      ],
    ],
    [
      'lines that are no objects',
      '{"item":"a"}\n[1]\n"b"\n{"item":\nnull\n',
      1,
      ['2', '3', '4', '5'].map((line) => ['not a JSON object', `line ${line}`] as const),
    ],
    [
      'entries of a list that are no objects',
      '[{"item":"a"},7,null]',
      1,
      [
        ['not a JSON object', 'entry 2'],
        ['not a JSON object', 'entry 3'],
      ],
    ],
    [
      'tests without a name',
      '<testsuite><testcase time="1"/><testcase name="a"/><testcase name=""/></testsuite>',
      1,
      [
        ['a test without a name', 'test 1'],
        ['a test without a name', 'test 3'],
      ],
    ],
    [
      'results that do not say whether they passed',
      promptfoo([{ success: true }, { vars: {} }, { success: 'yes' }, 4]),
      1,
      ['2', '3', '4'].map((at) => ['a result without `success`', `result ${at}`] as const),
    ],
    [
      'samples without an id',
      inspect([{ id: 1, scores: {} }, { scores: {} }, null]),
      1,
      [
        ['a sample without an id', 'sample 2'],
        ['a sample without an id', 'sample 3'],
      ],
    ],
    [
      'parts of another kind',
      inspect([
        { id: 1, total_time: 'long' },
        { id: 2, scores: { match: 3 } },
      ]),
      0,
      [
        ['a sample whose `total_time` is of another kind', 'sample 1'],
        ['a sample whose `scores.match` is of another kind', 'sample 2'],
      ],
    ],
    [
      'parts of another kind in promptfoo',
      promptfoo([{ success: true, latencyMs: '12' }]),
      0,
      [['a result whose `latencyMs` is of another kind', 'result 1']],
    ],
    [
      'samples of an archive that are broken',
      zipSync({
        'header.json': head,
        'samples/a_epoch_1.json': strToU8('{"id":"a","scores":{}}'),
        'samples/b_epoch_1.json': strToU8('{"id":"b","sco'),
        'summaries.json': strToU8('[]'),
      }),
      1,
      [['not JSON (cut off or damaged)', 'samples/b_epoch_1.json']],
    ],
  ])('%s', async (_, content, records, rejected) => {
    const read = await readResults(bytesOf(content));
    expect(read.records).toHaveLength(records);
    expect(read.rejected.map(({ reason, at }) => [reason, at])).toEqual(rejected);
  });
});

describe('what looks odd and is right', () => {
  it('an Inspect sample whose score says nothing is there, without a grade', async () => {
    const { records } = await readResults(bytesOf(inspect([{ id: 'a', scores: { match: {} } }])));
    expect(records[0]?.fields).toMatchObject({ item: 'a', correct: undefined });
  });

  it('a score of several values counts by its first one', async () => {
    const samples = [{ id: 'a', scores: { both: { value: { right: 'C', polite: 'I' } } } }];
    const { records } = await readResults(bytesOf(inspect(samples)));
    expect(records[0]?.fields['correct']).toBe(1);
  });

  it('NaN, which Python writes, is no number, inside strings too it is text', async () => {
    const text = inspect([{ id: 'a', metadata: { note: 'NaN' }, scores: {} }]).replace(
      '"id": "a"',
      '"id": "a", "total_time": NaN',
    );
    const { records } = await readResults(bytesOf(text));
    expect(records[0]?.fields).toMatchObject({ item: 'a', 'metadata.note': 'NaN' });
    expect(records[0]?.fields['latency_ms']).toBeUndefined();
  });

  it('suites within suites hand their properties down', async () => {
    const text = `<testsuites><testsuite name="outer">
      <properties><property name="plan" value="fast"/><property name="critic">off</property></properties>
      <testsuite name="inner"><testcase name="a"/></testsuite></testsuite></testsuites>`;
    const { records } = await readResults(bytesOf(text));
    expect(records[0]?.fields).toMatchObject({
      suite: 'inner',
      'property.plan': 'fast',
      'property.critic': 'off',
      item: 'a',
      correct: true,
    });
  });

  it('errors of HTTP clients and SDKs are no wrong answers, under whatever tag they come', async () => {
    const kinds = [
      'RateLimitError',
      'httpx.ReadTimeout',
      'openai.APIConnectionError',
      'ValueError',
    ];
    const text = `<testsuite>${kinds
      .map((kind, at) => `<testcase name="t${at}"><failure type="${kind}" message="m"/></testcase>`)
      .join('')}</testsuite>`;
    const { records } = await readResults(bytesOf(text));
    expect(records.map(({ fields }) => fields['correct'])).toEqual([
      undefined,
      undefined,
      undefined,
      false,
    ]);
  });
});
