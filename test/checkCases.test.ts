import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL_RULES } from '../src/spec/rules/allRules.ts';
import { DIAGNOSTICS } from '../src/yaml/codes.ts';
import { runCommand } from './support/runCommand.ts';

/**
 * Every folder of test/cases/check is a test of the code that its name starts with: `bad.yaml` has it,
 * `good.yaml` has not, and `expected.txt` holds what is printed about both. `now` holds the day of
 * the check where it matters. UPDATE_CASES=1 writes `expected.txt` for reading and committing.
 */
const CASES = join(import.meta.dirname, 'cases/check');
const NOW = '2026-11-22';

function nowOf(folder: string): string {
  const file = join(folder, 'now');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : NOW;
}

async function checked(folder: string, file: string): Promise<string> {
  const { code, stdout } = await runCommand(['check', file, '--now', nowOf(folder)], {
    cwd: folder,
  });
  return `$ budget check ${file}\n${stdout}exit code ${code}\n`;
}

/** `accepted-broken-by-a-price` is about `accepted-broken`. */
function codeOf(folder: string): string {
  const codes = Object.keys(DIAGNOSTICS).filter((code) => `${folder}-`.startsWith(`${code}-`));
  return codes.toSorted((a, b) => b.length - a.length)[0] ?? 'a code that exists';
}

describe('check', () => {
  const cases = readdirSync(CASES).sort();

  it('has a case for every rule', () => {
    const missing = ALL_RULES.map(({ code }) => code).filter((code) => !cases.includes(code));
    expect(missing).toEqual([]);
  });

  it.each(cases)('%s: found in the bad file and not in the good one', async (name) => {
    const code = codeOf(name);
    const folder = join(CASES, name);
    const bad = await checked(folder, 'bad.yaml');
    const good = await checked(folder, 'good.yaml');
    const expected = join(folder, 'expected.txt');
    const outcome = `${bad}\n${good}`;
    if (process.env['UPDATE_CASES'] === '1') writeFileSync(expected, outcome);
    expect(bad).toContain(`[${code}]`);
    expect(good).not.toContain(`[${code}]`);
    expect(outcome).toBe(
      existsSync(expected) ? readFileSync(expected, 'utf8') : 'a file expected.txt',
    );
    expect(outcome).not.toMatch(/undefined|NaN|\n\s+at .*:\d+:\d+\)|\[object/);
  });
});
