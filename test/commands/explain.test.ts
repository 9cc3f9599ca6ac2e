import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL_RULES } from '../../src/spec/rules/allRules.ts';
import { DIAGNOSTICS } from '../../src/yaml/codes.ts';
import { ROOT, runCommand } from '../support/runCommand.ts';

describe('budget explain', () => {
  const codes = Object.keys(DIAGNOSTICS);

  it('knows every code, lists them all, and each has its page', async () => {
    const { stdout } = await runCommand(['explain']);
    const rules = readFileSync(join(ROOT, 'docs/rules.md'), 'utf8');
    for (const code of codes) {
      expect(stdout).toMatch(new RegExp(`^ ${code} `, 'm'));
      expect(existsSync(join(ROOT, `docs/codes/${code}.md`))).toBe(true);
      expect(rules).toContain(`[${code}](codes/${code}.md)`);
    }
  });

  it('has its codes in order and every rule’s among them, each once', () => {
    expect(codes).toEqual([...codes].sort());
    const ruled = ALL_RULES.map(({ code }) => code);
    expect(new Set(ruled).size).toBe(ruled.length);
  });

  it('takes a code as it is printed, in brackets', async () => {
    const { code, stdout } = await runCommand(['explain', '[few-samples]']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^few-samples \(warning\): too few calls/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('names the nearest code', async () => {
    const { code, stderr } = await runCommand(['explain', 'few-sample']);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean "few-samples"?');
  });
});

describe('budget completion', () => {
  it.each(['bash', 'zsh', 'fish'])('for %s has every verb and flag', async (shell) => {
    const { stdout: help } = await runCommand(['--help']);
    const verbs = [...help.matchAll(/^ {2}(\w+) /gm)].map(([, verb = '']) => verb);
    const { code, stdout } = await runCommand(['completion', shell]);
    expect(code).toBe(0);
    for (const verb of verbs.filter((each) => each !== 'help')) expect(stdout).toContain(verb);
    expect(stdout).toMatch(/fail-on/);
  });

  it('completes verbs, flags and files in bash', async () => {
    const { stdout: script } = await runCommand(['completion', 'bash']);
    const completed = (...words: string[]) =>
      spawnSync(
        'bash',
        [
          '-c',
          `${script}\nCOMP_WORDS=(budget ${words.join(' ')}); COMP_CWORD=${words.length}; _budget; echo "\${COMPREPLY[*]}"`,
        ],
        { cwd: ROOT, encoding: 'utf8' },
      ).stdout.trim();
    expect(completed('prop')).toBe('propose');
    expect(completed('check', '--max')).toBe('--max-warnings');
    expect(completed('check', 'package.js')).toBe('package.json');
  });

  it('says which shells there are', async () => {
    const { code, stderr } = await runCommand(['completion', 'powershell']);
    expect(code).toBe(2);
    expect(stderr).toContain('one of: bash, zsh, fish');
  });
});
