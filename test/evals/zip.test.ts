import * as fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readResults } from '../../src/evals/readResults.ts';
import { UnreadableResults } from '../../src/evals/record.ts';
import { zipEntries } from '../../src/evals/zip.ts';

const unpacked = (bytes: Uint8Array) =>
  Object.fromEntries(zipEntries(bytes).map((entry) => [entry.name, entry.read()]));

const viewOf = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Places of a signature. */
function placesOf(bytes: Uint8Array, signature: number): number[] {
  const view = viewOf(bytes);
  return Array.from({ length: Math.max(0, bytes.length - 3) }, (_, at) => at).filter(
    (at) => view.getUint32(at, true) === signature,
  );
}

/** A zstandard frame of one raw block (RFC 8878, 3.1.1): magic, size in two bytes, block, content. */
function zstandard(text: string): Uint8Array {
  const content = strToU8(text.padEnd(256));
  const [size, block] = [content.length - 256, (content.length << 3) | 1];
  const head = [0x28, 0xb5, 0x2f, 0xfd, 0x60, size & 255, size >> 8];
  return Uint8Array.from([...head, block & 255, (block >> 8) & 255, block >> 16, ...content]);
}

/** An archive as Inspect writes it: every file packed by zstandard, method 93. */
function archive(files: Readonly<Record<string, string>>, method = 93): Uint8Array {
  const packed = Object.entries(files).map(
    ([name, text]) => [name, [zstandard(text), { level: 0 }]] as const,
  );
  const bytes = zipSync(Object.fromEntries(packed) as Parameters<typeof zipSync>[0]);
  for (const at of placesOf(bytes, 0x02014b50)) viewOf(bytes).setUint16(at + 10, method, true);
  return bytes;
}

/** The same archive with the directory end of large ones. */
function asLarge(bytes: Uint8Array): Uint8Array {
  const [end = 0] = placesOf(bytes, 0x06054b50);
  const old = viewOf(bytes);
  const added = new Uint8Array(56 + 20);
  const view = viewOf(added);
  view.setUint32(0, 0x06064b50, true);
  view.setBigUint64(32, BigInt(old.getUint16(end + 10, true)), true);
  view.setBigUint64(48, BigInt(old.getUint32(end + 16, true)), true);
  view.setUint32(56, 0x07064b50, true);
  view.setBigUint64(56 + 8, BigInt(end), true);
  const large = Uint8Array.from([...bytes.subarray(0, end), ...added, ...bytes.subarray(end)]);
  viewOf(large).setUint16(end + added.length + 10, 0xffff, true);
  viewOf(large).setUint32(end + added.length + 16, 0xffffffff, true);
  return large;
}

const LOG = {
  'header.json': JSON.stringify({ eval: { task: 't', model: 'm' }, status: 'success' }),
  'samples/1_epoch_1.json': JSON.stringify({ id: 1, scores: { match: { value: 'C' } } }),
  'samples/2_epoch_1.json': JSON.stringify({ id: 2, scores: { match: { value: 'I' } } }),
};

describe('an archive', () => {
  const files = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 9 }).filter((name) => name !== '__proto__'),
    fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(0, 6)),
    { maxKeys: 6, noNullPrototype: true },
  );

  it('holds what another reader finds, plain or deflated, large or not', () => {
    fc.assert(
      fc.property(files, (all) => {
        const bytes = zipSync(
          Object.fromEntries(
            Object.entries(all).map(([name, [content, level]]) => [name, [content, { level }]]),
          ) as Parameters<typeof zipSync>[0],
        );
        expect(unpacked(bytes)).toEqual(unzipSync(bytes));
        expect(unpacked(asLarge(bytes))).toEqual(unzipSync(bytes));
      }),
    );
  });

  it('packed by zstandard, as newer versions of Inspect write it, is read', async () => {
    const { format, records, rejected } = await readResults(archive(LOG));
    expect([format, rejected]).toEqual(['inspect', []]);
    expect(records.map(({ fields }) => [fields['item'], fields['correct']])).toEqual([
      ['1', 1],
      ['2', 0],
    ]);
  });

  it('packed in a way that is not known says which', async () => {
    await expect(readResults(archive(LOG, 14))).rejects.toThrow(
      'the archive cannot be unpacked: header.json is packed by method 14',
    );
  });

  it('whose header is damaged says so', async () => {
    await expect(readResults(archive({ ...LOG, 'header.json': '{"eval":' }))).rejects.toThrow(
      'the header.json of this Inspect log is cut off or damaged',
    );
  });

  it('that is cut off anywhere is refused, and never breaks', async () => {
    const bytes = archive(LOG);
    for (let length = 4; length < bytes.length; length += 7)
      await expect(readResults(bytes.subarray(0, length))).rejects.toThrow(UnreadableResults);
  });
});
