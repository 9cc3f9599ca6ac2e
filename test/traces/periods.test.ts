import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { anonymized } from '../../src/traces/anonymized.ts';
import { measureTraces } from '../../src/traces/measureTraces.ts';
import type { Measurement } from '../../src/traces/measurement.ts';
import { mergeMeasured } from '../../src/traces/mergeMeasured.ts';
import {
  documentText,
  measuredTableYaml,
  tableFromMeasurement,
} from '../../src/traces/tableFromMeasurement.ts';
import { linesOf, madeRequest, type MadeRequest } from './helpers/madeAgent.ts';
import { latencyOf, tallied, valuesOf } from './helpers/madeTally.ts';
import { measureText } from './helpers/measureFile.ts';
import { T0 } from './helpers/spans.ts';

/** Parts of traces, and traces without names: what is left is counted as it was. */

const HOUR = 3_600_000;
const FIRST = Number(T0) * 1000;

/** A trace begins with its first span, by whatever clock: here all clocks agree. */
const requests = fc.array(
  madeRequest.map((request) => ({ ...request, skew: null })),
  { minLength: 1, maxLength: 8 },
);

function between(
  made: readonly MadeRequest[],
  since: number | null,
  until: number | null,
): Promise<Measurement> {
  const stdin = Readable.from([Buffer.from(linesOf(made).join('\n'))]);
  return measureTraces({ files: ['-'], cwd: '/', stdin, since, until });
}

function tableOf(measurement: Measurement): string {
  return measuredTableYaml(tableFromMeasurement(measurement, { name: 'desk' }), '');
}

describe('a period', () => {
  test('has the requests that begin in it, its first instant included and its last not', async () => {
    await fc.assert(
      fc.asyncProperty(requests, fc.nat(8), fc.nat(8), async (made, from, length) => {
        // Request i begins i hours after the first one.
        const inside = made.filter((_, hour) => hour >= from && hour < from + length);
        const found = await between(made, FIRST + from * HOUR, FIRST + (from + length) * HOUR);
        expect(found.requests).toBe(inside.length);
        expect(found.coverage.traces.outside).toBe(made.length - inside.length);
        expect(found.coverage.traces.total).toBe(made.length);
        const good = inside.filter(({ answer }) => !answer.failed);
        expect(found.endToEnd.latency?.n ?? 0).toBe(good.length);
        expect(found.endToEnd.latency?.mean ?? 0).toBeCloseTo(
          valuesOf(good.map(latencyOf))?.mean ?? 0,
          6,
        );
        const counts = new Map(found.components.map(({ name, runs }) => [name, runs]));
        expect(counts).toEqual(
          new Map([...tallied(inside)].map(([name, { runs }]) => [name, runs])),
        );
      }),
      { numRuns: 12 },
    );
  });

  test('and the rest of the time, merged, are all of it', async () => {
    await fc.assert(
      fc.asyncProperty(requests, fc.nat(8), async (made, hour) => {
        const cut = FIRST + hour * HOUR;
        const [before, after, whole] = await Promise.all([
          between(made, null, cut),
          between(made, cut, null),
          between(made, null, null),
        ]);
        fc.pre(before.requests > 0 && after.requests > 0);
        const document = parseDocument(tableOf(before));
        mergeMeasured(document, tableFromMeasurement(after, { name: 'desk' }));
        const merged = parseDocument(documentText(document)).toJS() as Merged;
        const all = parseDocument(tableOf(whole)).toJS() as Merged;
        expect(merged.measured).toEqual(all.measured);
        // Means are written to the microsecond, and so is that of two of them.
        const { mean: _, ...latency } = merged.end_to_end?.latency ?? {};
        const { mean: __, ...wanted } = all.end_to_end?.latency ?? {};
        expect(latency).toEqual(wanted);
        expect(Object.keys(merged.components).sort()).toEqual(Object.keys(all.components).sort());
        for (const [name, { counted }] of Object.entries(all.components))
          expect(merged.components[name]?.counted).toEqual(counted);
      }),
      { numRuns: 12 },
    );
  });

  test('in which nothing begins has nothing, and says how much lies outside', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (made) => {
        const found = await between(made, 0, FIRST);
        expect(found.components).toEqual([]);
        expect(found.coverage.traces.outside).toBe(made.length);
      }),
      { numRuns: 5 },
    );
  });
});

interface Merged {
  readonly measured: unknown;
  readonly end_to_end?: { readonly latency?: { readonly mean?: unknown } };
  readonly components: Readonly<Record<string, { readonly counted?: unknown }>>;
}

/** Every number of a document, in the order in which it stands there. */
function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [];
}

describe('a table without names', () => {
  test('holds none of them, and every figure', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (made) => {
        const named = await measureText(linesOf(made).join('\n'));
        const unnamed = anonymized(named);
        expect(unnamed.agent).toBeNull();
        const text = JSON.stringify(unnamed.components) + JSON.stringify(unnamed.toolSets);
        expect(text).not.toMatch(/"(?:crm|web|files|mail|planner|desk)"/u);
        expect(numbersOf(unnamed.components)).toEqual(numbersOf(named.components));
        expect(numbersOf(unnamed.endToEnd)).toEqual(numbersOf(named.endToEnd));
        expect(unnamed.toolSets.map((each) => each.requests).sort()).toEqual(
          named.toolSets.map((each) => each.requests).sort(),
        );
        expect(new Set(unnamed.components.map(({ name }) => name)).size).toBe(
          named.components.length,
        );
      }),
      { numRuns: 8 },
    );
  });
});
