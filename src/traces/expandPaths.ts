import { readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

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
  /** Whether to say that a folder holds other files as well. */
  readonly tellsOthers?: boolean;
}

/** Rotated files too: `traces.jsonl.1`, `traces.jsonl-20261122.gz`. */
const TRACES: Wanted = {
  endings: /\.(?:jsonl|ndjson|json|csv|pb|bin|otlp|proto)(?:[.-]\d[\d-]*)?(?:\.(?:gz|zst))?$/i,
  none: 'no trace files (.json, .jsonl, .csv, .pb, .bin, also .gz or .zst) in this folder',
  tellsOthers: true,
};

/**
 * Files behind the arguments of a command, in the order given: `-` is standard input, a folder all
 * its files with a wanted ending (also in folders below, sorted), `*` matches within one part of a path,
 * `**` any number of folders.
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
  if (kind === 'folder') return folder(arg, cwd, wanted);
  if (!arg.includes('*')) return [{ ...file(arg, cwd), problem: 'no such file' }];
  // What ends in `**` is the folder itself.
  const matches = glob(arg.replace(/(?:\/|^)\*\*\/?$/, '') || '.', cwd).flatMap((path) =>
    expand(path, cwd, wanted),
  );
  return notEmpty(arg, matches, 'no file matches');
}

/** What it holds, and in one line what of it is left out. */
function folder(arg: string, cwd: string, wanted: Wanted): Input[] {
  const all = walk(arg, cwd);
  const inputs = all.filter((name) => wanted.endings.test(name)).map((name) => file(name, cwd));
  const others = all.filter((name) => !wanted.endings.test(name) && !isAside(basename(name)));
  const [other] = others;
  if (inputs.length > 0 && other !== undefined && wanted.tellsOthers === true)
    inputs.push({ name: arg, path: null, problem: leftOut(others.length, basename(other)) });
  return notEmpty(arg, inputs, wanted.none);
}

/** Hidden, or text about the other files. */
function isAside(name: string): boolean {
  return isHidden(name) || /^(?:readme|licen[cs]e|notice)\b|\.md$/i.test(name);
}

function leftOut(count: number, first: string): string {
  return count === 1 ? `${first} is left out` : `${count} other files are left out, as ${first}`;
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

/** Every file of a folder and of those below it. */
function walk(folder: string, cwd: string): string[] {
  return names(resolve(cwd, folder)).flatMap((name) => {
    const path = join(folder, name);
    return kindOf(resolve(cwd, path)) === 'folder' ? walk(path, cwd) : [path];
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
    .reduce(
      (paths, part) =>
        paths.flatMap((path) => (part === ANY_DEPTH ? below(path, cwd) : step(path, part, cwd))),
      [start],
    );
}

const ANY_DEPTH = '**';

/** The folder and all those below it. */
function below(folder: string, cwd: string): string[] {
  const inner = visible(folder, cwd)
    .map((name) => join(folder, name))
    .filter((path) => kindOf(resolve(cwd, path)) === 'folder');
  return [folder, ...inner.flatMap((path) => below(path, cwd))];
}

function step(folder: string, part: string, cwd: string): string[] {
  if (!part.includes('*')) return kindOf(resolve(cwd, folder, part)) ? [join(folder, part)] : [];
  const matcher = new RegExp(`^${part.split('*').map(escape).join('.*')}$`);
  const found = part.startsWith('.') ? names(resolve(cwd, folder)) : visible(folder, cwd);
  return found.filter((name) => matcher.test(name)).map((name) => join(folder, name));
}

function visible(folder: string, cwd: string): string[] {
  return names(resolve(cwd, folder)).filter((name) => !isHidden(name));
}

function isHidden(name: string): boolean {
  return name.startsWith('.');
}

function escape(text: string): string {
  return text.replaceAll(/[$()+.?[\\\]^{|}]/g, String.raw`\$&`);
}
