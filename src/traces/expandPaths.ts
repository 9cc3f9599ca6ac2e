import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A file to read, or why there is none behind an argument. */
export interface Input {
  /** As messages name it. */
  readonly name: string;
  /** Absolute path; null is standard input. */
  readonly path: string | null;
  readonly problem: string | null;
}

const TRACE_FILE = /\.(?:jsonl|ndjson|json|csv|pb|bin|otlp|proto)(?:\.(?:gz|zst))?$/i;

/**
 * Files behind the arguments of a command, in the order given: `-` is standard input, a folder all
 * its *.json, *.jsonl, *.csv, *.pb and *.bin, packed too (also in folders below, sorted), `*` matches within one part of a path.
 */
export function expandPaths(args: readonly string[], cwd: string): Input[] {
  return args.flatMap((arg) =>
    arg === '-' ? [{ name: 'stdin', path: null, problem: null }] : expand(arg, cwd),
  );
}

function expand(arg: string, cwd: string): Input[] {
  const kind = kindOf(resolve(cwd, arg));
  if (kind === 'file') return [file(arg, cwd)];
  if (kind === 'folder')
    return notEmpty(
      arg,
      walk(arg, cwd),
      'no trace files (.json, .jsonl, .csv, .pb, .bin, also .gz or .zst) in this folder',
    );
  if (!arg.includes('*')) return [{ ...file(arg, cwd), problem: 'no such file' }];
  const matches = glob(arg, cwd).flatMap((path) => expand(path, cwd));
  return notEmpty(arg, matches, 'no file matches');
}

function notEmpty(name: string, inputs: Input[], problem: string): Input[] {
  return inputs.length > 0 ? inputs : [{ name, path: null, problem }];
}

function file(name: string, cwd: string): Input {
  return { name, path: resolve(cwd, name), problem: null };
}

function kindOf(path: string): 'file' | 'folder' | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  return stats.isDirectory() ? 'folder' : 'file';
}

function walk(folder: string, cwd: string): Input[] {
  return names(resolve(cwd, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (kindOf(resolve(cwd, path)) === 'folder') return walk(path, cwd);
    return TRACE_FILE.test(name) ? [file(path, cwd)] : [];
  });
}

function names(folder: string): string[] {
  return kindOf(folder) === 'folder' ? readdirSync(folder).sort() : [];
}

function glob(pattern: string, cwd: string): string[] {
  const parts = pattern.split('/');
  const start = parts[0] === '' ? '/' : '';
  return parts
    .filter((part) => part !== '')
    .reduce((paths, part) => paths.flatMap((path) => step(path, part, cwd)), [start]);
}

function step(folder: string, part: string, cwd: string): string[] {
  if (!part.includes('*')) return kindOf(resolve(cwd, folder, part)) ? [join(folder, part)] : [];
  const matcher = new RegExp(`^${part.split('*').map(escape).join('.*')}$`);
  const visible = names(resolve(cwd, folder)).filter(
    (name) => part.startsWith('.') || !name.startsWith('.'),
  );
  return visible.filter((name) => matcher.test(name)).map((name) => join(folder, name));
}

function escape(text: string): string {
  return text.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`);
}
