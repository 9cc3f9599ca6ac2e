import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from './support/runCommand.ts';

interface Step {
  readonly id?: string;
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};
const steps = action.runs.steps;
const check = steps.find(({ id }) => id === 'check');

let temp = '';
beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'budget-'));
});
afterAll(() => rmSync(temp, { recursive: true }));

/** The script of the check step as GitHub would run it. */
function run(files: string, failOn: string) {
  const [output, summary] = [join(temp, 'output'), join(temp, 'summary')];
  for (const file of [output, summary]) if (existsSync(file)) rmSync(file);
  const { status, stdout } = spawnSync('bash', ['-c', check?.run ?? ''], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      FILES: files,
      FAIL_ON: failOn,
      MAX_WARNINGS: '',
      BUDGET: join(ROOT, 'dist/cli.js'),
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      SOURCE_DATE_EPOCH: String(Date.parse('2026-11-22') / 1000),
    },
  });
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  return { status, stdout, output: read(output), summary: read(summary) };
}

describe('the GitHub action', () => {
  it('is composite, and no input becomes part of a script', () => {
    expect(action.runs.using).toBe('composite');
    for (const { run: script } of steps) expect(script).not.toContain('${{');
  });

  it('annotates, writes the summary and the files, and passes on the verdict', () => {
    const good = run('test/cases/check/unowned/good.yaml', 'error');
    expect(good.status).toBe(0);
    const bad = run('test/cases/check/unowned/*.yaml', 'error');
    expect(bad.status).toBe(1);
    expect(bad.stdout).toMatch(/^::error file=test\/cases\/check\/unowned\/bad\.yaml,line=24/m);
    expect(bad.summary).toMatch(/^<!-- budget:check /);
    for (const [, path = ''] of bad.output.matchAll(/=(.+)$/gm))
      expect(existsSync(path)).toBe(true);
    expect(bad.output.match(/^\w+/gm)).toEqual(['sarif', 'junit', 'markdown']);
  });

  it('says when no file matches', () => {
    const none = run('specs-that-are-not-there/*.yaml', 'error');
    expect(none.status).toBe(2);
    expect(none.stdout).toContain('no file matches');
  });

  it('takes a pattern over many folders by default', () => {
    expect(action.inputs['files']?.default).toBe('**/spec.yaml');
    expect(run('examples/**/spec.yaml', 'never').status).toBe(0);
  });
});
