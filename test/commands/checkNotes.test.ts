import { describe, expect, it } from 'vitest';
import { runCommand } from '../support/runCommand.ts';

const CHECK = ['check', 'examples/realtime-agent/spec.yaml', '--now', '2026-11-22'];

/** Findings that are printed with a code frame, in their order. */
function framed(text: string): string[] {
  const lines = text.split('\n');
  return lines.filter(
    (line, at) => /^\S+:\d+:\d+: /u.test(line) && /^ +\d+ \|/u.test(lines[at + 1] ?? ''),
  );
}

describe('notes', () => {
  it('come last and in a line each where there are more than three', async () => {
    const { stdout } = await runCommand(CHECK);
    const [found = '', notes = ''] = stdout.split(/^(?=\d+ notes;)/mu);
    expect(framed(found)).toHaveLength(2);
    expect(found).not.toContain(': note:');
    expect(notes.split('\n').slice(0, 8)).toEqual([
      '5 notes; -v shows each with its lines and what to do:',
      ...Array.from({ length: 5 }, () => expect.stringMatching(/^\S+:\d+:\d+: note: .* \[\S+\]$/u)),
      '',
      '✓ 1 file checked, 2 warnings, 5 notes',
    ]);
  });

  it('have their lines with -v, in the order of the files', async () => {
    const { stdout } = await runCommand([...CHECK, '-v']);
    expect(framed(stdout)).toHaveLength(7);
    expect(stdout).not.toContain('-v shows');
  });

  it('have their lines where they are few', async () => {
    const { stdout } = await runCommand([
      'check',
      'test/cases/check/no-spread/bad.yaml',
      '--now',
      '2026-11-22',
    ]);
    expect(stdout).toContain('note: ');
    expect(stdout).not.toContain('-v shows');
  });
});
