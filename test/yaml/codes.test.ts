import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIAGNOSTICS } from '../../src/yaml/codes.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** All text of a folder but for the parts named. */
function textOf(folder: string, without: readonly string[]): string {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .map((entry) => {
      const path = `${folder}/${entry.name}`;
      if (without.includes(path)) return '';
      if (entry.isDirectory()) return textOf(path, without);
      return /\.(?:ts|txt)$/u.test(entry.name) ? readFileSync(join(ROOT, path), 'utf8') : '';
    })
    .join('\n');
}

const source = textOf('src', ['src/yaml/codes', 'src/yaml/codes.ts']);
// Goldens list all codes there are.
const tests = textOf('test', ['test/yaml/codes.test.ts', 'test/goldens']);
const codes = Object.keys(DIAGNOSTICS);

describe('a code that is explained', () => {
  it('is given by the program: nothing is explained that nobody can see', () => {
    expect(codes.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
  });

  it('is expected in some test', () => {
    const seen = (code: string) => new RegExp(`(?<![\\w-])${code}(?![\\w-])`, 'u').test(tests);
    expect(codes.filter((code) => !seen(code))).toEqual([]);
  });
});
