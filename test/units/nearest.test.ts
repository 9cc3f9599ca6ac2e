import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, nearestFew } from '../../src/units/nearest.ts';

describe('nearest', () => {
  it.each([
    ['tfft', 'ttft'],
    ['TTFT', 'ttft'],
    ['latancy', 'latency'],
    ['accuracies', 'accuracy'],
  ])('finds what %s was meant to be', (word, meant) => {
    expect(nearest(word, ['latency', 'ttft', 'accuracy'])).toBe(meant);
  });

  it('is null when more than max(2, 40%) of the word would change', () => {
    expect(nearest('speed', ['latency', 'ttft'])).toBeNull();
    expect(nearest('abcdefghij', ['abcdefxxxx'])).toBe('abcdefxxxx');
    expect(nearest('abcdefghij', ['abcdexxxxx'])).toBeNull();
  });

  it('is null when nothing of a short word would remain', () => {
    expect(nearest('on', ['p5'])).toBeNull();
    expect(nearest('', ['a'])).toBeNull();
  });

  it('prefers the first by code unit among equally near ones', () => {
    expect(nearest('p96', ['p99', 'p95', 'p90'])).toBe('p90');
    expect(nearest('p96', ['p90', 'p95', 'p99'])).toBe('p90');
  });

  it('takes two letters that are swapped for one slip', () => {
    expect(nearest('aip', ['a40', 'api'])).toBe('api');
    expect(nearest('fsat', ['fat', 'fast', 'flat'])).toBe('fast');
    const word = fc.stringMatching(/^[a-z]{4,9}$/u);
    fc.assert(
      fc.property(word, fc.nat(), (meant, at) => {
        const from = at % (meant.length - 1);
        const swapped =
          meant.slice(0, from) + meant[from + 1] + meant[from] + meant.slice(from + 2);
        const longer = `${meant}z${meant}`;
        expect(nearest(swapped, [longer, meant])).toBe(meant);
      }),
    );
  });

  it('never throws and only answers with a candidate', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (word, candidates) => {
        const found = nearest(word, candidates);
        expect(found === null || candidates.includes(found)).toBe(true);
      }),
    );
  });

  it('finds a candidate that is spelt exactly', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(fc.string()), (word, others) => {
        const found = nearest(word, [...others, word]);
        expect(found?.toLowerCase()).toBe(word.toLowerCase());
      }),
    );
  });
});

describe('the few nearest', () => {
  it('come by edits, then by code unit', () => {
    expect(nearestFew('ab12', ['ffff', 'ab99', 'ab13', 'ab10'], 3)).toEqual([
      'ab10',
      'ab13',
      'ab99',
    ]);
    expect(nearestFew('ab12', [], 3)).toEqual([]);
  });
});
