import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { Files } from '../yaml/files.ts';

/** Files of this machine; relative paths are taken from `cwd`, and `-` is standard input. */
export function nodeFiles(cwd: string): Files {
  const at = (path: string) => (isAbsolute(path) ? path : join(cwd, path));
  return {
    read: (path) => readFileSync(path === '-' ? 0 : at(path), 'utf8'),
    list(folder) {
      try {
        return readdirSync(at(folder)).sort();
      } catch {
        return [];
      }
    },
  };
}
