import { serverException } from './clickHouseReason.ts';
import { FOREIGN } from './foreign.ts';

const NEWLINE = 0x0a;

const CUT_OFF = 'the answer is cut off';

/** Rows, and how many bytes they were. */
export interface RowBatch {
  readonly rows: unknown[][];
  readonly bytes: number;
}

/**
 * Rows of JSONCompactEachRow, as they arrive. A server that fails in the middle of a result writes why in
 * place of a row, and may say so in several lines; a result whose last line has no end is cut off.
 *
 * @throws an Error with the code of the server's exception, or one without when the result is cut off
 */
export async function* rowBatches(stream: AsyncIterable<Buffer>): AsyncGenerator<RowBatch> {
  let rest: Buffer = Buffer.alloc(0);
  let failed: string | null = null;
  for await (const chunk of stream) {
    const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = text.lastIndexOf(NEWLINE) + 1;
    rest = text.subarray(end);
    if (end === 0) continue;
    const lines = text.toString('utf8', 0, end - 1).split('\n');
    if (failed !== null) {
      failed += lines.join('\n');
      continue;
    }
    const bad = lines.findIndex((line) => !line.startsWith('['));
    if (bad >= 0) failed = lines.slice(bad).join('\n');
    const rows = bad < 0 ? lines : lines.slice(0, bad);
    if (rows.length > 0) yield { rows: rows.map(rowOf), bytes: end };
  }
  const last = `${failed ?? ''}${rest.toString('utf8')}`;
  if (last.trim() === '') return;
  throw serverException(last) ?? new Error(last.startsWith('[') ? CUT_OFF : FOREIGN);
}

function rowOf(line: string): unknown[] {
  try {
    return JSON.parse(line) as unknown[];
  } catch {
    throw new Error(CUT_OFF);
  }
}
