import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Files } from '../yaml/files.ts';

/** Standard input can be read only once, but a command may ask for it again. */
let standardInput: string | null = null;

/** Files of this machine; relative paths are taken from `cwd`, and `-` is standard input. */
export function nodeFiles(cwd: string): Files {
  const at = (path: string) => (isAbsolute(path) ? path : join(cwd, path));
  return {
    read(path) {
      if (path !== '-') return readFileSync(at(path), 'utf8');
      standardInput ??= readFileSync(0, 'utf8');
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
