import { EngineError } from '../engines/engineError.ts';

/** What the user can do about a temporary file that cannot be written; null for any other error. */
export function noRoom(code: string | null): EngineError | null {
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return null;
  return new EngineError(
    'the folder for temporary files is full: set TMPDIR to a folder with room for a fifth of the traces, unpacked; none of it is kept',
  );
}

/** The code of an error of the system. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}
