import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkSpec, type FoundInAll, foundInAll } from '../../src/spec/check.ts';
import { isViolation } from '../../src/spec/rules/isViolation.ts';
import type { Diagnostic } from '../../src/yaml/diagnostic.ts';
import type { Files } from '../../src/yaml/files.ts';
import { GPUS, knownPrices, MODELS, repositoryFile } from '../support/loadText.ts';

/**
 * Laws of `check` over all folders of test/cases/check: a comment with a reason hides what it names on
 * its line, and nothing else; without a reason it hides nothing and is found itself; and a rule speaks of
 * one place once.
 */

const CASES = join(import.meta.dirname, '../cases/check');

/** The files of a case by name; one of them may be changed. */
function filesOf(folder: string, changed: Readonly<Record<string, string>>): Files {
  const read = (path: string) => {
    if (path === MODELS || path === GPUS) return repositoryFile(path);
    return changed[path] ?? readFileSync(join(folder, path), 'utf8');
  };
  return { read, list: () => readdirSync(folder) };
}

function checked(folder: string, changed: Readonly<Record<string, string>> = {}): FoundInAll {
  const day = join(folder, 'now');
  const now = existsSync(day) ? readFileSync(day, 'utf8').trim() : '2026-11-22';
  const files = filesOf(folder, changed);
  const known = knownPrices();
  return foundInAll([checkSpec('bad.yaml', { files, models: MODELS, gpus: GPUS, now, known })]);
}

/** The text with a comment of its own before a line. */
function commented(text: string, line: number, comment: string): string {
  const lines = text.split('\n');
  const indent = /^ */u.exec(lines[line - 1] ?? '')?.[0] ?? '';
  return [...lines.slice(0, line - 1), `${indent}${comment}`, ...lines.slice(line - 1)].join('\n');
}

/** A finding whatever line it is on. */
const said = ({ code, severity, message, file }: Diagnostic) =>
  `${severity} ${code} ${file}: ${message}`;
const allSaid = (list: readonly Diagnostic[]) => list.map(said).toSorted();

interface Case {
  readonly name: string;
  readonly folder: string;
  readonly before: FoundInAll;
  /** A finding that may be ignored, and the text of its file. */
  readonly target: Diagnostic & { readonly file: string };
  readonly text: string;
}

const FOUND = readdirSync(CASES)
  .sort()
  .map((name) => ({ name, folder: join(CASES, name), before: checked(join(CASES, name)) }));

const TARGETS = FOUND.flatMap(({ name, folder, before }): Case[] => {
  const target = before.diagnostics.find((each) => isViolation(each) && each.range !== null);
  const text = before.sources.get(target?.file ?? '');
  if (
    target === undefined ||
    target.file === null ||
    text === undefined ||
    text.includes('budget-ignore')
  )
    return [];
  return [{ name, folder, before, target: { ...target, file: target.file }, text }];
});

describe('a finding of check', () => {
  it('can be ignored in most of the cases', () => {
    expect(TARGETS.length).toBeGreaterThan(20);
  });

  it.each(TARGETS)('$name: goes with a reason, and nothing else does', (each) => {
    const { folder, before, target, text } = each;
    const line = target.range?.line ?? 0;
    const comment = `# budget-ignore ${target.code}: known`;
    const after = checked(folder, { [target.file]: commented(text, line, comment) });
    const gone = before.diagnostics.filter(
      ({ code, file, range }) =>
        code === target.code && file === target.file && range?.line === line,
    );
    expect(
      allSaid([...after.diagnostics, ...after.ignored.map(({ diagnostic }) => diagnostic)]),
    ).toEqual(
      allSaid([...before.diagnostics, ...before.ignored.map(({ diagnostic }) => diagnostic)]),
    );
    expect(allSaid(after.ignored.map(({ diagnostic }) => diagnostic))).toEqual(allSaid(gone));
    expect(after.ignored.every(({ reason }) => reason === 'known')).toBe(true);
  });

  it.each(TARGETS)('$name: stays without a reason, which is found as well', (each) => {
    const { folder, before, target, text } = each;
    const comment = `# budget-ignore ${target.code}`;
    const after = checked(folder, {
      [target.file]: commented(text, target.range?.line ?? 0, comment),
    });
    const added = after.diagnostics.filter(({ code }) => code === 'ignore-without-reason');
    expect(added).toHaveLength(1);
    expect(allSaid(after.diagnostics.filter((one) => one !== added[0]))).toEqual(
      allSaid(before.diagnostics),
    );
  });

  it.each(FOUND)('$name: is told once for each place', ({ before }) => {
    const places = before.diagnostics.map(
      ({ code, file, range, message }) =>
        `${code} ${file}:${range?.line}:${range?.column} ${message}`,
    );
    expect(new Set(places).size).toBe(places.length);
  });
});
