import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { tableSchema, type Table, type TableDocument } from '../../src/table/schema.ts';
import { mergeMeasured } from '../../src/traces/mergeMeasured.ts';
import {
  documentText,
  measuredTableYaml,
  tableFromMeasurement,
} from '../../src/traces/tableFromMeasurement.ts';
import { wholeShares } from '../../src/traces/wholeShares.ts';
import { measureText } from './helpers/measureFile.ts';
import { agent, chat, line, tool, type SpanOptions } from './helpers/spans.ts';

/** A request that calls these tools, in this order. */
function request(index: number, tools: readonly string[]): string {
  const trace = (index + 1).toString(16).padStart(32, '0');
  const spans: SpanOptions[] = [
    { trace, id: 1, name: 'invoke_agent support', ms: 1000, attributes: agent('support') },
    { trace, id: 2, parent: 1, name: 'chat m', ms: 500, attributes: chat('m') },
    ...tools.map((name, at) => ({
      trace,
      id: 3 + at,
      parent: 1,
      name: `execute_tool ${name}`,
      at: 500 + at,
      attributes: tool(name),
    })),
  ];
  return line(...spans);
}

async function tableOf(requests: readonly (readonly string[])[]): Promise<TableDocument> {
  const text = requests.map((tools, index) => request(index, tools)).join('\n');
  return tableFromMeasurement(await measureText(text), { name: 'support' });
}

const percent = (text: unknown): number => Math.round(Number.parseFloat(String(text)) * 10);

/** Both kinds of shares that must be whole, in tenths of a percent. */
function expectWhole(table: TableDocument): void {
  const sets = table.tool_sets ?? [];
  if (sets.length > 0) expect(sets.reduce((sum, [share]) => sum + percent(share), 0)).toBe(1000);
  for (const { calls } of Object.values(table.components)) {
    if (calls === undefined) continue;
    expect(Object.values(calls).reduce((sum: number, share) => sum + percent(share), 0)).toBe(1000);
  }
}

const tools = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 });

describe('shares of a measured table', () => {
  test('of calls and tool sets sum to exactly 100%, whatever the requests', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tools, { minLength: 1, maxLength: 30 }), async (requests) => {
        expectWhole(await tableOf(requests));
      }),
      { numRuns: 40 },
    );
  });

  test('of three thirds, of sevenths', async () => {
    const thirds = await tableOf([['a'], ['a', 'a'], ['a', 'a', 'a']]);
    expect(thirds.components['a']?.calls).toEqual({ 1: '33.4%', 2: '33.3%', 3: '33.3%' });
    const sevenths = await tableOf([['a'], ['b'], ['b'], [], [], [], []]);
    expect(sevenths.tool_sets).toEqual([
      ['57.1%', []],
      ['28.6%', ['b']],
      ['14.3%', ['a']],
    ]);
    expect(sevenths.components['a']?.used_by).toBe('14.3%');
  });

  test('too small to print are left out of the sets, not of used_by', async () => {
    const requests = Array.from({ length: 2500 }, (_, index) => (index === 0 ? ['rare'] : []));
    const { tool_sets: sets, components } = await tableOf(requests);
    expect(sets).toEqual([['100%', []]]);
    expect(components['rare']?.used_by).toBe('0.04%');
  });

  test('without tools there are no tool sets', async () => {
    expect((await tableOf([[], []])).tool_sets).toBeUndefined();
  });

  test('stay whole when tables are merged', async () => {
    const some = fc.array(tools, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(some, some, async (before, after) => {
        const document = parseDocument(measuredTableYaml(await tableOf(before), ''));
        mergeMeasured(document, await tableOf(after));
        const merged = parse(documentText(document)) as TableDocument;
        expectWhole(merged);
        const read: Table = tableSchema.parse(merged);
        expect(read.measured?.traces).toBe(before.length + after.length);
      }),
      { numRuns: 40 },
    );
  });
});

describe('whole shares', () => {
  const counts = fc
    .array(fc.nat(1000), { minLength: 1, maxLength: 30 })
    .filter((all) => all.some((count) => count > 0));

  test('are within a step of the exact ones, and keep their order', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(10, 100, 1000), (all, steps) => {
        const total = all.reduce((sum, count) => sum + count, 0);
        const shares = wholeShares(all, steps);
        shares.forEach((share, at) => {
          expect(Math.abs(share - (all[at] ?? 0) / total)).toBeLessThan(1 / steps + 1e-9);
        });
        const sorted = all.map((count, at) => [count, shares[at] ?? 0] as const);
        sorted.sort(([a], [b]) => a - b);
        sorted.forEach(([count, share], at) => {
          const [nextCount, next] = sorted[at + 1] ?? [count, 1];
          if (count < nextCount) expect(share).toBeLessThanOrEqual(next);
        });
      }),
    );
  });

  test('that are exact already stay as they are', () => {
    expect(wholeShares([1, 3], 100)).toEqual([0.25, 0.75]);
    expect(wholeShares([1, 1, 2], 4)).toEqual([0.25, 0.25, 0.5]);
  });
});
