import type { ReadSpan, Trace } from './span.ts';
import { addReadSpan } from './spill/addReadSpan.ts';
import { codeOf, noRoom } from './spill/noRoom.ts';
import { FileBytes, MemoryBytes, type SpillBytes } from './spill/spillBytes.ts';
import { openSpillFiles, type SpillFiles } from './spill/spillFiles.ts';
import { SpilledSpans } from './spill/spilledSpans.ts';
import { piecesOf } from './spill/spillPieces.ts';
import { SpanSpill, type IdWords, type SpilledFigures } from './spill/spanSpill.ts';
import { spillOf, splitPartition } from './spill/splitPartition.ts';
import { TraitsTable } from './spill/traitsTable.ts';

/** A few hundred thousand spans; more of them go to a temporary file. */
const MOST_IN_MEMORY = 24 * 1024 * 1024;

/** A partition fits into memory for some hundred million spans. */
const PARTITIONS = 512;

/**
 * Spans by trace, however many there are: few in memory, many in a temporary file. Of spans with one id
 * the last counts; the others are duplicates.
 */
export class SpanStore {
  readonly #most: number;
  /** Numbers of traits, for {@link add}; they stay when spans go to a file. */
  readonly traits = new TraitsTable();
  #bytes: SpillBytes = new MemoryBytes();
  #spill = new SpanSpill(this.#bytes, 1);
  #partitions = 1;
  #files: SpillFiles | null = null;

  /** @param most bytes to keep in memory, 56 or 112 for a span */
  constructor(most = MOST_IN_MEMORY) {
    this.#most = most;
  }

  /** @throws EngineError when there is no room for a temporary file */
  addRead(span: ReadSpan): void {
    addReadSpan(this, span, this.traits.numberOf(span.traits));
  }

  /**
   * A span in the words of its record, its traits by their number.
   * @throws EngineError when there is no room for a temporary file
   */
  add(ids: IdWords, figures: SpilledFigures): void {
    try {
      this.#spill.add(ids, figures);
      if (this.#files === null && this.#spill.size > this.#most) this.#goToFile();
    } catch (error) {
      throw noRoom(codeOf(error)) ?? error;
    }
  }

  /**
   * Few in the order in which they came, many in one that depends on their ids alone. Can be asked for
   * once; nothing can be added then.
   */
  *traces(): Generator<Trace> {
    try {
      const written = [spillOf(this.#spill, this.#bytes, this.traits)];
      const spans = new SpilledSpans();
      for (let partition = 0; partition < this.#partitions; partition += 1) {
        spans.load(piecesOf(written, partition));
        yield* spans.traces();
      }
    } finally {
      this.#files?.close();
    }
  }

  #goToFile(): void {
    this.#files = openSpillFiles(1);
    const [file] = this.#files.descriptors;
    const out = new FileBytes(file as number);
    const pieces = piecesOf([spillOf(this.#spill, this.#bytes, this.traits)], 0);
    const { spill } = splitPartition(pieces, PARTITIONS, { divisor: 1, out, traits: this.traits });
    this.#spill = spill;
    this.#bytes = out;
    this.#partitions = PARTITIONS;
  }
}
