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

describe('the verdict of check', () => {
  const flags: readonly (readonly [flags: string, code: number])[] = [
    ['', 0],
    ['--fail-on error', 0],
    ['--fail-on warning', 1],
    ['--fail-on note', 1],
    ['--fail-on never', 0],
    ['--max-warnings 0', 1],
    ['--max-warnings 1', 1],
    ['--max-warnings 2', 0],
    ['--fail-on never --max-warnings 1', 1],
  ];

  it.each(flags)('with two warnings and %j is exit code %d, quiet or not', async (words, code) => {
    const argv = [...CHECK, ...words.split(' ').filter((word) => word !== '')];
    const all = await runCommand(argv);
    const quiet = await runCommand([...argv, '-q']);
    const verdictOf = (text: string) => /^[✓✗] .*$/mu.exec(text)?.[0];
    expect([all.code, quiet.code]).toEqual([code, code]);
    expect(verdictOf(quiet.stdout)).toBe(verdictOf(all.stdout));
    expect(verdictOf(all.stdout)?.startsWith(code === 0 ? '✓' : '✗')).toBe(true);
    // What is quiet still shows why it fails.
    expect(/: (?:warning|note): /u.test(quiet.stdout)).toBe(code !== 0);
  });

  it('says which flag it was that more warnings than it allows came from', async () => {
    const { stdout } = await runCommand([...CHECK, '--max-warnings', '1', '-f', 'junit']);
    expect(stdout.match(/failures="\d+"/u)?.[0]).toBe('failures="2"');
    const { stdout: text } = await runCommand([...CHECK, '--max-warnings', '1']);
    expect(text).toContain('✗ 1 file checked, 2 warnings, 5 notes; --max-warnings 1');
  });
});

describe('what was set on the command line', () => {
  const set = [...CHECK, '-q', '--set', 'want.latncy.p95=3s'];
  const said = '--set want.latncy.p95: unknown key "latncy" in agents.assistant.want';

  it.each([
    ['github', new RegExp(`^::error title=budget%3A unknown-key::${said}`, 'mu')],
    [
      'junit',
      /<testsuite name="examples\/realtime-agent\/spec\.yaml" tests="\d+" failures="0" errors="1"/u,
    ],
    ['markdown', /\|\s+\| error \| --set want|\| error \| \\?--set want/u],
  ])('is no file to open, for %s', async (format, expected) => {
    const { code, stdout } = await runCommand([...set, '-f', format]);
    expect(code).toBe(2);
    expect(stdout).toMatch(expected);
    expect(stdout).not.toMatch(/file=--set|name="--set/u);
  });

  it('is about the spec as a whole in SARIF, and has its line on a terminal', async () => {
    const { stdout } = await runCommand([...set, '-f', 'sarif']);
    const { runs } = JSON.parse(stdout) as { runs: { results: { locations?: unknown[] }[] }[] };
    expect(runs[0]?.results.map(({ locations = [] }) => locations)).toEqual([
      [{ physicalLocation: { artifactLocation: { uri: 'examples/realtime-agent/spec.yaml' } } }],
    ]);
    const { stdout: text } = await runCommand(set);
    expect(text).toContain('> 1 | want.latncy.p95=3s');
  });
});
