import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { leafOf } from '../../src/latency/leafOf.ts';
import { diffTables } from '../../src/table/diffTables.ts';
import { statedQuantile } from '../../src/table/statedQuantile.ts';
import { type Table, type TableDocument, tableSchema } from '../../src/table/schema.ts';
import { mergeMeasured } from '../../src/traces/mergeMeasured.ts';
import { documentText, tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { measureText } from '../traces/helpers/measureFile.ts';
import { agent, chat, line, tool } from '../traces/helpers/spans.ts';

/**
 * Measuring in parts and merging is measuring all at once: whichever parts, in whichever order, in
 * whichever grouping. Percentiles stay within 1% of the exact nearest rank of all calls.
 */

/** One request: how long its model call took, and each call of its two tools, in ms. */
interface Request {
  readonly chat: number;
  readonly crm: readonly number[];
  readonly web: readonly number[];
}

const ms = fc.integer({ min: 1, max: 20_000 });
const request = fc.record({
  chat: ms,
  crm: fc.array(ms, { maxLength: 3 }),
  web: fc.array(ms, { maxLength: 2 }),
});
const requests = fc.array(request, { minLength: 1, maxLength: 15 });

let made = 0;

function linesOf({ chat: took, crm, web }: Request): string {
  made += 1;
  const trace = made.toString(16).padStart(32, '0');
  const calls = [...crm.map((each) => ['crm', each]), ...web.map((each) => ['web', each])] as [
    string,
    number,
  ][];
  return line(
    { trace, id: 1, name: 'invoke_agent support', ms: 200_000, attributes: agent('support') },
    {
      trace,
      id: 2,
      parent: 1,
      name: 'chat m',
      ms: took,
      attributes: chat('m', { 'gen_ai.usage.input_tokens': took }),
    },
    ...calls.map(([name, each], at) => ({
      trace,
      id: 10 + at,
      parent: 1,
      name: `execute_tool ${name}`,
      at: 25_000 * (at + 1),
      ms: each,
      attributes: tool(name),
    })),
  );
}

async function measured(list: readonly Request[]): Promise<TableDocument> {
  return tableFromMeasurement(await measureText(list.map(linesOf).join('\n')), { name: 'support' });
}

function merge(a: TableDocument, b: TableDocument): TableDocument {
  const document = parseDocument(JSON.stringify(a));
  mergeMeasured(document, b);
  return parseDocument(documentText(document)).toJS() as TableDocument;
}

const read = (document: TableDocument): Table => tableSchema.parse(document);

/** All that a table counts, sums or bins, without the order it is written in. */
function counted(document: TableDocument): unknown {
  const { measured: span, components, tool_sets: sets, end_to_end: ends } = read(document);
  const law = (latency: Table['components'][string]['latency']) =>
    latency && [latency.n, latency.max, latency.mean === null ? null : rounded(latency.mean)];
  return {
    traces: span?.traces,
    spans: span?.spans,
    ends: law(ends?.latency),
    sets: Object.fromEntries(
      (sets ?? []).map(([share, names]) => [names.toSorted().join('+'), rounded(share)]),
    ),
    components: Object.fromEntries(
      Object.entries(components).map(([name, each]) => [
        name,
        {
          usedBy: each.used_by === undefined ? null : rounded(each.used_by),
          calls: Object.fromEntries(
            (each.calls ?? []).map(({ count, share }) => [count, rounded(share)]),
          ),
          laws: [each, ...Object.values(each.variants ?? {})].map(({ latency }) => law(latency)),
          tokens: Object.values(each.variants ?? {}).map(({ tokens }) => tokens),
        },
      ]),
    ),
  };
}

const rounded = (value: number) => Number(value.toPrecision(6));

/** The sample of rank ⌈p·n⌉. */
function nearestRank(times: readonly number[], p: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(p * times.length - 1e-9)) - 1] ?? Number.NaN;
}

const PROPERTY = { seed: 20261122, numRuns: 8 };

describe('merging measurements', () => {
  it('gives what measuring all at once gives', async () => {
    await fc.assert(
      fc.asyncProperty(requests, requests, async (a, b) => {
        const parts = merge(await measured(a), await measured(b));
        const whole = await measured([...a, ...b]);
        expect(counted(parts)).toEqual(counted(whole));
        expect(
          diffTables(read(parts), read(whole)).filter(({ significant }) => significant),
        ).toEqual([]);
      }),
      PROPERTY,
    );
  });

  it('does not depend on which comes first', async () => {
    await fc.assert(
      fc.asyncProperty(requests, requests, async (a, b) => {
        const [one, other] = [await measured(a), await measured(b)];
        expect(counted(merge(one, other))).toEqual(counted(merge(other, one)));
      }),
      PROPERTY,
    );
  });

  it('does not depend on how three are grouped', async () => {
    await fc.assert(
      fc.asyncProperty(requests, requests, requests, async (a, b, c) => {
        const [one, two, three] = [await measured(a), await measured(b), await measured(c)];
        expect(counted(merge(merge(one, two), three))).toEqual(
          counted(merge(one, merge(two, three))),
        );
      }),
      PROPERTY,
    );
  });

  it('keeps every percentile within 1% of the exact nearest rank', async () => {
    await fc.assert(
      fc.asyncProperty(requests, requests, requests, async (a, b, c) => {
        const [one, two, three] = [await measured(a), await measured(b), await measured(c)];
        const { components } = read(merge(merge(three, one), two));
        const all = [...a, ...b, ...c];
        for (const [name, times] of [
          ['crm', all.flatMap(({ crm }) => crm)],
          ['web', all.flatMap(({ web }) => web)],
        ] as const) {
          const latency = components[name]?.latency;
          if (times.length === 0 || latency === undefined) continue;
          expect(latency.n).toBe(times.length);
          expect(latency.max).toBe(Math.max(...times));
          const mean = times.reduce((sum, each) => sum + each, 0) / times.length;
          expect(Math.abs(leafOf(latency.input).mean / mean - 1)).toBeLessThan(0.01);
          for (const p of [0.5, 0.9, 0.95, 0.99]) {
            const exact = nearestRank(times, p);
            expect(Math.abs(statedQuantile(latency, p) / exact - 1)).toBeLessThanOrEqual(0.01);
          }
        }
      }),
      PROPERTY,
    );
  });
});
