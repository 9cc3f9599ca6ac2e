import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expandPaths } from '../../src/traces/expandPaths.ts';
import { tempFolder } from '../support/tempFolder.ts';

const cwd = tempFolder();
mkdirSync(join(cwd, 'traces/deep'), { recursive: true });
mkdirSync(join(cwd, 'empty'));
for (const name of [
  'b.jsonl',
  'a.json',
  'notes.txt',
  'README.md',
  'LICENSE',
  '.hidden.jsonl',
  'deep/c.JSONL',
  'a[1].jsonl',
])
  writeFileSync(join(cwd, 'traces', name), '');
mkdirSync(join(cwd, 'rotated'));
for (const end of ['', '.1', '.2.gz', '-20261122.gz', '.bak', '.tmp'])
  writeFileSync(join(cwd, 'rotated', `t.jsonl${end}`), '');

function names(...args: string[]): string[] {
  return expandPaths(args, cwd).map(({ name, problem }) =>
    problem === null ? name : `${name}: ${problem}`,
  );
}

test.each([
  [
    ['traces/b.jsonl', 'traces/a.json'],
    ['traces/b.jsonl', 'traces/a.json'],
  ],
  [['traces/notes.txt'], ['traces/notes.txt']],
  [
    ['traces'],
    [
      'traces/.hidden.jsonl',
      'traces/a.json',
      'traces/a[1].jsonl',
      'traces/b.jsonl',
      'traces/deep/c.JSONL',
      'traces: notes.txt is left out',
    ],
  ],
  [
    ['rotated'],
    [
      'rotated/t.jsonl',
      'rotated/t.jsonl-20261122.gz',
      'rotated/t.jsonl.1',
      'rotated/t.jsonl.2.gz',
      'rotated: 2 other files are left out, as t.jsonl.bak',
    ],
  ],
  [['**/*.jsonl'], ['rotated/t.jsonl', 'traces/a[1].jsonl', 'traces/b.jsonl']],
  [['traces/**/*.JSONL'], ['traces/deep/c.JSONL']],
  [['**/deep/*'], ['traces/deep/c.JSONL']],
  [['traces/deep/**'], ['traces/deep/c.JSONL']],
  [['nowhere/**'], ['nowhere/**: no file matches']],
  [['traces/*.jsonl'], ['traces/a[1].jsonl', 'traces/b.jsonl']],
  [['*/a*'], ['traces/a.json', 'traces/a[1].jsonl']],
  [['t*/d*'], ['traces/deep/c.JSONL']],
  [['traces/a[1].*'], ['traces/a[1].jsonl']],
  [['traces/*.csv'], ['traces/*.csv: no file matches']],
  [['none.jsonl'], ['none.jsonl: no such file']],
  [
    ['empty'],
    ['empty: no trace files (.json, .jsonl, .csv, .pb, .bin, also .gz or .zst) in this folder'],
  ],
  [['-'], ['stdin']],
])('%j', (args, expected) => {
  expect(names(...args)).toEqual(expected);
});

test('absolute patterns', () => {
  expect(names(`${cwd}/traces/b*`)).toEqual([`${cwd}/traces/b.jsonl`]);
});

test('a pattern finds a file once, however deep', () => {
  const everything = names('**');
  expect(everything).toEqual(names('.'));
  expect(new Set(everything).size).toBe(everything.length);
});
