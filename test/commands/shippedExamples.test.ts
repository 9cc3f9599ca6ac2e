import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { typedIn } from '../../src/commands/shippedExamples.ts';
import { tempFolder } from '../support/tempFolder.ts';

const EXAMPLE =
  'budget grade examples/graded-agent/results.csv --into examples/graded-agent/table.yaml';

describe('an example of a help text', () => {
  it('names the examples of the folder where it has some', () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'examples'));
    expect(typedIn(folder, EXAMPLE)).toBe(EXAMPLE);
  });

  it('names those of the package where it is installed below', () => {
    const folder = tempFolder();
    const shipped = join(folder, 'node_modules/budget/examples');
    expect(typedIn(folder, EXAMPLE, shipped)).toBe(
      'budget grade node_modules/budget/examples/graded-agent/results.csv --into node_modules/budget/examples/graded-agent/table.yaml',
    );
  });

  it('names them in full where it is installed elsewhere', () => {
    const [folder, elsewhere] = [tempFolder(), tempFolder()];
    expect(typedIn(folder, 'budget solve examples/a/spec.yaml', elsewhere)).toBe(
      `budget solve ${elsewhere}/a/spec.yaml`,
    );
  });

  it('is left alone where it names none', () => {
    expect(typedIn(tempFolder(), 'budget schema spec')).toBe('budget schema spec');
  });
});
