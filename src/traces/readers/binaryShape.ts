const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/**
 * Names a file that is not text from its first bytes, or null when it may be text.
 * Framings: the collector's file exporter writes 4 bytes of length before each message, which are
 * protobuf (first tag 0x0a) or one zstd frame each.
 */
export function binaryShape(bytes: Uint8Array): string | null {
  if (starts(bytes, 0, [0x1f, 0x8b])) return 'gzip';
  if (starts(bytes, 0, ZSTD)) return 'zstd';
  if (starts(bytes, 4, ZSTD)) return 'length-prefixed zstd';
  if (starts(bytes, 0, [0x50, 0x41, 0x52, 0x31])) return 'Parquet';
  if (starts(bytes, 0, [0x50, 0x4b, 0x03, 0x04])) return 'zip';
  if (!bytes.subarray(0, 1024).some(isControl)) return null;
  return bytes[4] === 0x0a && bytes[0] === 0
    ? 'length-prefixed OTLP protobuf'
    : 'binary, perhaps protobuf';
}

function starts(bytes: Uint8Array, offset: number, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[offset + index] === byte);
}

/** Text has tab, line feed, form feed, carriage return and escape, and no other control bytes. */
function isControl(byte: number): boolean {
  return byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 27;
}
