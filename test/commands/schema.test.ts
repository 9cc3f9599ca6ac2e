import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SCHEMAS } from '../../src/commands/schemaDocument.ts';
import { ROOT, runCommand } from '../support/runCommand.ts';

/** YAML read as an editor's schema check sees it: keys are text. */
function asJson(path: string): unknown {
  return JSON.parse(JSON.stringify(parse(readFileSync(join(ROOT, path), 'utf8'))));
}

describe('budget schema', () => {
  it.each(Object.keys(SCHEMAS))('prints what schemas/ holds: %s', async (name) => {
    const { code, stdout } = await runCommand(['schema', name]);
    expect(code).toBe(0);
    expect(stdout).toBe(readFileSync(join(ROOT, `schemas/${name}.json`), 'utf8'));
  });

  it.each(readdirSync(join(ROOT, 'examples')))(
    'describes the files people write: %s',
    (example) => {
      const ajv = new Ajv({ strict: false });
      for (const name of ['spec', 'table']) {
        const validate = ajv.compile(
          JSON.parse(readFileSync(join(ROOT, `schemas/${name}.json`), 'utf8')),
        );
        validate(asJson(`examples/${example}/${name}.yaml`));
        expect(validate.errors ?? []).toEqual([]);
      }
    },
  );

  const SPECS = [
    ...readdirSync(join(ROOT, 'examples')).map((name) => `examples/${name}/spec.yaml`),
    'test/cases/a-deadline-that-no-batch-promises/spec.yaml',
    'test/cases/a-gpu-too-small-for-the-model/spec.yaml',
    'test/cases/over-its-cost-limit-in-twelve-months/spec.yaml',
  ];

  it.each(SPECS)('describes what cost prints: %s', async (spec) => {
    const { stdout } = await runCommand(['cost', spec, '--now', '2026-11-22', '-f', 'json', '-q']);
    const validate = new Ajv({ strict: false }).compile(
      JSON.parse(readFileSync(join(ROOT, 'schemas/cost.json'), 'utf8')),
    );
    validate(JSON.parse(stdout));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('gives every key of a spec words that an editor can show', () => {
    const schema = readFileSync(join(ROOT, 'schemas/spec.json'), 'utf8');
    for (const words of [
      'The limits.',
      'Time to the first token of the answer.',
      'Share of verdicts that reject.',
    ])
      expect(schema).toContain(words);
  });
});
