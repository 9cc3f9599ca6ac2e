import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '../src/commands/run.ts';

/**
 * Every folder of test/cases is a test: `args` holds the words after `budget`, `expected.txt` the exit
 * code and what is printed, the other files are what the command reads. UPDATE_CASES=1 writes
 * `expected.txt` for reading and committing.
 */
const CASES = join(import.meta.dirname, 'cases');

async function outcomeOf(folder: string): Promise<string> {
  const printed = { stdout: '', stderr: '' };
  const stdin = join(folder, 'stdin');
  const code = await run({
    argv: readFileSync(join(folder, 'args'), 'utf8').trim().split(/\s+/),
    stdout: { write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
    stdin: Readable.from(existsSync(stdin) ? [readFileSync(stdin)] : []),
    env: { SOURCE_DATE_EPOCH: String(Date.parse('2026-11-22') / 1000) },
    cwd: folder,
  });
  const parts = [`exit code ${code}`];
  if (printed.stdout !== '') parts.push(`--- stdout\n${printed.stdout.trimEnd()}`);
  if (printed.stderr !== '') parts.push(`--- stderr\n${printed.stderr.trimEnd()}`);
  return `${parts.join('\n')}\n`;
}

describe('what people get wrong, and what they are told', () => {
  const names = readdirSync(CASES).filter((name) => existsSync(join(CASES, name, 'args')));
  for (const name of names.sort()) {
    it(name.replaceAll('-', ' '), async () => {
      const folder = join(CASES, name);
      const expected = join(folder, 'expected.txt');
      const outcome = await outcomeOf(folder);
      if (process.env['UPDATE_CASES'] === '1') writeFileSync(expected, outcome);
      expect(outcome).toBe(
        existsSync(expected) ? readFileSync(expected, 'utf8') : 'a file expected.txt',
      );
      expect(outcome).not.toMatch(/undefined|NaN|\n\s+at .*:\d+:\d+\)|\[object/);
    });
  }
});
