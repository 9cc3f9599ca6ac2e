import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = join(ROOT, 'dist/cli.js');
const TRACES = join(ROOT, 'examples/measured-agent/traces/langfuse-v5.otlp.jsonl');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'budget-test-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** What a shell does in a file system of its own, which is gone when it ends. */
function inOwnDisk(size: string, script: string): { status: number | null; output: string } {
  const disk = join(folder, 'disk');
  mkdirSync(disk, { recursive: true });
  const { status, stdout } = spawnSync(
    'unshare',
    ['-rm', 'sh', '-c', `mount -t tmpfs -o size=${size} tmpfs "$DISK" && cd "$DISK" && ${script}`],
    { encoding: 'utf8', env: { ...process.env, DISK: disk, NODE: process.execPath, CLI, TRACES } },
  );
  return { status, output: stdout };
}

const canMount =
  spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

describe.skipIf(!canMount)('a full disk (where the system lets tests mount one)', () => {
  test('leaves the old table as it was, and no other file', () => {
    const { output } = inOwnDisk(
      '32k',
      `echo 'name: old' > table.yaml
       dd if=/dev/zero of=filler bs=1k count=64 2>/dev/null
       "$NODE" "$CLI" measure "$TRACES" -q -o table.yaml 2>&1
       echo "exit code $?"; cat table.yaml; ls`,
    );
    expect(output).toBe(
      'error: table.yaml: cannot be written: the disk is full\nexit code 2\nname: old\nfiller\ntable.yaml\n',
    );
  });

  test('for temporary files stops in one line, and leaves the table', () => {
    const large = join(folder, 'large.jsonl');
    const text = readFileSync(TRACES, 'utf8');
    writeFileSync(large, text.repeat(Math.ceil((40 * 1024 * 1024) / text.length)));
    const { output } = inOwnDisk(
      '256k',
      `echo 'name: old' > table.yaml
       TMPDIR="$DISK" "$NODE" "$CLI" measure "${large}" -q -o table.yaml 2>&1
       echo "exit code $?"; cat table.yaml; ls`,
    );
    expect(output).toBe(
      'error: the folder for temporary files is full: set TMPDIR to a folder with room for a fifth of the traces, unpacked; none of it is kept\nexit code 2\nname: old\ntable.yaml\n',
    );
  });
});

describe('a program that is killed while it writes', () => {
  test('leaves the old file or the new one, whole', async () => {
    const script = join(folder, 'write.mjs');
    await build({
      stdin: {
        contents: `import { writeWhole } from './src/commands/writeWhole.ts';
          for (let turn = 0; ; turn = (turn + 1) % 10)
            writeWhole(process.argv[2], String(turn).repeat(3_000_000));`,
        resolveDir: ROOT,
        loader: 'ts',
      },
      outfile: script,
      bundle: true,
      format: 'esm',
      platform: 'node',
    });
    const target = join(folder, 'target.txt');
    for (let round = 0; round < 12; round += 1) {
      const child = spawn(process.execPath, [script, target], { stdio: 'ignore' });
      const ended = new Promise((resolve) => {
        child.on('exit', resolve);
      });
      for (let waited = 0; !readdirSync(folder).includes('target.txt') && waited < 500; waited += 1)
        await pause(10);
      await pause(20 + 17 * round);
      child.kill('SIGKILL');
      await ended;
      const text = readFileSync(target, 'utf8');
      expect([text.length, new Set(text).size]).toEqual([3_000_000, 1]);
    }
  });
});
