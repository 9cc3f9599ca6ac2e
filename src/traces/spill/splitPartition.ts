import * as record from './spanRecord.ts';
import { SpanSpill } from './spanSpill.ts';
import type { SpillBytes } from './spillBytes.ts';
import type { Piece, Spill } from './spillPieces.ts';
import { TraitsTable } from './traitsTable.ts';

/**
 * Divides the spans of one partition again, by trace.
 *
 * @param divisor partitions that there were so far
 * @param out takes the spans
 * @param traits numbers that they are to have; new ones unless given
 */
export function splitPartition(
  pieces: readonly Piece[],
  partitions: number,
  {
    divisor,
    out,
    traits = new TraitsTable(),
  }: { readonly divisor: number; readonly out: SpillBytes; readonly traits?: TraitsTable },
): { readonly spill: SpanSpill; readonly traits: TraitsTable } {
  const spill = new SpanSpill(out, partitions, divisor);
  for (const piece of pieces) copyPiece(piece, spill, traits);
  return { spill, traits };
}

function copyPiece(piece: Piece, spill: SpanSpill, table: TraitsTable): void {
  const words = new Int32Array(piece.size / Int32Array.BYTES_PER_ELEMENT);
  piece.bytes.read(new Uint8Array(words.buffer), piece.at);
  for (let word = 0; word < words.length;) {
    const traits = piece.traits[words[word + record.TRAITS] as number];
    if (traits === undefined) throw new Error('the temporary file was changed');
    spill.copy(words, word, table.numberOf(traits));
    const hasSecond = ((words[word + record.FLAGS] as number) & record.HAS_SECOND) !== 0;
    word += hasSecond ? 2 * record.WORDS_IN_RECORD : record.WORDS_IN_RECORD;
  }
}

/** What was written, to be read; nothing is added from now on. */
export function spillOf(spill: SpanSpill, bytes: SpillBytes, { list }: TraitsTable): Spill {
  spill.flush();
  return { bytes, lasts: spill.lasts, traits: list };
}
