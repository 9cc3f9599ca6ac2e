import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../../src/commands/nodeFiles.ts';
import { packageFile } from '../../src/commands/packageFile.ts';
import { solve } from '../../src/solver/solve.ts';
import { loadSpec } from '../../src/spec/load.ts';
import { ROOT } from '../support/runCommand.ts';

function problemOf(example: string) {
  const { problems } = loadSpec(`examples/${example}/spec.yaml`, {
    files: nodeFiles(ROOT),
    models: packageFile('tables/models.yaml'),
    gpus: packageFile('tables/gpus.yaml'),
    sets: [],
  });
  const [first] = problems;
  if (first === undefined) throw new Error('the example has no agent');
  return first;
}

describe('whoever waits for a search', () => {
  // Searched, and tried one by one.
  it.each(['realtime-agent', 'graded-agent'])(
    'learns that it goes on, and gets the same answer: %s',
    (example) => {
      let called = 0;
      const watched = solve(problemOf(example), { watch: () => (called += 1) });
      expect(called).toBeGreaterThan(5);
      expect(JSON.stringify(watched)).toBe(JSON.stringify(solve(problemOf(example))));
    },
    60_000,
  );
});
