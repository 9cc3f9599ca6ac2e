import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../../src');

/** Folders from the ground up: a file imports from its own folder and from lower rows only. */
const ROWS = [
  ['units'],
  ['yaml', 'latency', 'accuracy', 'cost'],
  ['solver'],
  ['trust'],
  ['table', 'traces', 'evals', 'spec', 'render'],
  ['commands'],
] as const;

/** Within a row, these may look at those. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  spec: ['table'],
  evals: ['table'],
  render: ['table', 'evals'],
  traces: ['table'],
};

const PURE = ['units', 'latency', 'accuracy', 'cost', 'solver', 'trust'];

/** Computes from its arguments alone; everything else of Node's touches the outside world. */
const PURE_BUILTINS = ['node:crypto'];

const ENTRY_POINTS = ['cli.ts', 'index.ts'];

interface Import {
  readonly from: string;
  readonly to: string;
}

function sourceFiles(folder = SRC): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const specifiers = text.matchAll(/(?:from|import\()\s*'([^']+)'/g);
  return [...specifiers].map(([, specifier = '']) => ({
    from: relative(SRC, file),
    to: specifier.startsWith('.') ? relative(SRC, resolve(dirname(file), specifier)) : specifier,
  }));
}

const imports = sourceFiles().flatMap(importsOf);

function folderOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : '';
}

function rowOf(folder: string): number {
  return ROWS.findIndex((row) => (row as readonly string[]).includes(folder));
}

describe('the layout', () => {
  it('has every source folder in a row', () => {
    const folders = [...new Set(sourceFiles().map((file) => folderOf(relative(SRC, file))))].filter(
      (folder) => folder !== '',
    );
    expect(folders.filter((folder) => rowOf(folder) === -1)).toEqual([]);
  });

  it('keeps only the entry points outside of folders', () => {
    const loose = sourceFiles()
      .map((file) => relative(SRC, file))
      .filter((file) => folderOf(file) === '');
    expect(loose.sort()).toEqual(ENTRY_POINTS);
  });

  it('imports one way: down the rows, or beside where that is named', () => {
    const inner = imports.filter(
      ({ from, to }) =>
        folderOf(from) !== '' && rowOf(folderOf(to)) !== -1 && folderOf(from) !== folderOf(to),
    );
    const wrong = inner.filter(({ from, to }) => {
      const [above, below] = [folderOf(from), folderOf(to)];
      return rowOf(above) <= rowOf(below) && !(BESIDE[above] ?? []).includes(below);
    });
    expect(wrong).toEqual([]);
  });

  it('imports nothing from the entry points', () => {
    expect(imports.filter(({ to }) => ENTRY_POINTS.includes(to))).toEqual([]);
  });

  it('keeps files, clock, environment and randomness out of the pure folders', () => {
    const pure = imports.filter(
      ({ from, to }) =>
        PURE.includes(folderOf(from)) && to.startsWith('node:') && !PURE_BUILTINS.includes(to),
    );
    const used = sourceFiles()
      .filter((file) => PURE.includes(folderOf(relative(SRC, file))))
      .filter((file) =>
        /\b(process\.|Math\.random|Date\.now|new Date\(\)|performance\.|globalThis\.)/.test(
          readFileSync(file, 'utf8'),
        ),
      )
      .map((file) => relative(SRC, file));
    expect(pure).toEqual([]);
    expect(used).toEqual([]);
  });

  it('knows no YAML in the solver and the corners', () => {
    const corners = ['latency', 'accuracy', 'cost', 'solver'];
    expect(
      imports.filter(
        ({ from, to }) => corners.includes(folderOf(from)) && (to === 'yaml' || to === 'zod'),
      ),
    ).toEqual([]);
  });

  it('has no number formatting or comparison that depends on the machine’s language', () => {
    // What a character is on a terminal is the same in every language.
    const local = sourceFiles().filter((file) =>
      /toLocale|localeCompare|Intl\.(?!Segmenter\b)|Segmenter\(\)/u.test(
        readFileSync(file, 'utf8'),
      ),
    );
    expect(local.map((file) => relative(SRC, file))).toEqual([]);
  });
});
