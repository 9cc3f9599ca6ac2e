import { breath, BREATH } from './breath.ts';
import { LineFeed, type LineReader } from './lineFeed.ts';

/**
 * Reads all lines of a stream, through the memory of the scanner: bytes of a chunk may be used again
 * once the next one is asked for. What was complete before an error of the stream is read, half a line
 * too.
 */
export async function feedLines(source: AsyncIterable<Buffer>, lines: LineReader): Promise<void> {
  const feed = new LineFeed(lines, { from: 0, until: Infinity, isInside: false });
  let chunks = 0;
  try {
    for await (const bytes of source) {
      put(bytes, feed);
      chunks += 1;
      if (chunks % BREATH === 0) await breath();
    }
  } finally {
    feed.end();
  }
}

function put(bytes: Buffer, feed: LineFeed): void {
  for (let from = 0; from < bytes.length;) {
    const size = bytes.copy(feed.space, 0, from);
    feed.add(size);
    from += size;
  }
}
