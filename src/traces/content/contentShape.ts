/** What the first bytes of a stream say that it is. */
export type ContentShape =
  | 'text'
  | 'gzip'
  | 'zstd'
  /** The collector's file exporter: each message after its length in 4 bytes, big-endian. */
  | 'framed'
  /** Perhaps one OTLP export request. */
  | 'protobuf'
  | { readonly unread: string };

const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/** No message is longer than 64 MB: what starts so is no length. */
const HIGHEST_LENGTH_BYTE = 3;

const UNREAD: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x41, 0x52, 0x31], 'Parquet: name it with the ending .parquet, on its own'],
  [[0x50, 0x4b, 0x03, 0x04], 'a zip archive: unpack it first'],
  [[0x50, 0x4b, 0x05, 0x06], 'an empty zip archive'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document, no traces'],
  [[0x42, 0x5a, 0x68], 'bzip2: unpack it first'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'xz: unpack it first'],
  [[0xff, 0xfe], 'UTF-16 text: save it as UTF-8'],
  [[0xfe, 0xff], 'UTF-16 text: save it as UTF-8'],
];

/** Names the framing of a stream from its first bytes. */
export function contentShape(head: Uint8Array): ContentShape {
  if (starts(head, 0, [0x1f, 0x8b])) return 'gzip';
  if (starts(head, 0, ZSTD)) return 'zstd';
  const unread = UNREAD.find(([magic]) => starts(head, 0, magic));
  if (unread !== undefined) return { unread: unread[1] };
  if (isFramed(head)) return 'framed';
  if (!head.subarray(0, 1024).some(isControl)) return 'text';
  return head[0] === 0x0a ? 'protobuf' : { unread: 'binary, and of no format that is known' };
}

/** A length, then one zstd frame, protobuf of OTLP (its first tag is 0x0a), or JSON. */
function isFramed(head: Uint8Array): boolean {
  const [first = 255, second = 0] = head;
  if (head.length < 5 || first > HIGHEST_LENGTH_BYTE) return false;
  const isText = !isControl(first) && !isControl(second);
  return !isText && (starts(head, 4, ZSTD) || head[4] === 0x0a || head[4] === 0x7b);
}

function starts(bytes: Uint8Array, offset: number, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[offset + index] === byte);
}

/** Text has tab, line feed, form feed, carriage return and escape, and no other control bytes. */
function isControl(byte: number): boolean {
  return byte < 32 && !(byte >= 9 && byte <= 13) && byte !== 27;
}
