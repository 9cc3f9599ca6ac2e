import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { optimizeLater } from '../../src/commands/optimizeLater.ts';
import { ROOT } from '../support/runCommand.ts';

const SPEC = 'examples/graded-agent/spec.yaml';

/** A copy of the package as built, to take something away from. */
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'budget-'));
  for (const part of ['dist', 'package.json', 'tables'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true }));

function printed(root: string, ...args: string[]): string {
  return execFileSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    // So that a Node that keeps compiled code itself keeps it with what is deleted in the end.
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
}

describe('the program compiled ahead', () => {
  const ahead = () => join(folder, 'dist/precompiled');

  it('is there for the Node that built it', () => {
    expect(readdirSync(ahead())).toContain(`${process.version}-${process.arch}.bin`);
  });

  it('prints what the bundle prints when its compiled code is damaged', () => {
    writeFileSync(join(ahead(), `${process.version}-${process.arch}.bin`), 'damaged');
    expect(printed(folder, 'solve', SPEC)).toBe(printed(ROOT, 'solve', SPEC));
  });

  it('is not needed', () => {
    rmSync(ahead(), { recursive: true });
    expect(printed(folder, 'solve', SPEC)).toBe(printed(ROOT, 'solve', SPEC));
  });
});

describe('what is brief', () => {
  it('prints the version for --version and -V alone', () => {
    expect(printed(ROOT, '-V')).toBe(printed(ROOT, '--version'));
    expect(printed(ROOT, '--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('leaves it to the verbs to read whatever else is asked', () => {
    expect(printed(ROOT, 'solve', '--version')).toBe(printed(ROOT, '--version'));
  });

  it('prints the same help with and without a verb called help', () => {
    expect(printed(ROOT, 'help')).toBe(printed(ROOT, '--help'));
  });
});

describe('optimizing later', () => {
  it('says nothing on standard error, whichever V8 this is', () => {
    const { stderr, status } = spawnSync(
      process.execPath,
      [join(ROOT, 'dist/cli.js'), 'solve', SPEC, '-q'],
      { cwd: ROOT, encoding: 'utf8' },
    );
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });

  it('asks only a V8 that has the flag', () => {
    const flags = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
    const asked: string[] = [];
    optimizeLater(process.versions.v8, (flag) => asked.push(flag));
    expect(asked.every((flag) => flags.includes(`  ${flag.split('=')[0] ?? ''} (`))).toBe(true);
    optimizeLater('13.6.233.17-node.37', (flag) => asked.push(flag));
    expect(asked.length).toBeLessThanOrEqual(1);
  });
});
