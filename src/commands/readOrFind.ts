import { basename, dirname } from 'node:path';
import { suggest } from '../spec/findings.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { type Files, readingFailed, readingFailedWhy } from '../yaml/files.ts';

/** The text of a file, or a finding that says why there is none and which file may be meant. */
export function readOrFind(
  files: Files,
  path: string,
): { readonly text: string } | { readonly finding: Diagnostic } {
  try {
    return { text: files.read(path) };
  } catch (error) {
    const names = files.list(dirname(path)).filter((name) => /\.ya?ml$/.test(name));
    const missing = readingFailed(error) === 'file-not-found' && names.length > 0;
    return {
      finding: {
        code: readingFailed(error),
        severity: 'error',
        message: readingFailedWhy(error),
        file: path,
        range: null,
        help: missing ? suggest(basename(path), names) : null,
      },
    };
  }
}
