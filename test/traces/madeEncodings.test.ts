import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measuredTableYaml, tableFromMeasurement } from '../../src/traces/tableFromMeasurement.ts';
import { asClickHouse, asJaeger, asProtobuf, asZipkin, framed } from './helpers/encodings.ts';
import {
  linesOf,
  madeRequest,
  type MadeRequest,
  spansOf,
  type Written,
} from './helpers/madeAgent.ts';
import { measureText } from './helpers/measureFile.ts';

/** The same spans in each encoding give the same table, whatever the requests were. */

const ENCODINGS: readonly (readonly [
  name: string,
  encode: (written: readonly Written[]) => string | Uint8Array,
])[] = [
  ['Jaeger', asJaeger],
  ['Zipkin', asZipkin],
  ['rows of ClickHouse', asClickHouse],
  ['protobuf', asProtobuf],
  ['framed protobuf', (written) => framed(asProtobuf(written))],
];

async function tableOf(content: string | Uint8Array): Promise<string> {
  const measurement = await measureText(content, 4001);
  return measuredTableYaml(tableFromMeasurement(measurement, { name: 'desk' }), '');
}

function written(made: readonly MadeRequest[]): Written[] {
  return made.flatMap((request, index) => spansOf(request, index));
}

describe.each(ENCODINGS)('%s', (_, encode) => {
  test('gives the table of OTLP lines, byte by byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(madeRequest, { minLength: 1, maxLength: 5 }), async (made) => {
        expect(await tableOf(encode(written(made)))).toBe(await tableOf(linesOf(made).join('\n')));
      }),
      { numRuns: 12 },
    );
  });

  test('cut off anywhere never breaks, and never gives more requests than there were', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(madeRequest, { minLength: 1, maxLength: 3 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (made, share) => {
          const bytes = Buffer.from(encode(written(made)));
          const cut = bytes.subarray(0, Math.floor(share * bytes.length));
          const { coverage, requests } = await measureText(cut, 999);
          expect(requests).toBeLessThanOrEqual(made.length);
          const rejected = coverage.lines.rejected.reduce((sum, { count }) => sum + count, 0);
          expect(coverage.lines.accepted + coverage.lines.blank + rejected).toBe(
            coverage.lines.total,
          );
          if (cut.length === bytes.length) expect(requests).toBe(made.length);
        },
      ),
      { numRuns: 15 },
    );
  });
});
