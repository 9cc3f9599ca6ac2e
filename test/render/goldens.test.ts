import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/units/displayWidth.ts';
import { ROOT, runCommand } from '../support/runCommand.ts';

/**
 * What people see, at widths other than 80: that of every example lies beside the example (solve.txt,
 * solve.md). UPDATE_CASES=1 writes the files for reading and committing.
 */
const GOLDENS = join(ROOT, 'test/goldens');

const EXAMPLES = ['realtime-agent', 'service-business', 'measured-agent', 'graded-agent'];

const NOW = ['--now', '2026-11-22'];
const COMPOSED = ['table', 'examples/graded-agent/table.yaml', '--evals'];

const SHOWN: readonly (readonly [name: string, argv: readonly string[]])[] = [
  ...EXAMPLES.flatMap((example) => [
    [`${example}.solve`, ['solve', `examples/${example}/spec.yaml`, '-q']] as const,
    [`${example}.table`, ['table', `examples/${example}/table.yaml`]] as const,
  ]),
  ['realtime-agent.all', ['solve', 'examples/realtime-agent/spec.yaml', '-q', '--all']],
  [
    'realtime-agent.explain',
    ['solve', 'examples/realtime-agent/spec.yaml', '--explain', 'c2f7d998'],
  ],
  ['service-business.cost', ['cost', 'examples/service-business/spec.yaml', ...NOW]],
  ['realtime-agent.cost', ['cost', 'examples/realtime-agent/spec.yaml', ...NOW]],
  ['graded-agent.evals', ['table', 'examples/graded-agent/table.yaml', '--evals']],
  ['graded-agent.composed', [...COMPOSED, '--spec', 'examples/graded-agent/spec.yaml']],
  ['explain', ['explain', 'shortcut-below-percentile']],
  ['codes', ['explain']],
];

describe.each([60, 80, 140])('at %i columns', (width) => {
  it.each(SHOWN)('%s', async (name, argv) => {
    const { code, stdout } = await runCommand(argv, { env: { COLUMNS: String(width) } });
    expect(code).toBe(0);
    const path = join(GOLDENS, `${name}.${width}.txt`);
    if (process.env['UPDATE_CASES'] === '1') writeFileSync(path, stdout);
    expect(stdout).toBe(existsSync(path) ? readFileSync(path, 'utf8') : 'a file');
    const copied = /^ +(?:\S+ +)?(?:--set )?(?:agents\.\S+\.)?want\./u;
    const wide = stdout.split('\n').filter((line) => displayWidth(line) > width);
    expect(wide.filter((line) => !copied.test(line))).toEqual([]);
  });
});

describe.each(EXAMPLES)('the table of %s as Markdown', (example) => {
  it('is what it was', async () => {
    const argv = ['table', `examples/${example}/table.yaml`, '-f', 'markdown'];
    const { stdout } = await runCommand(argv);
    const path = join(GOLDENS, `${example}.table.md`);
    if (process.env['UPDATE_CASES'] === '1') writeFileSync(path, stdout);
    expect(stdout).toBe(existsSync(path) ? readFileSync(path, 'utf8') : 'a file');
  });
});
