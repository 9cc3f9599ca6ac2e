import { describe, expect, it } from 'vitest';
import { screenFor } from '../../src/commands/screenFor.ts';
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
