import { codeOf, noRoom } from './noRoom.ts';
import { FileBytes } from './spillBytes.ts';
import { openSpillFiles, type SpillFiles } from './spillFiles.ts';
import { TextSpill } from './textSpill.ts';

/** Some tens of megabytes; more rows go to a temporary file. */
const MOST_IN_MEMORY = 20_000;

/** A group of some ten million rows fits into memory. */
const PARTITIONS = 512;

/**
 * Rows that wait for others with the same key, however many they are: few in memory, many in a temporary
 * file as JSON.
 */
export class HeldRows<Row> {
  readonly #most: number;
  #rows: { key: string; row: Row }[] = [];
  #file: { readonly files: SpillFiles; readonly texts: TextSpill } | null = null;

  /** @param most rows to keep in memory */
  constructor(most = MOST_IN_MEMORY) {
    this.#most = most;
  }

  /** @throws EngineError when there is no room for a temporary file */
  add(key: string, row: Row): void {
    this.#rows.push({ key, row });
    if (this.#rows.length > this.#most) this.#write();
  }

  /**
   * All rows, in groups that have no key in common; those of a group in the order in which they came.
   * Can be asked for once.
   */
  *groups(): Generator<Row[]> {
    if (this.#file === null) {
      yield this.#rows.splice(0).map(({ row }) => row);
      return;
    }
    this.#write();
    const { files, texts } = this.#file;
    try {
      for (let partition = 0; partition < PARTITIONS; partition += 1)
        yield texts.read(partition).map((text) => JSON.parse(text) as Row);
    } finally {
      files.close();
    }
  }

  #write(): void {
    this.#file ??= opened();
    try {
      for (const { key, row } of this.#rows.splice(0))
        this.#file.texts.add(hashOf(key) % PARTITIONS, JSON.stringify(row));
    } catch (error) {
      throw noRoom(codeOf(error)) ?? error;
    }
  }
}

function opened(): { files: SpillFiles; texts: TextSpill } {
  const files = openSpillFiles(1);
  const [file] = files.descriptors;
  return { files, texts: new TextSpill(new FileBytes(file as number), PARTITIONS) };
}

/** FNV-1a. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1)
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
