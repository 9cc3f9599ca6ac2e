import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComponentKind } from '../../../src/traces/kinds/spanKind.ts';
import type { HeldRequest } from '../../../src/traces/observedRequest.ts';
import { HeldRequests } from '../../../src/traces/spill/heldRequests.ts';
import { variantName } from '../../../src/traces/variantName.ts';
import type { ObservedRequest, ObservedRun } from '../../../src/trust/observed.ts';

const KINDS: readonly ComponentKind[] = ['llm', 'tool', 'retrieval', 'other'];

const ms = fc.double({ min: 0, max: 1e7, noNaN: true });
const count = fc.nat(1_000_000);

const tokens = fc.record({
  input: count,
  cached: count,
  written: count,
  output: count,
  reasoning: count,
});

const run: fc.Arbitrary<ObservedRun> = fc
  .record({
    component: fc.constantFrom('plan', 'search', 'answer', 'ünï côde', ''),
    model: fc.option(fc.constantFrom('gpt-5-mini', 'claude-haiku-4-5', ''), { nil: null }),
    effort: fc.option(fc.constantFrom('low', 'high'), { nil: null }),
    startMs: fc.double({ min: -1e6, max: 1e7, noNaN: true, noDefaultInfinity: true }),
    endMs: ms,
    durationMs: ms,
    failed: fc.boolean(),
    tokens: fc.option(tokens, { nil: null }),
  })
  .map((each) => ({
    ...each,
    variant: each.model === null ? null : variantName(each.model, each.effort),
  }));

const held: fc.Arbitrary<HeldRequest> = fc
  .record({
    agent: fc.option(fc.constantFrom('support', 'sales'), { nil: null }),
    startedMs: fc.double({ min: 0, max: 2e12, noNaN: true }),
    failed: fc.boolean(),
    latencyMs: ms,
    ttftMs: fc.option(ms, { nil: null }),
    progressMs: fc.option(ms, { nil: null }),
    runs: fc.array(run, { maxLength: 6 }),
  })
  .chain((request) =>
    fc
      .array(fc.constantFrom(...KINDS), {
        minLength: request.runs.length,
        maxLength: request.runs.length,
      })
      .map((kinds) => ({ request, kinds })),
  );

function through(requests: readonly HeldRequest[], most?: number): ObservedRequest[] {
  const waiting = new HeldRequests(most);
  for (const each of requests) waiting.add(each);
  return [...waiting.named((component) => component)];
}

/** Zeros have no sign in what people read. */
function unsigned(requests: readonly ObservedRequest[]): string {
  return JSON.stringify(
    requests.map(({ runs, ...request }) => ({
      ...sorted(request),
      runs: runs.map(({ tokens: reported, ...each }) => ({ ...sorted(each), tokens: reported })),
    })),
  );
}

function sorted(record: object): object {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

describe('requests that wait for their names', () => {
  it('come back as they were, in their order', () => {
    fc.assert(
      fc.property(fc.array(held, { maxLength: 12 }), (requests) => {
        expect(unsigned(through(requests))).toBe(unsigned(requests.map(({ request }) => request)));
      }),
    );
  });

  it('come back the same from a temporary file', () => {
    const [some] = fc.sample(fc.array(held, { minLength: 200, maxLength: 200 }), {
      numRuns: 1,
      seed: 5,
    });
    const many = Array.from({ length: 12 }, () => some ?? []).flat();
    const expected = unsigned(many.map(({ request }) => request));
    expect(unsigned(through(many, 0))).toBe(expected);
    expect(unsigned(through(many, 700_000))).toBe(expected);
  });

  it('may have more runs than fit into one piece', () => {
    const [one] = fc.sample(held, { numRuns: 1, seed: 3 });
    const runs = Array.from({ length: 9000 }, (_, at) => ({
      ...LOOKUP,
      startMs: at,
      endMs: at + 1,
    }));
    const request = { ...one!.request, runs };
    const long = { request, kinds: runs.map(() => 'tool' as const) };
    expect(unsigned(through([one!, long, one!], 0))).toBe(
      unsigned([one!.request, request, one!.request]),
    );
  });

  it('take the name that a component of their kind has in the end', () => {
    const request = { ...EMPTY, runs: [LOOKUP, { ...LOOKUP, startMs: 5 }, LOOKUP] };
    const waiting = new HeldRequests();
    waiting.add({ request, kinds: ['tool', 'llm', 'tool'] });
    const [found] = waiting.named((component, kind) =>
      kind === 'llm' ? component : `${component}-${kind}`,
    );
    expect(found?.runs.map(({ component }) => component)).toEqual([
      'lookup-tool',
      'lookup',
      'lookup-tool',
    ]);
  });

  it('are none where none came', () => {
    expect(through([])).toEqual([]);
    expect(through([], 0)).toEqual([]);
  });
});

const LOOKUP: ObservedRun = {
  component: 'lookup',
  model: null,
  effort: null,
  variant: null,
  startMs: 0,
  endMs: 1,
  durationMs: 1,
  failed: false,
  tokens: null,
};

const EMPTY: ObservedRequest = {
  agent: null,
  startedMs: 0,
  failed: false,
  latencyMs: 1,
  ttftMs: null,
  progressMs: null,
  runs: [],
};
