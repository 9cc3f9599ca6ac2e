import { describe, expect, it } from 'vitest';
import { verbFirst } from '../../src/commands/verbFirst.ts';
import { runCommand } from '../support/runCommand.ts';

const SPEC = 'examples/realtime-agent/spec.yaml';

describe('flags before the verb', () => {
  it.each<[argv: string[], same: string[]]>([
    [
      ['-q', 'solve', SPEC],
      ['solve', '-q', SPEC],
    ],
    [
      ['-f', 'table', 'table', 'a.yaml'],
      ['table', '-f', 'table', 'a.yaml'],
    ],
    [
      ['--top', '2', '--no-color', 'solve', SPEC],
      ['solve', '--top', '2', '--no-color', SPEC],
    ],
    [
      ['solve', SPEC, '-q'],
      ['solve', SPEC, '-q'],
    ],
    [
      ['--help', 'solve'],
      ['--help', 'solve'],
    ],
    [['-q'], ['-q']],
    [['slove', '--help'], ['slove']],
  ])('%j means %j', (argv, same) => {
    expect(verbFirst(argv, ['solve', 'table'])).toEqual(same);
  });

  it('are heeded', async () => {
    const { code, stdout } = await runCommand(['-f', 'json', 'solve', SPEC]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1 });
  });
});

describe('-v', () => {
  it('says on standard error how long reading and solving took; the answer stays the same', async () => {
    const plain = await runCommand(['solve', SPEC, '-f', 'json']);
    const { stdout, stderr } = await runCommand(['solve', SPEC, '-f', 'json', '-v']);
    expect(stdout).toBe(plain.stdout);
    expect(stderr).toMatch(/spec\.yaml: read in [\d.]+ ms\nassistant: solved in [\d.]+ ms\n/);
  });
});

describe('what cannot be heeded is refused with exit code 2', () => {
  it.each([
    [['slove', '--help'], "unknown command 'slove'\n(Did you mean solve?)"],
    [['solve'], '(budget solve --help shows an example)'],
    [['solve', SPEC, '-f', 'jsn'], 'did you mean "json"?'],
    [['render', 'a.json', '--set', 'a=b'], 'render takes no --set: a saved result'],
    [['measure', 'a.jsonl', '--set', 'a=b'], 'measure takes no --set: there is no spec'],
    [['measure', 'a.jsonl', '-f', 'html'], 'measure has no format "html"'],
    [['measure', 'a.jsonl', '-o', 'a.yaml', '-o', 'b.yaml'], 'measure writes one table'],
    [['init', 'new', '-f', 'json'], 'init takes no --format: it writes YAML'],
    [['init', 'new', '-o', 'x.yaml'], 'init takes no --output: name the folder instead'],
    [['init', 'new', '--table', '-'], '--table takes a file: the spec has to name it'],
    [['schema', 'spec', '-f', 'html'], 'formats: table, json'],
  ])('%j', async (argv, said) => {
    const { code, stdout, stderr } = await runCommand(argv);
    expect(stderr).toContain(said);
    expect(code).toBe(2);
    expect(stdout).toBe('');
  });
});
