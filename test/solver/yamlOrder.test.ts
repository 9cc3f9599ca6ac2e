import { describe, expect, test } from 'vitest';
import { rounded } from '../../src/render/rounded.ts';
import { hasErrors, loadSpec } from '../../src/spec/load.ts';
import { solve } from '../../src/solver/solve.ts';
import { filesOf, GPUS, MODELS, repositoryFile } from '../support/loadText.ts';
import { shuffledYaml } from '../support/shuffledYaml.ts';

/** Results of all agents as they are printed. */
function printed(spec: string, table: string, sets: readonly string[]): string {
  const files = filesOf({ 'spec.yaml': spec, 'table.yaml': table });
  const loaded = loadSpec('spec.yaml', { files, models: MODELS, gpus: GPUS, sets });
  expect(hasErrors(loaded.diagnostics)).toBe(false);
  return JSON.stringify(
    loaded.problems.map((problem) => {
      const answer = solve(problem);
      if ('tooMany' in answer) throw new Error('too many');
      return rounded(answer.result);
    }),
    null,
    1,
  );
}

describe('the order of keys, components and rows changes no byte of a result', () => {
  test.each([
    ['realtime-agent', []],
    [
      'realtime-agent',
      ['want.latency.p95=9s', 'want.accuracy.tasks={refunds: 90%, bookings: 95%}'],
    ],
    ['service-business', []],
    ['measured-agent', []],
  ])('%s %j', (example, sets) => {
    const spec = repositoryFile(`examples/${example}/spec.yaml`);
    const table = repositoryFile(`examples/${example}/table.yaml`);
    const before = printed(spec, table, sets);
    for (let seed = 1; seed <= 4; seed++) {
      const after = printed(shuffledYaml(spec, seed), shuffledYaml(table, 100 + seed), sets);
      expect(after).toBe(before);
    }
  });
});
