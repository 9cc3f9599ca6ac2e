import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type Files, NOT_TEXT } from '../yaml/files.ts';
import { readStandardInput } from './standardInput.ts';
import { UsageError } from './usageError.ts';

/** Standard input can be read only once, but a command may ask for it again. */
let standardInput: string | null = null;

/** Files of this machine; relative paths are taken from `cwd`, and `-` is standard input. */
export function nodeFiles(cwd: string): Files {
  const at = (path: string) => (isAbsolute(path) ? path : join(cwd, path));
  return {
    read(path) {
      if (path !== '-') return textOf(readFileSync(at(path)));
      standardInput ??= textOf(readStandardInput());
      return standardInput;
    },
    list(folder) {
      try {
        return readdirSync(at(folder)).sort();
      } catch {
        return [];
      }
    },
  };
}

/**
 * The text of a file that is to be written again with something changed, byte order mark included.
 * @throws UsageError for UTF-16: all of its bytes would change
 */
export function readToEdit(cwd: string, path: string): string {
  const text = nodeFiles(cwd).read(path);
  if (path === '-' || !isWide(readFileSync(isAbsolute(path) ? path : join(cwd, path)))) return text;
  throw new UsageError(
    `${path} is UTF-16 text, and only UTF-8 is edited`,
    'save it as UTF-8 first',
  );
}

/**
 * UTF-8, or UTF-16 where a byte order mark says so: what Windows PowerShell makes of `budget … > file`.
 * Anything else would be read as other names than were written.
 */
function textOf(bytes: Buffer): string {
  if (isWide(bytes)) return bytes.subarray(2).toString('utf16le');
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw Object.assign(new Error('not UTF-8'), { code: NOT_TEXT });
}

function isWide(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}
