import { inflateSync, strFromU8 } from 'fflate';
import { decompress } from 'fzstd';
import { UnreadableResults } from './record.ts';

/** A file of a zip archive; its content is unpacked when it is asked for. */
export interface ZipEntry {
  readonly name: string;
  /** @throws UnreadableResults where it is packed in a way that is not known */
  read(): Uint8Array;
}

/** Signatures and sizes by PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 and 4.3.16. */
const LOCAL_SIZE = 30;
const CENTRAL = 0x02014b50;
const CENTRAL_SIZE = 46;
const END = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const END_64 = 0x06064b50;
const LOCATOR_64_SIZE = 20;

/** Ways to pack (section 4.4.5): as it is, deflate, and zstandard, which Inspect writes. */
const UNPACK: Readonly<Record<number, (packed: Uint8Array, size: number) => Uint8Array>> = {
  0: (packed) => packed,
  8: (packed, size) => inflateSync(packed, { out: new Uint8Array(size) }),
  93: (packed) => decompress(packed),
};

/**
 * The files of a zip archive, by its central directory. fflate's own reader knows no zstandard.
 *
 * @throws UnreadableResults where the archive is cut off or damaged
 */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const { count, offset } = directory(view);
    const entries: ZipEntry[] = [];
    for (let index = 0, at = offset; index < count; index++) {
      if (view.getUint32(at, true) !== CENTRAL) throw damaged();
      entries.push(entryAt(view, bytes, at));
      at += CENTRAL_SIZE + [28, 30, 32].reduce((sum, by) => sum + view.getUint16(at + by, true), 0);
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError) throw damaged();
    throw error;
  }
}

function damaged(): UnreadableResults {
  return new UnreadableResults('the archive cannot be unpacked: it is cut off or damaged');
}

function directory(view: DataView): { count: number; offset: number } {
  const first = Math.max(0, view.byteLength - END_SIZE - LONGEST_COMMENT);
  for (let at = view.byteLength - END_SIZE; at >= first; at--) {
    if (view.getUint32(at, true) !== END) continue;
    const count = view.getUint16(at + 10, true);
    const offset = view.getUint32(at + 16, true);
    return count === 0xffff || offset === 0xffffffff ? directory64(view, at) : { count, offset };
  }
  throw damaged();
}

/** Archives of many or large files have a second directory end, to which a locator before the first points. */
function directory64(view: DataView, end: number): { count: number; offset: number } {
  const at = Number(view.getBigUint64(end - LOCATOR_64_SIZE + 8, true));
  if (view.getUint32(at, true) !== END_64) throw damaged();
  return {
    count: Number(view.getBigUint64(at + 32, true)),
    offset: Number(view.getBigUint64(at + 48, true)),
  };
}

function entryAt(view: DataView, bytes: Uint8Array, at: number): ZipEntry {
  const method = view.getUint16(at + 10, true);
  const nameEnd = at + CENTRAL_SIZE + view.getUint16(at + 28, true);
  const name = strFromU8(bytes.subarray(at + CENTRAL_SIZE, nameEnd));
  const [size = 0, packedSize = 0, local = 0] = sizesOf(view, at, nameEnd);
  return {
    name,
    read() {
      const unpack = UNPACK[method];
      if (unpack === undefined)
        throw new UnreadableResults(
          `the archive cannot be unpacked: ${name} is packed by method ${method}`,
        );
      if (local + LOCAL_SIZE > bytes.length) throw damaged();
      const start = local + LOCAL_SIZE + lengths(view, local);
      return unpack(bytes.subarray(start, start + packedSize), size);
    },
  };
}

/** Of name and extra field, which differ between a local header and the directory. */
function lengths(view: DataView, local: number): number {
  return view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
}

/** Size, packed size and place; those that do not fit 32 bits stand in an extra field, in this order. */
function sizesOf(view: DataView, at: number, extra: number): number[] {
  const short = [24, 20, 42].map((by) => view.getUint32(at + by, true));
  const end = extra + view.getUint16(at + 30, true);
  let long = end;
  for (let field = extra; field + 4 <= end; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) === 1) long = field + 4;
  }
  return short.map((value) => {
    if (value !== 0xffffffff || long + 8 > end) return value;
    const own = Number(view.getBigUint64(long, true));
    long += 8;
    return own;
  });
}
