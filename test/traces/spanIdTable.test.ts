import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SpanIdTable } from '../../src/traces/spanIdTable.ts';

const id = fc.record({
  high: fc.integer({ min: -3, max: 3 }),
  low: fc.integer({ min: -3, max: 3 }),
});

test('holds what a map from the ids would, the first place of each', () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 60 }), id, (ids, other) => {
      const table = new SpanIdTable();
      table.clear(ids.length);
      const places = new Map<string, number>();
      ids.forEach((each, place) => {
        const key = JSON.stringify(each);
        expect(table.add(each, place)).toBe(!places.has(key));
        if (!places.has(key)) places.set(key, place);
      });
      for (const each of [...ids, other])
        expect(table.get(each)).toBe(places.get(JSON.stringify(each)) ?? -1);
    }),
  );
});

test('forgets the trace before, also one that was a thousand times as long', () => {
  const table = new SpanIdTable();
  table.clear(5000);
  for (let low = 1; low <= 5000; low += 1) table.add({ high: 7, low }, low);
  expect(table.get({ high: 7, low: 5000 })).toBe(5000);
  table.clear(5);
  for (let low = 1; low <= 5000; low += 1) expect(table.get({ high: 7, low })).toBe(-1);
  expect(table.add({ high: 7, low: 3 }, 0)).toBe(true);
  expect(table.get({ high: 7, low: 3 })).toBe(0);
});

test('has room for a trace of no spans', () => {
  const table = new SpanIdTable();
  table.clear(0);
  expect(table.get({ high: 1, low: 1 })).toBe(-1);
});
