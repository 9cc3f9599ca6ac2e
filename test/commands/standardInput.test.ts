import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = join(ROOT, 'dist/cli.js');

/** Runs a command whose standard input is written in two halves, the first of them only after a while. */
function piped(args: readonly string[], text: string): Promise<{ code: number; stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], { cwd: ROOT });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.on('error', reject).on('close', (code) => resolve({ code: code ?? -1, stdout }));
    const half = Math.floor(text.length / 2);
    setTimeout(() => child.stdin.write(text.slice(0, half)), 400);
    setTimeout(() => child.stdin.end(text.slice(half)), 600);
  });
}

test.each([
  ['render', ['render', '-'], 'examples/realtime-agent/solve.json'],
  ['table', ['table', '-'], 'examples/realtime-agent/table.yaml'],
  ['check', ['check', '-'], 'examples/realtime-agent/table.yaml'],
  [
    'diff',
    ['diff', '-', 'examples/realtime-agent/solve.json'],
    'examples/realtime-agent/solve.json',
  ],
])('%s waits for a program that has not written yet', async (_verb, args, file) => {
  const { code, stdout } = await piped(args, readFileSync(join(ROOT, file), 'utf8'));
  expect(code).toBe(0);
  expect(stdout).not.toContain('EAGAIN');
  expect(stdout).not.toBe('');
});
