import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { LAYOUT, NUMBER, ROW } from '../../../src/traces/engines/scanner/layout.ts';
import { NOT_READ, Scanner } from '../../../src/traces/engines/scanner/scanner.ts';
import { keysInUse } from '../../../src/traces/readers/attributeKeys.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/traces/', import.meta.url));

/** Rows of one line: numbers of looks, -1 for spans that are left to JSON.parse; null for no rows. */
function looksIn(scanner: Scanner, line: string): number[] | null {
  scanner.memory.write(`${line}\n`, LAYOUT.input);
  const count = scanner.scan(LAYOUT.input);
  if (count === NOT_READ) return null;
  return Array.from({ length: count }, (_, row) => word(scanner, row, ROW.look));
}

function word(scanner: Scanner, row: number, column: number): number {
  return scanner.words[(LAYOUT.spans + row * LAYOUT.spanBytes) / 4 + column] as number;
}

const newScanner = (): Scanner => new Scanner([], () => undefined);

const span = (members: string): string =>
  `{"resourceSpans":[{"scopeSpans":[{"scope":{"name":"s"},"spans":[{${members}}]}]}]}`;

const IDS = '"traceId":"000000000000000000000000000000ff","spanId":"00000000000000aB"';
const TIMES = '"startTimeUnixNano":"1767225600000000001","endTimeUnixNano":"1767225600250000003"';

describe('the scanner', () => {
  test('takes every span of exporters but those that tell more in their events', () => {
    const scanner = newScanner();
    const files = readdirSync(FIXTURES).filter((name) => name.endsWith('.otlp.jsonl'));
    expect(files.length).toBeGreaterThan(1);
    for (const name of files) {
      const text = readFileSync(join(FIXTURES, name), 'utf8').trim();
      const lines = text.split('\n');
      const evaluated = text.split('"gen_ai.evaluation.result"').length - 1;
      const looks = lines.map((line) => looksIn(scanner, line));
      expect([name, looks.filter((each) => each === null)]).toEqual([name, []]);
      expect([name, looks.flat().filter((look) => look === -1).length]).toEqual([name, evaluated]);
    }
  });

  test('reads ids and times to the last digit', () => {
    const scanner = newScanner();
    expect(looksIn(scanner, span(`${IDS},"parentSpanId":"",${TIMES}`))).toEqual([1]);
    const row = LAYOUT.spans / 4;
    expect([...scanner.words.subarray(row + ROW.traceId, row + ROW.traceId + 8)]).toEqual([
      0, 0, 0, 255, 0, 171, 0, 0,
    ]);
    expect([...scanner.numbers.subarray(LAYOUT.spans / 8, LAYOUT.spans / 8 + 3)]).toEqual([
      1_767_225_600_000, 1, 250.000002,
    ]);
  });

  test('gives spans that look the same one number, and others another', () => {
    const scanner = newScanner();
    const named = (name: string): string => span(`${IDS},${TIMES},"name":"${name}"`);
    const [a, b, again] = ['a', 'b', 'a'].map((name) => looksIn(scanner, named(name))?.[0]);
    expect(a).toBe(again);
    expect(a).not.toBe(b);
  });

  test.each(['0', '7', '0.1', '12.5', '123456.789', '1e3', '-4', '0.30000000000000004'])(
    'reads the number %s as JSON.parse does',
    (text) => {
      const scanner = newScanner();
      const key = 'gen_ai.server.time_to_first_token';
      const attribute = `{"key":"${key}","value":{"doubleValue":${text}}}`;
      expect(looksIn(scanner, span(`${IDS},${TIMES},"attributes":[${attribute}]`))).toEqual([1]);
      const [slot, kind, from, to] = scanner.words.subarray(LAYOUT.values / 4);
      expect(slot).toBe(keysInUse([]).own.indexOf(key));
      const number =
        kind === NUMBER
          ? scanner.numbers[LAYOUT.values / 8 + 1]
          : Number(scanner.memory.toString('utf8', from, to));
      expect(number).toBe(JSON.parse(text));
    },
  );

  test.each([
    ['a span that is no object', '{"resourceSpans":[{"scopeSpans":[{"spans":[7]}]}]}'],
    ['a list of requests', '[{"resourceSpans":[]}]'],
    ['another key beside the spans', '{"resourceSpans":[],"x":1}'],
    ['a resource after its spans', '{"resourceSpans":[{"scopeSpans":[],"resource":{}}]}'],
    ['a line that breaks off', span(`${IDS},${TIMES}`).slice(0, -1)],
    ['text behind the document', `${span(`${IDS},${TIMES}`)} x`],
    ['a broken string where nobody looks', span(`${IDS},${TIMES},"links":["\\x"]`)],
    ['a bracket of the wrong kind', span(`${IDS},${TIMES},"links":[{]`)],
    ['a number with a leading zero', span(`${IDS},${TIMES},"links":[01]`)],
  ])('leaves a line with %s to JSON.parse', (_, line) => {
    expect(looksIn(newScanner(), line)).toBeNull();
  });

  test.each([
    ['an id with another length', `"traceId":"ff","spanId":"00000000000000aB",${TIMES}`],
    ['no times', IDS],
    ['times as numbers', `${IDS},"startTimeUnixNano":1,"endTimeUnixNano":2`],
    ['a member twice', `${IDS},${TIMES},"name":"a","name":"b"`],
    ['an old spelling', `${IDS},${TIMES},"trace_id":"00"`],
    ['a first token among its events', `${IDS},${TIMES},"events":[{"name":"First Token"}]`],
    ['a kind in words', `${IDS},${TIMES},"kind":"SPAN_KIND_CONSUMER"`],
    [
      'a value in two wrappers',
      `${IDS},${TIMES},"attributes":[{"key":"error.type","value":{"stringValue":"a","intValue":"1"}}]`,
    ],
  ])('leaves a span with %s to JSON.parse, and takes the line', (_, members) => {
    expect(looksIn(newScanner(), span(members))).toEqual([-1]);
  });

  test('starts over when more looks come than it remembers, and says so', () => {
    let forgotten = 0;
    const scanner = new Scanner([], () => (forgotten += 1));
    for (let index = 0; index < 13_000; index += 1)
      expect(looksIn(scanner, span(`${IDS},${TIMES},"name":"n${index}"`))?.[0]).toBeGreaterThan(0);
    expect(forgotten).toBe(1);
  });
});
