import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EmitSpan, FormatReader } from '../../../src/traces/formats/format.ts';
import { LangfuseReader } from '../../../src/traces/formats/langfuse.ts';
import { IngestionReader } from '../../../src/traces/formats/langfuseIngestion.ts';
import { LangsmithReader } from '../../../src/traces/formats/langsmith.ts';
import { HeldRows } from '../../../src/traces/spill/heldRows.ts';

const byKey = (rows: readonly { key: string; text: string }[]): [string, string[]][] =>
  [...new Set(rows.map(({ key }) => key))]
    .sort()
    .map((key) => [key, rows.filter((row) => row.key === key).map(({ text }) => text)]);

describe('rows that wait for others', () => {
  test('come back by key and in their order, wherever they were kept', () => {
    const row = fc.record({
      key: fc.string({ maxLength: 3 }),
      text: fc.string({ unit: 'binary' }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), fc.nat({ max: 220 }), (rows, most) => {
        const held = new HeldRows<{ key: string; text: string }>(most);
        for (const each of rows) held.add(each.key, each);
        const groups = [...held.groups()];
        expect(byKey(groups.flat())).toEqual(byKey(rows));
        const keys = groups.flatMap((group) => [...new Set(group.map((each) => each.key))]);
        expect(keys).toHaveLength(new Set(keys).size);
      }),
      { numRuns: 60 },
    );
  });

  test('fill more than one piece of the file', () => {
    const held = new HeldRows<number>(10);
    const rows = Array.from({ length: 30_000 }, (_, at) => at);
    for (const at of rows) held.add('the same', at);
    expect([...held.groups()].filter((group) => group.length > 0)).toEqual([rows]);
  });
});

const id = (digits: number): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: 6 }).map((at) => String(at).repeat(digits));

const time = fc.integer({ min: 0, max: 9 }).map((second) => `2026-07-01T10:00:0${second}.000Z`);

const observation = fc.record(
  {
    id: id(16),
    traceId: id(32),
    parentObservationId: fc.option(id(16)),
    type: fc.constantFrom('GENERATION', 'SPAN', 'TOOL'),
    name: fc.constantFrom('answer', 'search'),
    startTime: time,
    endTime: time,
    model: fc.constantFrom('gpt-5', null),
    event_ts: time,
    is_deleted: fc.constantFrom(0, 0, 0, 1),
  },
  { requiredKeys: ['id', 'traceId', 'startTime'] },
);

const trace = fc.record({ trace: fc.record({ id: id(32), name: fc.constantFrom('a', 'b') }) });

const event = fc.oneof(
  fc.record({
    type: fc.constantFrom('generation-create', 'generation-update', 'span-create'),
    body: observation,
  }),
  fc.record({
    type: fc.constant('trace-create'),
    body: fc.record({ id: id(32), name: fc.constantFrom('a', 'b') }),
  }),
);

const run = fc.record(
  {
    id: id(8),
    trace_id: id(8),
    parent_run_id: fc.option(id(8)),
    run_type: fc.constantFrom('llm', 'tool', 'chain'),
    name: fc.constantFrom('ChatOpenAI', 'search'),
    start_time: time,
    end_time: time,
  },
  { requiredKeys: ['id', 'run_type'] },
);

type NewReader = (emit: EmitSpan, most?: number) => FormatReader;

const FORMATS: readonly (readonly [string, fc.Arbitrary<unknown>, NewReader])[] = [
  [
    'Langfuse observations',
    fc.oneof(observation, trace),
    (emit, most) => new LangfuseReader(emit, most),
  ],
  [
    'Langfuse batches',
    fc.record({ batch: fc.array(event, { maxLength: 4 }) }),
    (emit, most) => new IngestionReader(emit, most),
  ],
  [
    'LangSmith runs',
    fc.oneof(run, fc.record({ post: fc.array(run), patch: fc.array(run) })),
    (emit, most) => new LangsmithReader(emit, most),
  ],
];

/** Spans as text; in which order traces come is of no meaning. */
function spansOf(newReader: NewReader, documents: readonly unknown[], most?: number): string[] {
  const spans: string[] = [];
  const reader = newReader((span, scope) => spans.push(JSON.stringify([span, scope])), most);
  documents.forEach((document, at) => reader.read(document, `f:${at + 1}`));
  reader.end();
  return spans.sort();
}

test.each(FORMATS)(
  '%s come to the same spans in memory and in a file',
  (_, document, newReader) => {
    fc.assert(
      fc.property(fc.array(document, { maxLength: 30 }), fc.nat({ max: 20 }), (documents, most) => {
        expect(spansOf(newReader, documents, most)).toEqual(spansOf(newReader, documents));
      }),
      { numRuns: 50 },
    );
  },
);
