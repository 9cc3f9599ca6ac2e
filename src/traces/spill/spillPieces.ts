import type { SpanTraits } from '../span.ts';
import type { SpillBytes } from './spillBytes.ts';
import * as record from './spanRecord.ts';
import type { Written } from './spanSpill.ts';

/** What one writer wrote, where it can be read. */
export interface Spill extends Written {
  readonly bytes: SpillBytes;
}

/** Records of one partition that lie side by side. */
export interface Piece {
  readonly bytes: SpillBytes;
  readonly traits: readonly SpanTraits[];
  readonly order: number;
  /** Behind its head. */
  readonly at: number;
  readonly size: number;
}

/** The pieces of one partition, in the order in which their spans came. */
export function piecesOf(spills: readonly Spill[], partition: number): Piece[] {
  const head = new Float64Array(record.NUMBERS_IN_RECORD);
  const pieces: Piece[] = [];
  for (const { bytes, lasts, traits } of spills)
    for (let at = lasts[partition] as number; at >= 0; at = head[record.PIECE_BEFORE] as number) {
      bytes.read(new Uint8Array(head.buffer), at);
      pieces.push({
        bytes,
        traits,
        order: head[record.PIECE_ORDER] as number,
        at: at + record.RECORD_BYTES,
        size: (head[record.PIECE_RECORDS] as number) * record.RECORD_BYTES,
      });
    }
  return pieces.sort((a, b) => a.order - b.order || a.at - b.at);
}

/** Bytes of all records of the pieces. */
export function sizeOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { size }) => sum + size, 0);
}
