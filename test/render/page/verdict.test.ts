import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../../support/runCommand.ts';
import { tempFolder } from '../../support/tempFolder.ts';

const TABLE = `version: 1
name: shop
components:
  answer: { kind: llm, variants: { small: { latency: 1-2s }, big: { latency: 3-6s, accuracy: +4pt } } }
  search: { kind: retrieval, latency: 200-500ms, accuracy: +6pt }
evals:
  e: { baseline: { accuracy: 85%, architecture: { answer: small, search: on } } }
`;

const SPEC = `version: 1
table: table.yaml
agents:
  shop:
    want: { latency: { p95: 2s }, accuracy: { at_least: ACCURACY } }
    workflow: [{ step: search, optional: true }, { step: answer }]
`;

/** The page's words about what misses least, for a floor on accuracy. */
async function closest(accuracy: string): Promise<string> {
  const folder = tempFolder();
  const spec = join(folder, 'spec.yaml');
  writeFileSync(join(folder, 'table.yaml'), TABLE);
  writeFileSync(spec, SPEC.replace('ACCURACY', accuracy));
  const { stdout } = await runCommand(['report', spec]);
  return (/<p class="closest">(.*?)<\/p>/su.exec(stdout)?.[1] ?? '').replaceAll(/\s+/gu, ' ');
}

test('what misses least is told by what it changes, or to be what runs today', async () => {
  expect(await closest('88%')).toContain('2.35 s, as today <code>');
  expect(await closest('99%')).toMatch(/6\.34 s with big answer <code>/u);
});
