import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readResults } from '../../src/evals/readResults.ts';
import type { ReadResults } from '../../src/evals/record.ts';
import { sniff } from '../../src/evals/sniff.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string): Promise<ReadResults> => readResults(bytes(text));

describe('sniff', () => {
  it.each([
    ['plan,item,correct\n', 'csv'],
    ['plan;item;correct\n', 'csv'],
    ['\uFEFFplan,item\n', 'csv'],
    ['{"item":"1","correct":true}\n{"item":"2"}\n', 'jsonl'],
    ['[{"item":"1"}]', 'jsonl'],
    ['<?xml version="1.0"?><testsuites/>', 'junit'],
    ['{\n  "evalId": "x",\n  "results": {}\n}', 'promptfoo'],
    ['{"evalId":"x","results":{"results":[]},"config":{}}', 'promptfoo'],
    ['{\n  "version": 2,\n  "status": "success",\n  "eval": {}\n}', 'inspect'],
    ['{\n  "something": "else"\n}', null],
  ])('tells %s', (text, format) => {
    expect(sniff(bytes(text))).toBe(format);
  });
});

describe('CSV', () => {
  it('reads quoted cells, lines of any system, and counts every line', async () => {
    const result = await read('plan,item,correct\r\nfast,"a, b",1\r\n\r\nfast,c,0,extra\r\n,,\r\n');
    expect(result.records.map(({ fields, line }) => [fields, line])).toEqual([
      [{ plan: 'fast', item: 'a, b', correct: '1' }, 2],
    ]);
    expect(result.rejected).toEqual([
      { reason: 'another number of columns than the header has', at: 'line 4' },
    ]);
    expect(result.blank).toBe(2);
  });

  it.each([';', '\t'])('takes %j for a separator', async (separator) => {
    const result = await read(`plan${separator}item\nfast${separator}1\n`);
    expect(result.records[0]?.fields).toEqual({ plan: 'fast', item: '1' });
  });

  it('cannot read a column that is there twice', async () => {
    await expect(read('item,item\n1,2\n')).rejects.toThrow('the column "item" is there twice');
  });
});

describe('JSONL', () => {
  it('joins nested keys, and takes an architecture apart', async () => {
    const result = await read(
      '{"architecture":{"plan":"fast"},"item":7,"metadata":{"kind":"a"}}\nnot json\n\n{"item":8}\n',
    );
    expect(result.records.map(({ fields }) => fields)).toEqual([
      { plan: 'fast', item: 7, 'metadata.kind': 'a' },
      { item: 8 },
    ]);
    expect(result.rejected).toEqual([{ reason: 'not a JSON object', at: 'line 2' }]);
    expect(result.blank).toBe(1);
  });
});

const JUNIT = `<?xml version="1.0"?>
<testsuites>
  <testsuite name="bookings">
    <properties><property name="plan" value="fast"/></properties>
    <testcase classname="t.Bookings" name="moves a &lt;slot&gt;" time="1.25"/>
    <testcase classname="t.Bookings" name="cancels"><failure message="wrong day" type="AssertionError">…</failure></testcase>
    <testcase classname="t.Bookings" name="lists"><error message="429 Too Many Requests" type="openai.RateLimitError"/></testcase>
    <testcase classname="t.Bookings" name="waits"><failure message="no reply" type="APITimeoutError"/></testcase>
    <testcase classname="t.Bookings" name="later"><skipped/></testcase>
    <testcase/>
  </testsuite>
</testsuites>`;

describe('JUnit', () => {
  it('tells wrong answers from tests that were kept from answering, and skipped ones from both', async () => {
    const result = await read(JUNIT);
    expect(
      result.records.map(({ fields }) => [fields['item'], fields['correct'], fields['error']]),
    ).toEqual([
      ['t.Bookings.moves a <slot>', true, undefined],
      ['t.Bookings.cancels', false, undefined],
      ['t.Bookings.lists', undefined, '429 Too Many Requests'],
      ['t.Bookings.waits', undefined, 'no reply'],
    ]);
    expect(result.records[0]?.fields).toMatchObject({
      suite: 'bookings',
      'property.plan': 'fast',
      latency_ms: 1250,
    });
    expect(result.blank).toBe(1);
    expect(result.rejected).toEqual([{ reason: 'a test without a name', at: 'test 6' }]);
  });

  it('says where broken XML breaks', async () => {
    await expect(read('<testsuite>\n<testcase')).rejects.toThrow(/^not XML: .* \(line \d+\)$/);
  });
});

const INSPECT = {
  version: 2,
  status: 'success',
  eval: { task: 'desk', model: 'openai/gpt-5-mini', task_args: { plan: 'fast' }, config: {} },
  samples: [
    {
      id: 1,
      epoch: 1,
      scores: { match: { value: 'C' } },
      total_time: 2.5,
      metadata: { topic: 'a' },
    },
    { id: 2, epoch: 1, scores: { match: { value: 'I' } }, total_time: 4, working_time: 3 },
    { id: 'x', epoch: 1, scores: { match: { value: 'P' } } },
    { id: 4, epoch: 1, scores: { match: { value: 0.75 } } },
    { id: 5, epoch: 1, scores: {}, error: { message: 'RateLimitError: 429', traceback: '…' } },
    { epoch: 1 },
  ],
};

const GRADES = [
  ['1', 1, undefined, 2500],
  ['2', 0, undefined, 3000],
  ['x', 0.5, undefined, undefined],
  ['4', 0.75, undefined, undefined],
  ['5', undefined, 'RateLimitError: 429', undefined],
];

function grades({ records }: ReadResults): unknown[] {
  return records.map(({ fields }) => [
    fields['item'],
    fields['correct'],
    fields['error'],
    fields['latency_ms'],
  ]);
}

describe('Inspect', () => {
  it('reads a log as JSON: letters and numbers, errors apart', async () => {
    const result = await read(JSON.stringify(INSPECT, null, 2));
    expect(grades(result)).toEqual(GRADES);
    expect(result.records[0]?.fields).toMatchObject({
      model: 'openai/gpt-5-mini',
      'task_args.plan': 'fast',
      'metadata.topic': 'a',
    });
    expect(result.rejected).toEqual([{ reason: 'a sample without an id', at: 'sample 6' }]);
  });

  it('reads the same log as an archive, where Python wrote NaN too', async () => {
    const { samples, ...head } = INSPECT;
    const files = Object.fromEntries([
      ['header.json', strToU8(JSON.stringify(head).replace('"version":2', '"version":2,"x":NaN'))],
      ...samples
        .slice(0, 5)
        .map((sample) => [`samples/${sample.id}_epoch_1.json`, strToU8(JSON.stringify(sample))]),
    ]) as Record<string, Uint8Array>;
    const result = await readResults(zipSync(files));
    expect(new Set(grades(result).map((grade) => JSON.stringify(grade)))).toEqual(
      new Set(GRADES.map((grade) => JSON.stringify(grade))),
    );
  });

  it('keeps the epochs of an item apart', async () => {
    const [first] = INSPECT.samples;
    const log = {
      ...INSPECT,
      eval: { ...INSPECT.eval, config: { epochs: 2 } },
      samples: [first, { ...first, epoch: 2 }],
    };
    const result = await read(JSON.stringify(log, null, 2));
    expect(result.records.map(({ fields }) => [fields['item'], fields['trial']])).toEqual([
      ['1', 1],
      ['1', 2],
    ]);
  });

  it('is not any zip', async () => {
    await expect(readResults(zipSync({ 'a.txt': strToU8('a') }))).rejects.toThrow(
      'a zip archive that is no Inspect log',
    );
  });
});

describe('promptfoo', () => {
  // Written by promptfoo 0.118.17 with its echo provider and one that answers 429 for refunds.
  const file = readFileSync(join(import.meta.dirname, '../fixtures/evals/promptfoo-echo.json'));

  it('reads a real file: passes, failures, and cases that errored', async () => {
    const result = await readResults(file);
    expect(result.format).toBe('promptfoo');
    expect(result.records).toHaveLength(12);
    const count = (test: (fields: Readonly<Record<string, unknown>>) => boolean): number =>
      result.records.filter(({ fields }) => test(fields)).length;
    expect(count(({ correct }) => correct === true)).toBe(6);
    expect(count(({ correct }) => correct === false)).toBe(2);
    expect(count(({ error }) => error === 'API error: 429 Too Many Requests')).toBe(4);
    expect(count(({ provider }) => provider === 'echo-a')).toBe(6);
    expect(count((fields) => fields['metadata.category'] === 'policy')).toBe(8);
  });

  it('gives the same test the same name under every provider and prompt', async () => {
    const { records } = await readResults(file);
    const names = new Map<string, number>();
    for (const { fields } of records)
      names.set(String(fields['item']), (names.get(String(fields['item'])) ?? 0) + 1);
    expect([...names.values()]).toEqual([4, 4, 4]);
    expect([...names.keys()].filter((name) => name.startsWith('refund '))).toHaveLength(2);
  });
});

describe('what is no results file', () => {
  it.each([
    ['', 'the file is empty'],
    ['{\n "a": 1\n}', 'JSON of no known kind'],
    ['{"evalId":"x","results":{},"config":{}}', 'a promptfoo file without results'],
    ['{"eval":{},"status":"success"}', 'an Inspect log without samples'],
    ['[1,', 'not JSON'],
  ])('%j is told apart', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});
