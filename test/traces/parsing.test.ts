import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bigDigits, hasBigNumbers, keepBigNumbers } from '../../src/traces/bigNumbers.ts';
import { CsvRows, csvCells, csvHeader } from '../../src/traces/csvRows.ts';
import { spanIdText, traceIdText } from '../../src/traces/formats/otlpWords.ts';
import {
  nanosAfter,
  nanosOfAny,
  nanosOfIso,
  nanosOfNumber,
} from '../../src/traces/formats/times.ts';
import { otlpOfProto } from '../../src/traces/readers/otlpProto.ts';
import { joinedParents } from '../../src/traces/joinedParents.ts';
import { measureText } from './helpers/measureFile.ts';
import type { Measurement } from '../../src/traces/measurement.ts';
import { agent, chat, line, otlpSpan, tool, type SpanOptions } from './helpers/spans.ts';

describe('big numbers', () => {
  test('keep every digit, and nothing else changes', () => {
    const json =
      '{"a": 12324293800750531911,"b":[1758026593210770000 , -12345678901234567890],"c":"x 99999999999999999999 \\" 88888888888888888888","d":1234567890123456.5,"e":15}';
    expect(JSON.parse(keepBigNumbers(json))).toEqual({
      a: '12324293800750531911n',
      b: ['1758026593210770000n', -12345678901234567000],
      c: 'x 99999999999999999999 " 88888888888888888888',
      d: 1234567890123456.5,
      e: 15,
    });
    expect([hasBigNumbers(json), hasBigNumbers('{"a":1,"b":"1234567890123456789"}')]).toEqual([
      true,
      false,
    ]);
    expect([bigDigits('12n'), bigDigits('12'), bigDigits('xn')]).toEqual(['12', null, null]);
  });

  test('leave JSON without them as it is', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const kept = keepBigNumbers(json);
        expect(kept.replaceAll(/"(\d{16,})n"/g, '$1')).toBe(json.replaceAll(/"(\d{16,})n"/g, '$1'));
      }),
    );
  });
});

describe('CSV', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', ' ', 'ä', "'") });

  test('rows come back as they were written, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (cells) => {
        const written = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
        expect(csvCells(written)).toEqual(cells);
      }),
    );
  });

  test('a value may go on over several lines; wrong lengths are refused', () => {
    const rows = new CsvRows(['a', 'b', 'c']);
    expect(rows.add('1,"two')).toBeNull();
    expect(rows.isOpen).toBe(true);
    expect(rows.add('lines",3')).toEqual({ a: '1', b: 'two\nlines', c: '3' });
    expect(rows.add('1,2')).toBe('a CSV row with 2 values where the header has 3');
    expect(rows.add('1,,')).toEqual({ a: '1', b: '', c: '' });
  });

  test.each([
    ['id,trace_id,name', true],
    ['"id","trace_id","name"', true],
    ['{"a":1,"b":2,"c":3}', false],
    ['a,b', false],
    ['some text, that goes on, and on: see?', false],
  ])('%s is a header: %s', (first, isHeader) => {
    expect(csvHeader(first) !== null).toBe(isHeader);
  });
});

describe('times', () => {
  test.each([
    ['2026-11-22T00:50:20.064Z', '1795308620064000000'],
    ['2026-11-22 00:50:20.064', '1795308620064000000'],
    ['2026-11-22T00:50:20.064123456', '1795308620064123456'],
    ['2026-11-22T01:50:20+01:00', '1795308620000000000'],
    [1_795_308_620, '1795308620000000000'],
    [1_795_308_620_064, '1795308620064000000'],
    [1_795_308_620_064_001, '1795308620064001000'],
    ['1795308620064001002n', '1795308620064001002'],
    ['1795308620064001002', '1795308620064001002'],
    [1_795_308_620.5, '1795308620500000000'],
    ['soon', null],
    [null, null],
    [-1, null],
    ['', null],
    [Infinity, null],
    [Number.NaN, null],
    ['1e400', null],
  ])('%j is %j', (written, nanos) => {
    expect(nanosOfAny(written)).toBe(nanos);
  });

  test('of other units, and of dates that are none', () => {
    expect(nanosOfNumber(1_795_308_428_984_000.5, 1000)).toBe('1795308428984000500');
    expect(nanosOfIso('2026-13-45T99:00:00Z')).not.toBe('NaN');
    expect(nanosOfIso('22/11/2026')).toBeNull();
    expect(nanosAfter('5', Number.NaN)).toBeNull();
    expect(nanosAfter('5', 1.5)).toBe('1500005');
  });
});

test.each([
  ['0xEA1EC9A60010cd7896363beb81a3752d', 'ea1ec9a60010cd7896363beb81a3752d'.toUpperCase()],
  ['b0106fa3-2557-4f6a-8616-5d36aa4fcd0c', 'b0106fa325574f6a86165d36aa4fcd0c'],
  ['1e223ff1f80f1c69', '00000000000000001e223ff1f80f1c69'],
])('the trace id %s is %s', (id, expected) => {
  expect(traceIdText(id)?.toLowerCase()).toBe(expected.toLowerCase());
});

test('ids of any text are stable, and differ', () => {
  expect(spanIdText('run-1')).toMatch(/^[0-9a-f]{16}$/);
  expect(spanIdText('run-1')).toBe(spanIdText('RUN-1'));
  expect(spanIdText('run-1')).not.toBe(spanIdText('run-2'));
  expect([spanIdText(null), spanIdText('')]).toEqual([null, null]);
});

describe('protobuf', () => {
  test('that is cut off or nonsense is refused, never read past its end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          expect(otlpOfProto(bytes)).toHaveProperty('resourceSpans');
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});

describe('parents', () => {
  test('lose their circles, whoever is in them', () => {
    const parent = fc.integer({ min: -1, max: 19 });
    fc.assert(
      fc.property(fc.array(parent, { minLength: 1, maxLength: 20 }), (stated) => {
        const parents = stated.map((each) => (each < stated.length ? each : -1));
        const plain = parents.map(() => ({ source: 'plain', kind: 'plain' }));
        const joined = joinedParents({ spans: plain as never, parents });
        for (let at = 0; at < parents.length; at += 1) {
          let up = at;
          for (let steps = 0; up >= 0 && steps <= parents.length; steps += 1) up = joined[up] ?? -1;
          expect(up).toBe(-1);
        }
        // A parent is lost, never exchanged.
        parents.forEach((each, at) => expect([each, -1]).toContain(joined[at]));
      }),
    );
  });

  test('of AI SDK 4-6 tools are the calls in which they run', async () => {
    const sdk = { 'ai.operationId': 'ai.streamText', 'ai.telemetry.functionId': 'main' };
    const stream = (model: string): Record<string, string | number> => ({
      'ai.operationId': 'ai.streamText.doStream',
      'ai.telemetry.functionId': 'main',
      'ai.model.id': model,
      'ai.usage.inputTokens': 10,
      'ai.usage.outputTokens': 5,
    });
    const toolCall = (name: string): Record<string, string> => ({
      'ai.operationId': 'ai.toolCall',
      'ai.toolCall.name': name,
    });
    const measured = await measureText(
      line(
        { id: 1, name: 'handle', ms: 1000, attributes: agent('a') },
        { id: 2, parent: 1, name: 'ai.streamText', ms: 1000, attributes: sdk },
        { id: 3, parent: 2, name: 'ai.streamText.doStream', ms: 600, attributes: stream('m') },
        { id: 4, parent: 2, name: 'ai.toolCall', at: 200, ms: 400, attributes: toolCall('crm') },
        { id: 5, parent: 2, name: 'ai.toolCall', at: 300, ms: 200, attributes: toolCall('web') },
        {
          id: 6,
          parent: 2,
          name: 'ai.streamText.doStream',
          at: 600,
          ms: 400,
          attributes: stream('m'),
        },
      ),
    );
    const main = measured.components.find(({ name }) => name === 'main');
    // 600 ms less the 400 ms in which tools ran, and 400 ms.
    expect(main?.variants[0]?.latency).toMatchObject({ n: 2, mean: 300, max: 400 });
    expect(main?.onPath).toMatchObject({ n: 1, mean: 600 });
    expect(measured.components.find(({ name }) => name === 'crm')?.onPath?.mean).toBe(400);
    expect(measured.components.find(({ name }) => name === 'web')).toMatchObject({
      onPath: { mean: 0 },
      slackMs: 200,
      beside: [{ component: 'crm', count: 1 }],
    });
    expect(measured.endToEnd.orchestration?.mean).toBe(0);
  });
});

describe('clocks and waiting', () => {
  test('a consumer of a queue is waited for by nobody', async () => {
    const consumer = { raw: { kind: 5 } };
    const { components } = await measureText(
      line(
        { id: 1, name: 'handle', ms: 1000, attributes: agent('a') },
        { id: 2, parent: 1, name: 'chat m', ms: 700, attributes: chat('m') },
        {
          id: 3,
          parent: 1,
          name: 'execute_tool log',
          at: 100,
          ms: 900,
          attributes: tool('log'),
          ...consumer,
        },
      ),
    );
    expect(components.find(({ name }) => name === 'log')).toMatchObject({
      onPath: { mean: 0 },
      slackMs: 900,
    });
  });

  test('a child of the same service outside of its parent takes none of its time', async () => {
    const { components, endToEnd, coverage } = await measureText(
      line(
        { id: 1, name: 'handle', ms: 1000, attributes: agent('a') },
        { id: 2, parent: 1, name: 'chat m', at: 5000, ms: 700, attributes: chat('m') },
        { id: 3, parent: 1, name: 'execute_tool t', at: -300, ms: 500, attributes: tool('t') },
      ),
    );
    expect([pathOf(components, 'a'), pathOf(components, 't')]).toEqual([0, 200]);
    expect(endToEnd.orchestration?.mean).toBe(800);
    expect(coverage.skewed).toBe(0);
  });

  test('a child of another machine’s clock is moved into its parent, with all that is below it', async () => {
    const { components, endToEnd, coverage } = await measureText(
      [
        from('agent', { id: 1, name: 'handle', ms: 1000, attributes: agent('a') }),
        from(
          'models',
          { id: 2, parent: 1, name: 'serve', at: 5000, ms: 700 },
          { id: 3, parent: 2, name: 'chat m', at: 5100, ms: 500, attributes: chat('m') },
        ),
        from('tools', {
          id: 4,
          parent: 2,
          name: 'execute_tool t',
          at: 9000,
          ms: 50,
          attributes: tool('t'),
        }),
      ].join('\n'),
    );
    // 5000..5700 goes to 150..850: the call is at 250..750, and the tool in its middle.
    expect([pathOf(components, 'serve'), pathOf(components, 't')]).toEqual([500, 0]);
    expect(endToEnd.orchestration?.mean).toBe(500);
    expect(coverage.skewed).toBe(2);
  });

  const pathOf = (components: Measurement['components'], name: string): unknown =>
    components.find((each) => each.name === name)?.onPath?.mean;

  /** One line with spans of one service. */
  const from = (service: string, ...spans: readonly SpanOptions[]): string =>
    JSON.stringify({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
          scopeSpans: [{ scope: { name: 'x' }, spans: spans.map(otlpSpan) }],
        },
      ],
    });
});
