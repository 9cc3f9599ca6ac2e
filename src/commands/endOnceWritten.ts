/**
 * Ends the process with its exit code as soon as all that was written is out, be it to a slow pipe.
 * Left to itself, Node would wait for what V8 has begun in the background, to collect garbage or to
 * optimize: up to a tenth of a short run.
 */
export async function endOnceWritten(streams: Iterable<NodeJS.WritableStream>): Promise<void> {
  await Promise.all([...streams].map(written));
  process.exit();
}

/** A stream calls back in order, so once an empty text is written, or cannot be. */
function written(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
