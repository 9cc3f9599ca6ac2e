import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spec, TABLE } from '../../bench/checkSpecs.ts';
import { checkSpec } from '../../src/spec/check.ts';
import { knownFiles } from '../../src/spec/knownFiles.ts';
import { ROOT } from '../support/runCommand.ts';

const SPECS = Array.from({ length: 12 }, (_, index) => spec(index));

/** What is found in every spec, each read by itself or all through one memory. */
function foundIn(table: string, together: boolean) {
  const shared = knownFiles();
  return SPECS.map((text, index) => {
    const files = {
      read: (path: string) => {
        if (path === 'table.yaml') return table;
        return path.startsWith('spec-') ? text : readFileSync(path, 'utf8');
      },
      list: () => [],
    };
    const known = together ? shared : knownFiles();
    const models = join(ROOT, 'tables/models.yaml');
    return checkSpec(`spec-${index}.yaml`, { files, models, now: '2026-11-22', known }).diagnostics;
  });
}

describe('specs that share a table', () => {
  it.each([
    ['as it is', TABLE],
    ['with an effect out of range', TABLE.replace('accuracy: +4pt', 'accuracy: +40pt')],
    [
      'with a row of an unknown variant',
      TABLE.replace('plan: fast,   critic: on', 'plan: slow, critic: on'),
    ],
    [
      'that is stale',
      TABLE.replace('to: 2026-10-31', 'to: 2026-04-30').replace(
        'from: 2026-08-01',
        'from: 2026-04-01',
      ),
    ],
  ])('are found the same alone and together: %s', (_, table) => {
    const alone = foundIn(table, false);
    expect(alone.flat().length).toBeGreaterThan(SPECS.length);
    expect(foundIn(table, true)).toEqual(alone);
  });
});
