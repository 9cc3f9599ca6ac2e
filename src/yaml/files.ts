/** The file system as the rest of the program sees it, so that tests and other hosts can give their own. */
export interface Files {
  /** The text of a file. @throws an error whose `code` is ENOENT, EISDIR, … as Node's, or NOT_TEXT. */
  read(path: string): string;
  /** Names in a folder; empty when there is no such folder. */
  list(folder: string): readonly string[];
}

/** The code of an error for bytes that are no text. */
export const NOT_TEXT = 'NOT_TEXT';

/** A readable reason for a file that could not be read. */
export function readingFailed(error: unknown): 'file-not-found' | 'unreadable-file' {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR'
    ? 'file-not-found'
    : 'unreadable-file';
}

/** Why, in words: `is a folder`, `may not be read`. */
export function readingFailedWhy(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === NOT_TEXT) return 'it is not UTF-8 text';
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be read';
  return `it cannot be read (${code ?? 'unknown reason'})`;
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}
