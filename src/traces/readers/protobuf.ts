/** A field of a protobuf message: its number, and its value by wire type. */
export interface Field {
  readonly number: number;
  readonly wire: number;
  /** Of varints and fixed fields; beyond 2^53 only the digits of {@link text} are exact. */
  readonly value: number;
  /** Of length-delimited fields. */
  readonly bytes: Uint8Array;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

const NONE = new Uint8Array(0);

/** @throws RangeError when the bytes are no protobuf message, or cut off. */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const reader = new Reader(bytes);
  while (!reader.atEnd) {
    const tag = reader.varint();
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (number === 0) throw new RangeError('field 0');
    yield { number, wire, ...reader.value(wire) };
  }
}

/** The text of a field in UTF-8. */
export function textOf({ bytes }: Field): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

/** The digits of a fixed 64-bit field, which no double holds. */
export function fixed64Text({ bytes }: Field): string {
  return bytes.length === 8 ? Buffer.from(bytes).readBigUInt64LE().toString() : '0';
}

/** The number in a 64-bit floating point field. */
export function doubleOf({ bytes }: Field): number {
  return bytes.length === 8 ? Buffer.from(bytes).readDoubleLE() : NaN;
}

/** Bytes as hex digits. */
export function hexOf({ bytes }: Field): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  value(wire: number): Pick<Field, 'value' | 'bytes'> {
    if (wire === VARINT) return { value: this.varint(), bytes: NONE };
    if (wire === FIXED64) return { value: NaN, bytes: this.#take(8) };
    if (wire === BYTES) return { value: NaN, bytes: this.#take(this.varint()) };
    if (wire === FIXED32) return { value: this.#fixed32(), bytes: NONE };
    throw new RangeError(`wire type ${wire}`);
  }

  /** Two's complement: a negative int64 has ten bytes and comes out negative. */
  varint(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new RangeError('cut off');
      this.#at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
    throw new RangeError('varint too long');
  }

  #take(length: number): Uint8Array {
    const end = this.#at + length;
    if (!(length >= 0) || end > this.#bytes.length) throw new RangeError('cut off');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  #fixed32(): number {
    const bytes = this.#take(4);
    return Buffer.from(bytes).readUInt32LE();
  }
}
