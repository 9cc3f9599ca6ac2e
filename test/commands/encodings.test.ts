import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../support/runCommand.ts';
import { tempFolder } from '../support/tempFolder.ts';

const SPEC = `# gr\u00f6\u00dfer
version: 1
table: table.yaml
agents:
  b\u00fcro:
    want: { latency: { p95: 3s } }
    workflow:
      - step: plan
`;
const TABLE = `version: 1
name: b\u00fcro
components:
  plan: { kind: tool, latency: 1-2s }
`;

const written = (bytes: Buffer) => {
  const cwd = tempFolder();
  writeFileSync(join(cwd, 'spec.yaml'), bytes);
  writeFileSync(join(cwd, 'table.yaml'), TABLE);
  return { cwd, bytes: () => readFileSync(join(cwd, 'spec.yaml')) };
};

const utf8 = Buffer.from(SPEC, 'utf8');
const withMark = Buffer.from(`\uFEFF${SPEC}`, 'utf8');
const utf16 = Buffer.from(`\uFEFF${SPEC}`, 'utf16le');
const latin1 = Buffer.from(SPEC, 'latin1');
const cut = Buffer.concat([Buffer.from(`${SPEC}# `), Buffer.from([0xe2, 0x82])]);

const accept = async (cwd: string) => {
  const solved = await runCommand(['solve', 'spec.yaml', '-q', '-f', 'json'], { cwd });
  const result = JSON.parse(solved.stdout || '{"agents":[]}') as {
    agents: { feasible: { id: string }[] }[];
  };
  const id = result.agents[0]?.feasible[0]?.id ?? '00000000';
  return runCommand(
    ['accept', 'spec.yaml', id, '--product', 'a', '--engineering', 'b', '--now', '2026-11-22'],
    { cwd },
  );
};

describe('a file that is', () => {
  test.each([
    ['UTF-8', utf8],
    ['UTF-8 with a byte order mark', withMark],
    ['UTF-16, as a Windows console writes it', utf16],
  ])('%s is read, names and all', async (_, bytes) => {
    const { cwd } = written(bytes);
    const { code, stdout } = await runCommand(
      ['check', 'spec.yaml', '--now', '2026-11-22', '-f', 'json'],
      { cwd },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('b\u00fcro has a limit on latency');
  });

  test.each([
    ['Latin-1', latin1],
    ['cut in the middle of a character', cut],
    ['no text at all', Buffer.from([0, 255, 254, 1])],
  ])('%s is not read as something else', async (_, bytes) => {
    const { cwd } = written(bytes);
    for (const argv of [
      ['check', 'spec.yaml'],
      ['solve', 'spec.yaml'],
      ['diff', 'spec.yaml', 'spec.yaml'],
    ]) {
      const { code, stdout, stderr } = await runCommand(argv, { cwd });
      expect(code).toBe(2);
      expect(stdout + stderr).toContain('it is not UTF-8 text [unreadable-file]');
    }
  });

  test.each([
    ['UTF-8', utf8],
    ['UTF-8 with a byte order mark', withMark],
  ])('%s keeps all of its bytes when something is accepted', async (_, bytes) => {
    const spec = written(bytes);
    expect((await accept(spec.cwd)).code).toBe(0);
    expect(spec.bytes().subarray(0, bytes.length).equals(bytes)).toBe(true);
    expect(spec.bytes().length).toBeGreaterThan(bytes.length);
  });

  test.each([
    ['UTF-16', utf16, 'spec.yaml is UTF-16 text, and only UTF-8 is edited'],
    ['Latin-1', latin1, 'it is not UTF-8 text'],
  ])('%s is left alone, and it is said why', async (_, bytes, said) => {
    const spec = written(bytes);
    const { code, stderr } = await accept(spec.cwd);
    expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
    expect(spec.bytes().equals(bytes)).toBe(true);
  });
});
