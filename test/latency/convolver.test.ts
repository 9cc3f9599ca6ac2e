import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convolve, convolveDirect, convolveFft } from '../../src/latency/convolve.ts';
import { addJoined } from '../../src/latency/joinCdf.ts';
import { Convolver } from '../../src/latency/convolver.ts';

interface Operands {
  readonly short: Float64Array;
  readonly long: Float64Array;
  /** How much of their convolution is wanted. */
  readonly length: number;
}

const numbers = fc.float64Array({ minLength: 1, maxLength: 300, min: 0, max: 1, noNaN: true });

const operands: fc.Arbitrary<Operands> = fc
  .tuple(numbers, numbers, fc.integer({ min: 1, max: 700 }))
  .map(([a, b, length]) => ({
    short: a.length <= b.length ? a : b,
    long: a.length <= b.length ? b : a,
    length,
  }));

/** The largest difference of two rows of numbers. */
function apart(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, each, cell) => Math.max(most, Math.abs(each - (b[cell] ?? 0))), 0);
}

function made(): Convolver {
  const convolver = Convolver.make();
  if (convolver === null) throw new Error('Node has WebAssembly');
  return convolver;
}

/** The next power of two that holds the whole convolution. */
function sizeFor(short: Float64Array, long: Float64Array): number {
  return 2 ** Math.max(1, Math.ceil(Math.log2(short.length + long.length - 1)));
}

describe('convolution in WebAssembly', () => {
  const convolver = made();

  it('of (1, 2) and (3, 4, 5) is (3, 10, 13, 10)', () => {
    const [short, long] = [Float64Array.of(1, 2), Float64Array.of(3, 4, 5)];
    const whole = Float64Array.of(3, 10, 13, 10);
    expect(convolver.direct(short, long, 4)).toEqual(whole);
    expect(convolver.direct(short, long, 2)).toEqual(Float64Array.of(3, 10));
    expect(apart(convolver.transformed(short, long, 4, 4), whole)).toBeLessThan(1e-13);
  });

  it('by the sum is what JavaScript says, to the last bit, whatever was convolved before', () => {
    fc.assert(
      fc.property(operands, ({ short, long, length }) => {
        expect(convolver.direct(short, long, length)).toEqual(convolveDirect(short, long, length));
      }),
    );
  });

  it('by transforms is the sum, within the rounding of both', () => {
    fc.assert(
      fc.property(operands, ({ short, long, length }) => {
        const known = Math.min(length, short.length + long.length - 1);
        const found = convolver.transformed(short, long, known, sizeFor(short, long));
        const sum = convolveDirect(short, long, known);
        expect(apart(found, sum)).toBeLessThan(1e-12);
      }),
    );
  });

  it('is as exact for probabilities as the transform of JavaScript', () => {
    const law = Float64Array.from({ length: 1024 }, (_, cell) => Math.exp(-cell / 90));
    const total = law.reduce((sum, each) => sum + each, 0);
    const masses = law.map((each) => each / total);
    const sum = convolveDirect(masses, masses, 1024);
    expect(apart(convolver.transformed(masses, masses, 1024, 2048), sum)).toBeLessThan(1e-15);
    expect(apart(convolveFft(masses, masses, 1024), sum)).toBeLessThan(1e-15);
  });

  it('joins a row with a running sum as JavaScript does, to the last bit', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(operands, fc.nat(), share, share, ({ short, long }, at, part, value) => {
        fc.pre(long.length > 1);
        const k = at % (long.length - 1);
        const from = 0;
        const joint = { from, to: Math.min(short.length - 1, k), k, part };
        expect(convolver.addJoined(value, short, long, joint)).toBe(
          addJoined(value, short, long, joint),
        );
      }),
    );
  });

  it('leaves what is too long for its memory to JavaScript', () => {
    expect(convolver.fits(32_768, 32_768)).toBe(true);
    expect(convolver.fits(32_769, 1)).toBe(false);
    const long = new Float64Array(40_000).fill(1);
    expect(convolve(Float64Array.of(2), long, 40_000)).toEqual(new Float64Array(40_000).fill(2));
  });

  it('fills its memory to the end', () => {
    const long = new Float64Array(32_768).fill(1 / 32_768);
    const found = convolver.transformed(long, long, 32_768, 65_536);
    const ramp = long.map((_, cell) => (cell + 1) / 32_768 ** 2);
    expect(apart(found, ramp)).toBeLessThan(1e-15);
  });
});
