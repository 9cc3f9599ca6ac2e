import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/commands/exitCode.ts';
import { ROOT, runCommand } from '../support/runCommand.ts';
import { tempFolder } from '../support/tempFolder.ts';

const EXAMPLES = join(ROOT, 'examples');
const SPEC = `${EXAMPLES}/graded-agent/spec.yaml`;
const TABLE = `${EXAMPLES}/graded-agent/table.yaml`;
const OTHER = `${EXAMPLES}/realtime-agent/table.yaml`;
const SAVED = `${EXAMPLES}/graded-agent/solve.json`;
const NOW = ['--now', '2026-11-22'];

/** What ends with which code, and what standard output and standard error then hold. */
const DONE: readonly (readonly [string, readonly string[]])[] = [
  ['solve where nothing fits', ['solve', SPEC]],
  ['solve where something fits', ['solve', SPEC, '--set', 'want.latency.p95=30s']],
  [
    'solve --exit-code where something fits',
    ['solve', SPEC, '--exit-code', '--set', 'want.latency.p95=30s'],
  ],
  ['cost', ['cost', SPEC, ...NOW]],
  ['table', ['table', TABLE]],
  ['table --evals', ['table', TABLE, '--evals']],
  ['propose', ['propose', SPEC]],
  ['diff of what changed', ['diff', TABLE, OTHER]],
  ['diff of the same', ['diff', TABLE, TABLE, '--exit-code']],
  ['render', ['render', SAVED]],
  ['explain', ['explain']],
  ['explain of a code', ['explain', 'usage']],
  ['schema', ['schema', 'cost']],
  ['completion', ['completion', 'zsh']],
  ['--version', ['--version']],
  ['--help', ['--help']],
  ['--help of a verb', ['solve', '--help']],
  ['check that only warns', ['check', SPEC, ...NOW]],
];

const NO: readonly (readonly [string, readonly string[]])[] = [
  ['solve --exit-code where nothing fits', ['solve', SPEC, '--exit-code']],
  ['check that fails on warnings', ['check', SPEC, ...NOW, '--fail-on', 'warning']],
  ['check with too many warnings', ['check', SPEC, ...NOW, '--max-warnings', '0']],
  ['diff --exit-code of what got worse', ['diff', OTHER, TABLE, '--exit-code']],
];

const FAILED: readonly (readonly [string, readonly string[], stderr: string])[] = [
  ['no verb', [], 'Usage: budget'],
  ['an unknown verb', ['slove', SPEC], "unknown command 'slove'"],
  ['an unknown flag', ['solve', SPEC, '--fast'], "unknown option '--fast'"],
  ['a missing argument', ['solve'], 'missing required argument'],
  ['a file that is not there', ['solve', 'none.yaml'], 'there is no such file'],
  ['a folder for a file', ['table', EXAMPLES], 'examples'],
  ['a table for a spec', ['solve', TABLE], 'table'],
  ['a spec for a table', ['table', SPEC], 'spec'],
  ['a what-if of nothing', ['solve', SPEC, '--set', 'want.latncy=2s'], 'latncy'],
  ['a what-if without a value', ['solve', SPEC, '--set', 'want'], '--set'],
  ['a number that is none', ['solve', SPEC, '--top', 'many'], '--top'],
  ['an id that nothing has', ['solve', SPEC, '--explain', 'ffffffff'], 'ffffffff'],
  ['an id to sign that nothing has', ['accept', SPEC, 'ffffffff', '-o', '-'], 'ffffffff'],
  ['an unknown format', ['solve', SPEC, '-f', 'pdf'], 'there is no format "pdf" here'],
  ['an unknown ending', ['solve', SPEC, '-o', 'x.pdf'], 'no format has the ending ".pdf"'],
  ['an unknown code', ['explain', 'uknown-key'], 'did you mean "unknown-key"?'],
  ['an unknown schema', ['schema', 'cots'], 'did you mean "cost"?'],
  ['an unknown shell', ['completion', 'tcsh'], 'tcsh'],
  ['an unknown corner', ['propose', SPEC, '--keep', 'latncy'], 'latncy'],
  ['an unknown agent', ['propose', SPEC, '--agent', 'nobody'], 'there is no agent "nobody"'],
  ['an unknown severity', ['check', SPEC, '--fail-on', 'erorr'], 'erorr'],
  ['a day that is none', ['check', SPEC, '--now', 'tomorrow'], 'tomorrow'],
  ['what is no result', ['render', TABLE], 'this is no JSON'],
  ['grade without a table', ['grade', TABLE], '--into table.yaml'],
  ['traces that are not there', ['measure', 'none.jsonl', '-o', '-'], 'none.jsonl'],
  [
    'evals of a table without any',
    ['table', `${EXAMPLES}/measured-agent/table.yaml`, '--evals'],
    'has no evals',
  ],
];

describe('exit codes', () => {
  it('are four, and mean what the docs say', () => {
    expect(EXIT).toEqual({ done: 0, no: 1, failed: 2, interrupted: 130 });
  });

  it.each(DONE)('0: %s', async (_, argv) => {
    const { code, stdout, stderr } = await runCommand(argv);
    expect(code, stderr).toBe(0);
    expect(stdout.trim()).not.toBe('');
    expect(stderr).not.toMatch(/(?:^|\s)error:/u);
  });

  it.each(NO)('1: %s', async (_, argv) => {
    const { code, stdout, stderr } = await runCommand(argv);
    expect(code, stderr).toBe(1);
    expect(stdout.trim()).not.toBe('');
  });

  it.each(FAILED)('2: %s', async (_, argv, said) => {
    const { code, stdout, stderr } = await runCommand(argv, { cwd: tempFolder() });
    expect(code, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/\n\s+at .*:\d+:\d+\)|this may be a bug|undefined|\[object/u);
  });

  it('2: a spec with mistakes, all of them at once, each with its place', async () => {
    const cwd = tempFolder();
    writeFileSync(
      join(cwd, 'spec.yaml'),
      'version: 1\ntable: table.yaml\nagents:\n  a:\n    wnat: { latency: { p95: 2 } }\n    workflow: [{ stp: plan }]\n',
    );
    const { code, stdout, stderr } = await runCommand(['solve', 'spec.yaml'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('spec.yaml:5:5: error:');
    expect(stderr).toMatch(/spec\.yaml:6:\d+: error:/u);
    expect(stderr).toContain('did you mean "want"?');
  });

  it('are the same whatever the format', async () => {
    for (const format of ['table', 'json', 'markdown', 'sarif', 'junit', 'github']) {
      const fails = await runCommand(['solve', SPEC, '--exit-code', '-q', '-f', format]);
      expect(fails.code, format).toBe(1);
      const checked = await runCommand(['check', SPEC, ...NOW, '-f', format]);
      expect(checked.code, format).toBe(0);
    }
  });
});

describe('-q and -v', () => {
  it('-q says nothing beside the result, and the same result', async () => {
    for (const argv of [
      ['solve', `${EXAMPLES}/measured-agent/spec.yaml`],
      ['cost', SPEC, ...NOW],
      ['table', TABLE],
      ['propose', SPEC],
    ]) {
      const loud = await runCommand(argv);
      const quiet = await runCommand([...argv, '-q']);
      expect(quiet.stderr).toBe('');
      expect(quiet.stdout).toBe(loud.stdout);
    }
  });

  it('-q hides no error', async () => {
    const { code, stderr } = await runCommand(['solve', 'none.yaml', '-q']);
    expect(code).toBe(2);
    expect(stderr).toContain('there is no such file');
  });

  it('-v frames what is found and tells how long it took, on standard error only', async () => {
    const argv = ['solve', `${EXAMPLES}/measured-agent/spec.yaml`];
    const plain = await runCommand(argv);
    const verbose = await runCommand([...argv, '-v']);
    expect(verbose.stdout).toBe(plain.stdout);
    expect(verbose.stderr).toMatch(/^> +\d+ \|/mu);
    expect(verbose.stderr).toMatch(/\d ms|\d s/u);
    expect(plain.stderr).not.toMatch(/^> +\d+ \|/mu);
  });

  it('-v changes no byte of a result for machines', async () => {
    const argv = ['solve', SPEC, '-f', 'json'];
    const plain = await runCommand(argv);
    const verbose = await runCommand([...argv, '-v']);
    expect(verbose.stdout).toBe(plain.stdout);
  });
});
