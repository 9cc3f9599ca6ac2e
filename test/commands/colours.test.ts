import { describe, expect, it } from 'vitest';
import { chalkFor } from '../../src/commands/color.ts';
import { ROOT, runCommand } from '../support/runCommand.ts';

const ESCAPE = String.fromCodePoint(0x1b);
const SAVED = 'examples/graded-agent/solve.json';

type Env = Readonly<Record<string, string>>;

/** Who decides first: flags, then FORCE_COLOR, then NO_COLOR, then TERM, then the terminal. */
const MATRIX: readonly (readonly [
  what: string,
  isTTY: boolean,
  env: Env,
  flag: boolean | undefined,
  coloured: boolean,
])[] = [
  ['a terminal', true, {}, undefined, true],
  ['a pipe', false, {}, undefined, false],
  ['--no-color on a terminal', true, {}, false, false],
  ['--color in a pipe', false, {}, true, true],
  ['--color against NO_COLOR', false, { NO_COLOR: '1' }, true, true],
  ['--no-color against FORCE_COLOR', true, { FORCE_COLOR: '1' }, false, false],
  ['FORCE_COLOR in a pipe', false, { FORCE_COLOR: '1' }, undefined, true],
  ['FORCE_COLOR=3 in a pipe', false, { FORCE_COLOR: '3' }, undefined, true],
  ['FORCE_COLOR=true in a pipe', false, { FORCE_COLOR: 'true' }, undefined, true],
  ['FORCE_COLOR=0 on a terminal', true, { FORCE_COLOR: '0' }, undefined, false],
  ['FORCE_COLOR=false on a terminal', true, { FORCE_COLOR: 'false' }, undefined, false],
  ['FORCE_COLOR empty says nothing', true, { FORCE_COLOR: '' }, undefined, true],
  ['FORCE_COLOR against NO_COLOR', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, undefined, true],
  ['NO_COLOR on a terminal', true, { NO_COLOR: '1' }, undefined, false],
  ['NO_COLOR=0 is not empty', true, { NO_COLOR: '0' }, undefined, false],
  ['NO_COLOR empty says nothing', true, { NO_COLOR: '' }, undefined, true],
  ['TERM=dumb on a terminal', true, { TERM: 'dumb' }, undefined, false],
  ['TERM=dumb against FORCE_COLOR', true, { TERM: 'dumb', FORCE_COLOR: '1' }, undefined, true],
  ['TERM=xterm-256color in a pipe', false, { TERM: 'xterm-256color' }, undefined, false],
];

describe('colours', () => {
  it.each(MATRIX)('%s', async (_, isTTY, env, flag, coloured) => {
    const stream = { write: () => true, isTTY };
    const io = { argv: [], stdout: stream, stderr: stream, stdin: process.stdin, env, cwd: ROOT };
    expect(chalkFor(io, stream, flag).level > 0).toBe(coloured);
    const flags = flag === undefined ? [] : [flag ? '--color' : '--no-color'];
    const { stdout } = await runCommand(['render', SAVED, ...flags], { isTTY, env });
    expect(stdout.includes(ESCAPE)).toBe(coloured);
  });

  it('change no word and no place', async () => {
    const plain = await runCommand(['render', SAVED]);
    const coloured = await runCommand(['render', SAVED, '--color']);
    const without = coloured.stdout.replaceAll(new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'gu'), '');
    expect(without).toBe(plain.stdout);
  });

  it.each(['json', 'markdown', 'csv', 'html', 'sarif', 'junit', 'github'])(
    'are in no format that programs read: %s',
    async (format) => {
      const { stdout } = await runCommand(['render', SAVED, '-f', format, '--color'], {
        isTTY: true,
        env: { FORCE_COLOR: '1' },
      });
      expect(stdout).not.toContain(ESCAPE);
    },
  );

  it('are in no other escape sequence than those that colour and uncolour', async () => {
    const { stdout } = await runCommand(['render', SAVED, '--color']);
    const codes = [...stdout.matchAll(new RegExp(`${ESCAPE}(.{1,6})`, 'gu'))].map(
      ([, rest = '']) => rest,
    );
    expect(codes.length).toBeGreaterThan(0);
    for (const code of codes) expect(code).toMatch(/^\[\d{1,2}m/u);
  });

  it('colour findings by their severity, and only where they are shown', async () => {
    const argv = ['solve', 'examples/none.yaml'];
    const shown = await runCommand(argv, { isTTY: true });
    expect(shown.stderr).toContain(`${ESCAPE}[31merror:${ESCAPE}[39m`);
    const piped = await runCommand(argv);
    expect(piped.stderr).not.toContain(ESCAPE);
    const forced = await runCommand([...argv, '--color']);
    expect(forced.stderr).toContain(ESCAPE);
  });
});
