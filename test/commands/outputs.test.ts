import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, runCommand } from '../support/runCommand.ts';

const SPEC = join(ROOT, 'examples/realtime-agent/spec.yaml');
const CLI = join(ROOT, 'dist/cli.js');

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'budget-'));
});
afterAll(() => rmSync(cwd, { recursive: true }));

describe('-o -', () => {
  it('is standard output, in the format of -f, once', async () => {
    const plain = await runCommand(['solve', SPEC, '-f', 'csv'], { cwd });
    const { code, stdout } = await runCommand(['solve', SPEC, '-f', 'csv', '-o', '-'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe(plain.stdout);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('what cannot be written is said in one line, exit code 2', () => {
  it.each([
    ['a folder', '.', '.: cannot be written: it is a folder'],
    ['below a file', join(SPEC, 'x.json'), 'x.json: cannot be written: a file is in the way'],
  ])('%s', async (_, path, said) => {
    const { code, stderr } = await runCommand(['solve', SPEC, '-f', 'json', '-o', path], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr).not.toContain('bug');
  });

  const isFull = existsSync('/dev/full') && existsSync(CLI);

  it.skipIf(!isFull)('a full disk behind standard output', () => {
    const command = `"${process.execPath}" "${CLI}" solve "${SPEC}" > /dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' });
    expect(stderr).toBe('error: standard output cannot be written: the disk is full\n');
    expect(status).toBe(2);
  });

  it.skipIf(!isFull)('a reader that goes away is no error at all', () => {
    const command = `"${process.execPath}" "${CLI}" solve "${SPEC}" -f json | head -1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['{\n', '']);
  });
});

describe('what is written', () => {
  const whole = (command: string) =>
    spawnSync('sh', ['-c', command], { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });

  it('is whole however slowly it is read', async () => {
    const { stdout } = await runCommand(['solve', SPEC, '-f', 'json'], { cwd });
    const slow = whole(`"${process.execPath}" "${CLI}" solve "${SPEC}" -f json | (sleep 1; cat)`);
    expect(stdout.length).toBeGreaterThan(2 ** 16);
    expect(slow.stdout).toBe(stdout);
  });

  it('is whole on both streams, and the exit code is the answer’s', async () => {
    const missing = join(cwd, 'missing.yaml');
    const { code, stdout, stderr } = await runCommand(['check', missing, SPEC], { cwd });
    const ran = whole(`"${process.execPath}" "${CLI}" check "${missing}" "${SPEC}"`);
    expect({ code: ran.status, stdout: ran.stdout, stderr: ran.stderr }).toEqual({
      code,
      stdout,
      stderr,
    });
  });
});

describe('what Windows PowerShell writes', () => {
  it('is read: UTF-16 with a byte order mark and Windows line ends', async () => {
    const { stdout } = await runCommand(['solve', SPEC, '-f', 'json'], { cwd });
    const wide = Buffer.from(`\uFEFF${stdout.replaceAll('\n', '\r\n')}`, 'utf16le');
    writeFileSync(join(cwd, 'wide.json'), wide);
    const { code, stdout: again } = await runCommand(['render', 'wide.json', '-f', 'json'], {
      cwd,
    });
    expect(code).toBe(0);
    expect(again).toBe(stdout);
  });
});

describe('standard input', () => {
  it.skipIf(!existsSync(CLI))('may be named twice: it is read once', () => {
    const options = { cwd: join(ROOT, 'examples/realtime-agent'), encoding: 'utf8' } as const;
    const command = `"${process.execPath}" "${CLI}" diff - spec.yaml < spec.yaml`;
    const { status, stdout } = spawnSync('sh', ['-c', command], options);
    expect([status, stdout]).toEqual([0, '- → spec.yaml: nothing changed\n']);
  });
});
