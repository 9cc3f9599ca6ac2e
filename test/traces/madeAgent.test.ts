import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { histogramCount } from '../../src/latency/histogram.ts';
import type { Durations, Measurement } from '../../src/traces/measurement.ts';
import { CONVENTIONS } from './helpers/conventions.ts';
import { linesOf, madeRequest, type MadeRequest } from './helpers/madeAgent.ts';
import {
  latencyOf,
  ownTimeOf,
  tallied,
  toolsOf,
  ttftOf,
  valuesOf,
  type Values,
} from './helpers/madeTally.ts';
import { measureText } from './helpers/measureFile.ts';

/**
 * The whole way from lines to figures, against an agent that was counted without traces: nothing here
 * knows spans, trees or critical paths.
 */

const RUNS = { numRuns: 8 } as const;

const requests = fc.array(madeRequest, { minLength: 1, maxLength: 8 });

function expectDurations(found: Durations | null | undefined, wanted: Values | null): void {
  if (wanted === null) {
    expect(found ?? null).toBeNull();
    return;
  }
  expect(found?.n).toBe(wanted.n);
  expect(found?.mean).toBeCloseTo(wanted.mean, 6);
  expect(found?.max).toBeCloseTo(wanted.max, 6);
  expect(found && histogramCount(found.histogram)).toBe(wanted.n);
}

describe.each(Object.entries(CONVENTIONS))('an agent traced by %s', (source, convention) => {
  const measured = (made: readonly MadeRequest[]): Promise<Measurement> =>
    measureText(linesOf(made, convention).join('\n'));

  test('is told by its conventions', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (made) => {
        const { sources } = (await measured(made)).coverage.spans;
        expect(sources.map((each) => each.source).filter((each) => each !== 'plain')).toEqual([
          source,
        ]);
      }),
      { numRuns: 5 },
    );
  });

  test('has its requests: how many, how many failed, and how long the others took', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (made) => {
        const found = await measured(made);
        const good = made.filter(({ answer }) => !answer.failed);
        expect(found.agent).toBe('desk');
        expect(found.requests).toBe(made.length);
        expect(found.coverage.traces.failed).toBe(made.length - good.length);
        expectDurations(found.endToEnd.latency, valuesOf(good.map(latencyOf)));
        expectDurations(found.endToEnd.ttft, valuesOf(good.map(ttftOf)));
        expectDurations(found.endToEnd.orchestration, valuesOf(good.map(ownTimeOf)));
      }),
      RUNS,
    );
  });

  test('has its components: runs, failures, requests that use them, calls a request', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (made) => {
        const found = await measured(made);
        const wanted = tallied(made);
        expect(found.components.map(({ name }) => name).sort()).toEqual([...wanted.keys()].sort());
        for (const component of found.components) {
          const truth = wanted.get(component.name)!;
          expect(component.runs).toBe(truth.runs);
          expect(component.failed).toBe(truth.failed);
          expect(component.retries).toBe(0);
          expect(component.requests).toBe(truth.requests);
          expect(component.kind).toBe(
            ['planner', 'desk'].includes(component.name) ? 'llm' : 'tool',
          );
          expect(component.calls).toEqual(
            [...truth.calls]
              .toSorted(([a], [b]) => a - b)
              .map(([count, times]) => ({ count, requests: times })),
          );
        }
      }),
      RUNS,
    );
  });

  test('has the times of every variant, and the tokens of those that ended well', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (made) => {
        const found = await measured(made);
        const wanted = tallied(made);
        for (const { name, variants } of found.components) {
          const truth = wanted.get(name)!;
          expect(variants.map(({ model }) => model ?? '').sort()).toEqual(
            [...truth.byModel.keys()].sort(),
          );
          for (const { model, latency } of variants)
            expectDurations(latency, valuesOf(truth.byModel.get(model ?? '') ?? []));
          const sum = (key: 'input' | 'output') =>
            variants.reduce((total, { tokens }) => total + (tokens[key]?.sum ?? 0), 0);
          expect([sum('input'), sum('output')]).toEqual([truth.input, truth.output]);
        }
      }),
      RUNS,
    );
  });

  test('has what each request waited for, and what ran beside it, in whole', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (made) => {
        const found = await measured(made);
        const wanted = tallied(made);
        for (const { name, onPath, slackMs } of found.components) {
          const truth = wanted.get(name)!;
          expectDurations(onPath, valuesOf(truth.onPath));
          expect(slackMs).toBeCloseTo(truth.slackMs, 5);
        }
        // Every instant of a request belongs to one component, or to the agent itself.
        const total = (of: Durations | null) => (of === null ? 0 : of.n * of.mean);
        const parts = found.components.reduce((sum, { onPath }) => sum + total(onPath), 0);
        const whole = total(found.endToEnd.latency);
        expect(parts + total(found.endToEnd.orchestration)).toBeCloseTo(whole, 4);
      }),
      RUNS,
    );
  });

  test('has the tools that were used together, most frequent first', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (made) => {
        const found = await measured(made);
        const counts = new Map<string, number>();
        for (const request of made) {
          const set = toolsOf(request).join(' ');
          counts.set(set, (counts.get(set) ?? 0) + 1);
        }
        const sets = found.toolSets.map((each) => [each.tools.join(' '), each.requests] as const);
        expect(new Map(sets)).toEqual(counts);
        const frequencies = sets.map(([, times]) => times);
        expect(frequencies).toEqual(frequencies.toSorted((a, b) => b - a));
      }),
      RUNS,
    );
  });

  test('counts the clocks that were off, one for each span of another service', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (made) => {
        const found = await measured(made);
        const skewed = made
          .filter(({ skew, answer }) => skew !== null && !answer.failed)
          .flatMap(({ phases }) => phases)
          .reduce((sum, phase) => sum + (phase.kind === 'plan' ? 1 : phase.calls.length), 0);
        expect(found.coverage.skewed).toBe(skewed);
      }),
      RUNS,
    );
  });
});
