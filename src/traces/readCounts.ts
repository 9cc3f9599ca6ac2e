import { Rejections, type Rejection } from './rejections.ts';

/** What became of files and lines. Law: total = accepted + blank + rejected. */
export interface FilesRead {
  readonly files: {
    readonly read: number;
    readonly notRead: readonly FileProblem[];
    /** Read as far as they go. */
    readonly damaged: readonly FileProblem[];
  };
  readonly lines: {
    readonly total: number;
    readonly accepted: number;
    readonly blank: number;
    readonly rejected: readonly Rejection[];
  };
}

export interface FileProblem {
  readonly name: string;
  readonly reason: string;
}

/** How the reading of a file ended. */
export interface FileOutcome {
  readonly lines: number;
  /** Why it could not be read at all, or not to its end. */
  readonly problem: string | null;
  /** What could be read of it counts. */
  readonly isDamaged: boolean;
}

/** Files and lines under count. */
export class ReadCounts {
  readonly #notRead: FileProblem[] = [];
  readonly #damaged: FileProblem[] = [];
  readonly #rejected = new Rejections();
  #read = 0;
  #lines = 0;
  #accepted = 0;
  #blank = 0;

  get lines(): number {
    return this.#lines;
  }

  accept(count = 1): void {
    this.#lines += count;
    this.#accepted += count;
  }

  addBlank(count = 1): void {
    this.#lines += count;
    this.#blank += count;
  }

  /** @param place `file:line` of the first one */
  reject(reason: string, place: string, count = 1): void {
    this.#lines += count;
    this.#rejected.add(reason, place, count);
  }

  endFile(name: string, { lines, problem, isDamaged }: FileOutcome): void {
    const reason = problem ?? (lines === 0 ? 'empty' : null);
    const isPartly = isDamaged && lines > 0;
    if (reason !== null && !isPartly) this.#notRead.push({ name, reason });
    else this.#read += 1;
    if (reason !== null && isPartly) this.#damaged.push({ name, reason });
  }

  result(): FilesRead {
    return {
      files: { read: this.#read, notRead: this.#notRead, damaged: this.#damaged },
      lines: {
        total: this.#lines,
        accepted: this.#accepted,
        blank: this.#blank,
        rejected: this.#rejected.list(),
      },
    };
  }
}
