import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bothWays } from './bothWays.ts';
import { OTLP_HEADER, otlpLine } from './otlpText.ts';

const ends = fc.constantFrom('\n', '\r\n');

describe('ranges of files in several members, scanned without JSON.parse', () => {
  test('come to what one reader with JSON.parse comes to, whatever the lines hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(otlpLine, { minLength: 1, maxLength: 12 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
        ends,
        fc.boolean(),
        async (lines, cuts, end, hasLastEnd) => {
          const text = [OTLP_HEADER, ...lines].join(end) + (hasLastEnd ? end : '');
          const { one, many } = await bothWays({ 'a.jsonl': text }, { cuts, members: 3 });
          expect(many).not.toBeNull();
          expect(many).toEqual(one);
        },
      ),
      { numRuns: 300, seed: 12 },
    );
  });

  test('so do bytes that are no text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(otlpLine, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.nat({ max: 255 }),
        async (lines, place, byte) => {
          const bytes = Buffer.from([OTLP_HEADER, ...lines, ''].join('\n'));
          bytes[OTLP_HEADER.length + 1 + (place % (bytes.length - OTLP_HEADER.length - 1))] = byte;
          const { one, many } = await bothWays({ 'a.jsonl': bytes });
          expect(many).toEqual(one);
        },
      ),
      { numRuns: 150, seed: 5 },
    );
  });
});
