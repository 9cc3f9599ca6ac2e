import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSpec } from '../../src/spec/check.ts';
import { filesOf, MODELS, repositoryFile } from '../support/loadText.ts';
import { runCommand } from '../support/runCommand.ts';

const SPEC = repositoryFile('test/cases/check/not-accepted/good.yaml');
const TABLE = repositoryFile('test/cases/check/not-accepted/table.yaml');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'budget-'));
  writeFileSync(join(folder, 'table.yaml'), TABLE);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function checked(spec: string, table = TABLE) {
  writeFileSync(join(folder, 'table.yaml'), table);
  writeFileSync(join(folder, 'spec.yaml'), spec);
  const { code, stdout, stderr } = await runCommand(
    ['check', 'spec.yaml', '--now', '2026-11-22', '-f', 'json'],
    { cwd: folder },
  );
  expect(stderr).toBe('');
  const { findings } = JSON.parse(stdout) as {
    findings: { code: string; severity: string; file: string; range: { line: number } | null }[];
  };
  const errors = findings.filter(({ severity }) => severity === 'error');
  return {
    code,
    errors: errors.map((each) => `${each.file}:${each.range?.line ?? '-'} ${each.code}`),
  };
}

/** Every level repeats the one before nine times. */
function aliasBomb(levels: number): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < levels; level++)
    lines.push(
      `a${level}: &a${level} [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}]`,
    );
  return lines.join('\n');
}

describe('specs that cannot be read are errors with a place, exit code 2', () => {
  it.each([
    ['two documents in one file', `${SPEC}---\n${SPEC}`, [/^spec\.yaml:\d+ yaml-syntax$/]],
    ['tabs as indentation', SPEC.replace('    want:', '\twant:'), [/^spec\.yaml:\d+ yaml-syntax$/]],
    [
      'duplicate keys',
      SPEC.replace('    want:', '    today: {}\n    want:'),
      [/^spec\.yaml:6 duplicate-key$/],
    ],
    ['an alias bomb', `${aliasBomb(12)}\n${SPEC}`, [/^spec\.yaml:(\d+|-) yaml-syntax$/]],
    ['deep nesting', `version: ${'['.repeat(20_000)}`, [/^spec\.yaml:- yaml-syntax$/]],
    [
      '10 MB of keys, more than memory would hold',
      Array.from({ length: 500_000 }, (_, index) => `k${index}: [1, 2, 3]`).join('\n'),
      [/^spec\.yaml:- yaml-syntax$/],
    ],
    ['an alias to itself', `version: 1\ntable: &a [*a]\n`, [/^spec\.yaml:1 missing-key$/]],
    ['nothing but a comment', '# later\n', [/^spec\.yaml:- empty-file$/]],
    [
      'a newer version',
      SPEC.replace('version: 1', 'version: 3'),
      [/^spec\.yaml:1 unsupported-version$/],
    ],
  ])('%s', async (_, spec, expected) => {
    const { code, errors } = await checked(spec);
    expect(code).toBe(2);
    // One mistake may show in several places; every one of them has a line, or speaks of the whole.
    expected.forEach((pattern, index) => expect(errors[index]).toMatch(pattern));
  });

  it('a table of a newer version is one error, not one per key it has besides', async () => {
    const { code, errors } = await checked(
      SPEC,
      TABLE.replace('version: 1', 'version: 2').replaceAll('latency:', 'times:'),
    );
    expect(code).toBe(2);
    expect(errors).toEqual(['table.yaml:1 unsupported-version']);
  });
});

describe('specs that can be read', () => {
  it('with anchors, aliases and merge keys are checked like any other', async () => {
    const spec = SPEC.replace(
      '{ step: critic, optional: true }',
      '{ <<: &more { optional: true }, step: critic }',
    );
    expect(await checked(spec)).toEqual({ code: 0, errors: [] });
  });

  it('with CRLF and a byte order mark, too', async () => {
    expect(await checked(`\uFEFF${SPEC.replaceAll('\n', '\r\n')}`)).toEqual({
      code: 0,
      errors: [],
    });
  });

  it('with an accepted block edited by hand say where', async () => {
    const edited = SPEC.replace(/latency: \{ p95: 2s/u, 'latency: { p95: 2')
      .replace('accuracy: 84.5%', 'accuracy: 0.845')
      .replace('by: {', 'bye: {');
    const { code, errors } = await checked(edited);
    expect(code).toBe(2);
    expect(errors).toEqual([
      expect.stringMatching(/^spec\.yaml:\d+ wrong-unit$/),
      expect.stringMatching(/^spec\.yaml:\d+ wrong-unit$/),
      expect.stringMatching(/^spec\.yaml:\d+ unknown-key$/),
    ]);
  });

  it('of 10 MB are answered', async () => {
    const filler = '# nothing but a comment that fills the file, line after line, to its end\n';
    const { code } = await checked(SPEC + filler.repeat(140_000));
    expect(code).toBe(0);
    const many = Array.from({ length: 60_000 }, (_, index) => `k${index}: [1, 2, 3]`).join('\n');
    const { errors } = await checked(`${SPEC}${many}\n`);
    expect(errors.length).toBeGreaterThan(0);
  });
});

describe('whatever is changed in a spec', () => {
  const lines = SPEC.split('\n');
  const anyLine = fc.integer({ min: 0, max: lines.length - 1 });
  const edit = fc.oneof(
    fc.tuple(fc.constant('drop'), anyLine, fc.constant('')),
    fc.tuple(fc.constant('insert'), anyLine, fc.string({ maxLength: 12 })),
    fc.tuple(fc.constant('cut'), anyLine, fc.nat(40).map(String)),
    fc.tuple(fc.constant('indent'), anyLine, fc.constantFrom(' ', '  ', '\t', '- ')),
    fc.tuple(
      fc.constant('swap'),
      anyLine,
      fc.constantFrom('*a', '&a', '{', ']', '2s', '-1', '""', '.nan', '!x'),
    ),
  );

  it('is answered with findings, never with an exception', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const changed = edits.reduce((text, [kind, at, what]) => {
          const all = text.split('\n');
          const line = all[at] ?? '';
          if (kind === 'drop') all.splice(at, 1);
          else if (kind === 'insert') all.splice(at, 0, what);
          else if (kind === 'cut') all[at] = line.slice(0, Number(what));
          else if (kind === 'indent') all[at] = what + line;
          else all[at] = line.replace(/: .*$/u, `: ${what}`);
          return all.join('\n');
        }, SPEC);
        const files = filesOf({ 'spec.yaml': changed, 'table.yaml': TABLE });
        const { diagnostics } = checkSpec('spec.yaml', {
          files,
          models: MODELS,
          now: '2026-11-22',
        });
        for (const { message, help } of diagnostics)
          expect(`${message} ${help}`).not.toMatch(/undefined|NaN|\[object|Infinity/);
      }),
      { numRuns: 300, seed: 1122 },
    );
  });
});
