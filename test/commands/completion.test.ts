import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/runCommand.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'budget-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;
for (const shell of ['bash', 'zsh', 'fish'])
  if (!has(shell)) process.stderr.write(`skipped: no ${shell} to run its completion in\n`);

/** The script of a shell's completion, in a file. */
async function script(shell: string): Promise<string> {
  const { stdout } = await runCommand(['completion', shell]);
  const file = join(folder, `budget.${shell}`);
  writeFileSync(file, stdout);
  return file;
}

/** What a shell prints, line by line. */
function lines(shell: string, argv: readonly string[]): string[] {
  const { status, stdout, stderr } = spawnSync(shell, argv, { encoding: 'utf8', cwd: folder });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.split('\n').filter((line) => line !== '');
}

describe('completion, in the shell it is for', () => {
  it.skipIf(!has('bash'))('bash completes verbs and the flags of a verb', async () => {
    const file = await script('bash');
    const complete = (...words: string[]) =>
      lines('bash', [
        '-c',
        `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _budget; printf '%s\\n' "\${COMPREPLY[@]}"`,
        '-',
        file,
        ...words,
      ]);
    expect(complete('budget', 'ch')).toEqual(['check']);
    expect(complete('budget', 'check', '--fail')).toEqual(['--fail-on']);
  });

  it.skipIf(!has('fish'))('fish completes verbs and the flags of a verb', async () => {
    const file = await script('fish');
    const complete = (line: string) =>
      lines('fish', ['--no-config', '-c', `source '${file}'; complete -C ${JSON.stringify(line)}`]);
    const words = (line: string) => complete(line).map((each) => each.split('\t')[0]);
    expect(words('budget chec')).toEqual(['check']);
    expect(words('budget check --fail')).toEqual(['--fail-on']);
    expect(words('budget solve --fail')).toEqual([]);
  });

  it.skipIf(!has('zsh'))('zsh reads it, and offers verbs and the flags of a verb', async () => {
    const file = await script('zsh');
    lines('zsh', ['-n', file]);
    // Outside of a terminal nothing completes: what would be offered is printed instead.
    const offer = (...words: string[]) =>
      lines('zsh', [
        '-fc',
        `compdef() { }; _describe() { print -l -- "\${(P@)2}" }; _arguments() { print -l -- "$@" }
         source "$1"; shift; words=("$@"); CURRENT=$#; _budget`,
        '-',
        file,
        ...words,
      ]);
    expect(offer('budget', '')).toContainEqual(expect.stringMatching(/^check:/u));
    expect(offer('budget', 'check', '-')).toContainEqual(expect.stringMatching(/^--fail-on\[/u));
    expect(offer('budget', 'solve', '-')).not.toContainEqual(
      expect.stringMatching(/^--fail-on\[/u),
    );
  });
});
