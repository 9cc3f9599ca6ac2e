import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './support/runCommand.ts';

/** A page's programs. */
function programsIn(page: string): string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/```js\n([^`]*)```/gu)].map(([, program = '']) => program);
}

describe('the library, by the name of its package', () => {
  it('runs the program of the documentation, which says what solve offers', () => {
    const [program = ''] = programsIn('docs/solve.md');
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const saved = readFileSync(join(ROOT, 'examples/realtime-agent/solve.json'), 'utf8');
    const { agents } = JSON.parse(saved) as {
      readonly agents: readonly { readonly proposal: { readonly statement: string } }[];
    };
    expect(printed.trim()).toBe(agents[0]?.proposal.statement);
  });

  it.each(['tables/models.yaml', 'tables/gpus.yaml', 'schemas/spec.json', 'schemas/table.json'])(
    'comes with %s',
    (name) => {
      const found = createRequire(import.meta.url).resolve(`budget/${name}`);
      expect(readFileSync(found, 'utf8').length).toBeGreaterThan(0);
    },
  );
});
