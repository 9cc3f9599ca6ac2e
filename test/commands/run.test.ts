import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, runCommand } from '../support/runCommand.ts';

const VERBS = [
  'measure',
  'table',
  'solve',
  'propose',
  'accept',
  'verify',
  'check',
  'diff',
  'schema',
  'explain',
  'completion',
];

describe('budget', () => {
  it('prints its version', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(await runCommand(['--version'])).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });

  it('lists every verb in its help', async () => {
    const { code, stdout } = await runCommand(['--help']);
    expect(code).toBe(0);
    for (const verb of VERBS) expect(stdout).toMatch(new RegExp(`^  ${verb} `, 'm'));
  });

  it.each(VERBS)(
    'shows an example in the help of %s that works on the files in examples/',
    async (verb) => {
      const { code, stdout } = await runCommand([verb, '--help']);
      expect(code).toBe(0);
      const example = /Example:\n {2}budget ([^\n]+)/.exec(stdout)?.[1] ?? '';
      expect(example).toMatch(new RegExp(`^${verb} `));
      const words = example
        .replace('examples/*/spec.yaml', 'examples/realtime-agent/spec.yaml')
        .split(' ');
      expect((await runCommand(words)).code).toBe(0);
    },
  );

  it('exits with 2 and help when no verb is given', async () => {
    const { code, stderr } = await runCommand([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: budget');
  });
});

describe('budget table', () => {
  it('fits 80 columns and shows what each component costs', async () => {
    const { code, stdout } = await runCommand(['table', 'examples/realtime-agent/table.yaml']);
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toMatch(/retrieval\n +buys .*\n +as-is .*\n +kept-warm .*\$90\.00/);
  });

  it('counts measured calls, and leaves the count out where every latency is stated', async () => {
    const measured = await runCommand(['table', 'examples/measured-agent/table.yaml']);
    const stated = await runCommand(['table', 'examples/realtime-agent/table.yaml']);
    expect(measured.stdout).toMatch(/ n$/m);
    expect(stated.stdout).not.toMatch(/ n$/m);
  });

  it('shows the percentiles that the file shows', async () => {
    const { stdout } = await runCommand(['table', 'examples/measured-agent/table.yaml']);
    const file = readFileSync(join(ROOT, 'examples/measured-agent/table.yaml'), 'utf8');
    expect(file).toContain('p50: 8.267s');
    expect(stdout).toContain('p50 8.27 s');
  });
});

describe('budget check', () => {
  it('finds nothing wrong with the examples', async () => {
    const { code, stdout } = await runCommand([
      'check',
      'examples/realtime-agent/spec.yaml',
      'examples/measured-agent/spec.yaml',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ 2 files checked, \d+ warnings?, \d+ notes?$/m);
  });

  it('prints findings as data with -f json', async () => {
    const { code, stdout } = await runCommand(['check', 'spec.yaml', '-f', 'json'], {
      cwd: join(ROOT, 'test/cases/an-unknown-key'),
    });
    expect(code).toBe(2);
    expect(JSON.parse(stdout).findings.slice(0, 1)).toEqual([
      {
        code: 'unknown-key',
        severity: 'error',
        message: 'unknown key "atleast" in agents.helper.want.accuracy',
        file: 'spec.yaml',
        range: { line: 7, column: 19, endLine: 7, endColumn: 26 },
        help: 'did you mean "at_least"?',
      },
    ]);
  });
});
