import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Files } from '../yaml/files.ts';
import { readStandardInput } from './standardInput.ts';

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

/** UTF-8, or UTF-16 where a byte order mark says so: what Windows PowerShell makes of `budget … > file`. */
function textOf(bytes: Buffer): string {
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return isWide ? bytes.subarray(2).toString('utf16le') : bytes.toString('utf8');
}
