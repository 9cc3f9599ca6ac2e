import { describe, expect, it } from 'vitest';
import { screenFor } from '../../src/commands/screenFor.ts';
import { displayWidth } from '../../src/units/displayWidth.ts';
import { ROOT, runCommand } from '../support/runCommand.ts';

const nothing = { write: () => true };

function widthOf(terminal: number | null, columns?: string, output?: string): number {
  const stdout = terminal === null ? nothing : { ...nothing, isTTY: true, columns: terminal };
  const env = columns === undefined ? {} : { COLUMNS: columns };
  const io = { argv: [], stdout, stderr: nothing, stdin: process.stdin, env, cwd: ROOT };
  return screenFor(io, output === undefined ? {} : { output: [output] }).width;
}

describe('how wide text is', () => {
  it('as the terminal, up to where lines are hard to follow, down to where nothing can go', () => {
    expect(widthOf(100)).toBe(100);
    expect(widthOf(400)).toBe(160);
    expect(widthOf(12)).toBe(40);
  });

  it('80 columns in pipes and files, whatever the terminal', () => {
    expect(widthOf(null)).toBe(80);
    expect(widthOf(140, undefined, 'a.txt')).toBe(80);
    expect(widthOf(140, '100', 'a.txt')).toBe(80);
  });

  it('COLUMNS where it is a number', () => {
    expect(widthOf(140, '100')).toBe(100);
    expect(widthOf(null, '60')).toBe(60);
    expect(widthOf(null, 'wide')).toBe(80);
    expect(widthOf(null, '')).toBe(80);
  });
});

describe('colours', () => {
  const spec = 'examples/graded-agent/spec.yaml';
  const colours = (text: string) => text.includes(String.fromCodePoint(0x1b));

  it('are on a terminal, and neither in pipes nor with NO_COLOR nor in files', async () => {
    const shown = await runCommand(['solve', spec, '-q'], { isTTY: true });
    expect(colours(shown.stdout)).toBe(true);
    const piped = await runCommand(['solve', spec, '-q']);
    expect(colours(piped.stdout)).toBe(false);
    const plain = await runCommand(['solve', spec, '-q'], { isTTY: true, env: { NO_COLOR: '1' } });
    expect(plain.stdout).toBe(piped.stdout);
  });
});

describe('findings', () => {
  const solve = ['solve', 'examples/service-business/spec.yaml'];
  const NOTE =
    'examples/service-business/spec.yaml:47:5: note: traffic does not say everything; assumed: turns: 1, active_hours: 24, peak: 3x [assumed-default]';

  it('break where a terminal reads them', async () => {
    for (const columns of [40, 60, 80]) {
      const world = { isTTY: true, env: { NO_COLOR: '1', COLUMNS: String(columns) } };
      const { stderr } = await runCommand(['check', 'examples/service-business/spec.yaml'], world);
      const wide = stderr.split('\n').filter((line) => displayWidth(line) > columns);
      expect(wide).toEqual([]);
    }
    const { stderr } = await runCommand(solve, { isTTY: true, env: { NO_COLOR: '1' } });
    expect(stderr).toContain(
      'examples/service-business/spec.yaml:47:5: note: traffic does not say\n  everything; assumed: turns: 1, active_hours: 24, peak: 3x [assumed-default]\n',
    );
  });

  it('are one line each in a pipe, as editors read them', async () => {
    const { stderr } = await runCommand(solve, { env: { COLUMNS: '60' } });
    expect(stderr.split('\n')).toContain(NOTE);
  });
});
