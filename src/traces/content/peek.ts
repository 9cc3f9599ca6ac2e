export type ByteSource = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/** A stream whose first bytes are known; `chunks` gives all of them, the first ones too. */
export interface Peeked {
  readonly head: Buffer;
  readonly chunks: AsyncIterable<Buffer>;
  /** Lets go of a stream that nobody reads to its end. */
  close(): Promise<void>;
}

/** Looks at the first bytes of a stream, at least `size` of them where there are so many. */
export async function peek(source: ByteSource, size: number): Promise<Peeked> {
  const iterator = iteratorOf(source);
  let head = Buffer.alloc(0);
  let isDone = false;
  let failure: { readonly error: unknown } | null = null;
  while (head.length < size && !isDone) {
    try {
      const next = await iterator.next();
      if (next.done === true) isDone = true;
      else head = Buffer.concat([head, bytesOf(next.value)]);
    } catch (error) {
      // What came before it is given out first.
      failure = { error };
      isDone = true;
    }
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      if (head.length > 0) yield head;
      if (failure !== null) throw failure.error;
      while (!isDone) {
        const next = await iterator.next();
        if (next.done === true) isDone = true;
        else yield bytesOf(next.value);
      }
    } finally {
      if (!isDone) await iterator.return?.();
    }
  }
  return {
    head,
    chunks: all(),
    close: async () => {
      if (!isDone) await iterator.return?.();
    },
  };
}

type AnyIterator = Iterator<Uint8Array | string> | AsyncIterator<Uint8Array | string>;

function iteratorOf(source: ByteSource): AnyIterator {
  return Symbol.asyncIterator in source
    ? source[Symbol.asyncIterator]()
    : source[Symbol.iterator]();
}

function bytesOf(chunk: Uint8Array | string): Buffer {
  return typeof chunk === 'string'
    ? Buffer.from(chunk)
    : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
