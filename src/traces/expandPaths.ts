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

/** Files that a folder holds, and what to say when it has none of them. */
export interface Wanted {
  readonly endings: RegExp;
  readonly none: string;
}

const TRACES: Wanted = {
  endings: /\.(?:jsonl|ndjson|json|csv|pb|bin|otlp|proto)(?:\.(?:gz|zst))?$/i,
  none: 'no trace files (.json, .jsonl, .csv, .pb, .bin, also .gz or .zst) in this folder',
};

/**
 * Files behind the arguments of a command, in the order given: `-` is standard input, a folder all
 * its files with a wanted ending (also in folders below, sorted), `*` matches within one part of a path.
 *
 * @param wanted what is read of a folder; trace files unless told
 */
export function expandPaths(args: readonly string[], cwd: string, wanted = TRACES): Input[] {
  return args.flatMap((arg) =>
    arg === '-' ? [{ name: 'stdin', path: null, problem: null }] : expand(arg, cwd, wanted),
  );
}

function expand(arg: string, cwd: string, wanted: Wanted): Input[] {
  const kind = kindOf(resolve(cwd, arg));
  if (kind === 'file') return [file(arg, cwd)];
  if (kind === 'folder') return notEmpty(arg, walk(arg, cwd, wanted), wanted.none);
  if (!arg.includes('*')) return [{ ...file(arg, cwd), problem: 'no such file' }];
  const matches = glob(arg, cwd).flatMap((path) => expand(path, cwd, wanted));
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

function walk(folder: string, cwd: string, wanted: Wanted): Input[] {
  return names(resolve(cwd, folder)).flatMap((name) => {
    const path = join(folder, name);
    if (kindOf(resolve(cwd, path)) === 'folder') return walk(path, cwd, wanted);
    return wanted.endings.test(name) ? [file(path, cwd)] : [];
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
