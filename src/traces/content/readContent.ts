import { contentShape } from './contentShape.ts';
import { frames } from './frames.ts';
import { gunzip } from './gunzip.ts';
import { peek, type ByteSource } from './peek.ts';
import { unzstd, unzstdWhole } from './unzstd.ts';

/** How many bytes tell what a stream is. */
const SNIFFED = 1024;

/** A gzip file inside a gzip file happens; more is an attack. */
const DEEPEST = 3;

const ZSTD_MAGIC = 0xfd2fb528;

export interface ContentHandlers {
  /** Reads lines of text, whatever they are packed in. */
  readonly readText: (chunks: AsyncIterable<Buffer>) => Promise<void>;
  /** One message of OTLP, protobuf or JSON. */
  readonly onMessage: (message: Uint8Array) => void;
}

/**
 * Reads a stream in whatever framing it comes: text, gzip, zstd, the collector's length-prefixed
 * messages, protobuf.
 *
 * @returns null, or why nothing can be read from it
 * @throws Damaged after what could be read
 */
export async function readContent(
  source: ByteSource,
  handlers: ContentHandlers,
  depth = 0,
): Promise<string | null> {
  const peeked = await peek(source, SNIFFED);
  const shape = contentShape(peeked.head);
  if (shape === 'text') {
    await handlers.readText(peeked.chunks);
    return null;
  }
  if (shape === 'framed') return readMessages(frames(peeked.chunks), handlers);
  if (shape === 'protobuf') return readMessages(whole(peeked.chunks), handlers);
  if (typeof shape === 'string' && depth < DEEPEST) {
    const unpack = shape === 'gzip' ? gunzip : unzstd;
    return readContent(unpack(peeked.chunks), handlers, depth + 1);
  }
  await peeked.close();
  return typeof shape === 'string' ? 'packed too many times' : shape.unread;
}

async function readMessages(
  messages: AsyncIterable<Buffer>,
  { onMessage }: ContentHandlers,
): Promise<null> {
  for await (const message of messages)
    onMessage(isZstd(message) ? await unzstdWhole(message) : message);
  return null;
}

function isZstd(message: Buffer): boolean {
  return message.length >= 4 && message.readUInt32LE() === ZSTD_MAGIC;
}

async function* whole(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const all: Buffer[] = [];
  // The source may use the memory of a chunk again.
  for await (const chunk of chunks) all.push(Buffer.from(chunk));
  yield Buffer.concat(all);
}
