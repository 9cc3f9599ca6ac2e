import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT, runCommand } from '../support/runCommand.ts';

/** YAML read as an editor's schema check sees it: keys are text. */
function asJson(path: string): unknown {
  return JSON.parse(JSON.stringify(parse(readFileSync(join(ROOT, path), 'utf8'))));
}

describe('budget schema', () => {
  it.each(['spec', 'table', 'result'])('prints what schemas/ holds: %s', async (name) => {
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
