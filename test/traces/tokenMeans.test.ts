import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenMeans } from '../../src/traces/tokenMeans.ts';

interface Call {
  readonly input: number;
  /** Parts of it, and of what was made; instrumentations leave out what is 0. */
  readonly cached: number;
  readonly written: number;
  readonly visible: number;
  readonly reasoning: number;
}

const call: fc.Arbitrary<Call> = fc.record({
  input: fc.integer({ min: 1, max: 9000 }),
  cached: fc.oneof(fc.constant(0), fc.nat(4000)),
  written: fc.oneof(fc.constant(0), fc.nat(4000)),
  visible: fc.nat(4000),
  reasoning: fc.oneof(fc.constant(0), fc.nat(4000)),
});

/** What a tally holds after these calls. */
function sumsOf(calls: readonly Call[], leavesOutZeros: boolean) {
  const all = (key: keyof Call): [number, number] => [
    calls.length,
    calls.reduce((sum, each) => sum + each[key], 0),
  ];
  const part = (key: keyof Call): Record<string, [number, number]> => {
    const said = calls.filter((each) => !leavesOutZeros || each[key] > 0);
    return said.length === 0
      ? {}
      : { [key]: [said.length, said.reduce((sum, each) => sum + each[key], 0)] };
  };
  return {
    input: all('input'),
    output: all('visible'),
    ...part('cached'),
    ...part('written'),
    ...part('reasoning'),
  };
}

test('a part that is left out where it is 0 has the mean that it has where it is written', () => {
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 30 }), (calls) => {
      const whole = tokenMeans(sumsOf(calls, false));
      const sparse = tokenMeans(sumsOf(calls, true));
      for (const key of ['input', 'cached', 'written', 'output', 'reasoning'] as const)
        expect(sparse?.[key] ?? 0).toBe(whole?.[key]);
    }),
  );
});

test('what nobody reported stays unknown', () => {
  expect(tokenMeans({})).toBeNull();
  expect(tokenMeans({ input: [2, 30] })).toEqual({ input: 15 });
});

test('a part without its whole is spread over the calls that report it', () => {
  expect(tokenMeans({ output: [2, 30], cached: [2, 8] })).toEqual({ output: 15, cached: 4 });
});

test('half of the calls think for 128 tokens and make 72 visible ones, the others make 200', () => {
  const means = tokenMeans({ output: [20, 10 * 72 + 10 * 200], reasoning: [10, 1280] });
  expect(means).toEqual({ output: 136, reasoning: 64 });
});
