import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { RESERVED } from '../../src/table/componentSchema.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { safeName } from '../../src/traces/safeName.ts';

test.each([...RESERVED, 'True', 'NULL', 'yes', 'n', '1.5', '2026-11-22', '~', '.nan', '__proto__'])(
  'never %j itself',
  (word) => {
    expect(safeName(word, 'tool')).not.toBe(word);
  },
);

test('any text becomes a name that the schema accepts and YAML keeps as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const name = safeName(text, 'tool');
      const table = { version: 1, name: 'x', components: { [name]: { kind: 'tool' } } };
      expect(tableSchema.safeParse(table).success).toBe(true);
      expect(parse(stringify({ [name]: 1 }, { defaultStringType: 'PLAIN' }))).toEqual({
        [name]: 1,
      });
    }),
    { numRuns: 500 },
  );
});

test('a name that is safe already stays as it is', () => {
  for (const name of ['crm-lookup', 'compact_context', 'gpt-4.1-mini', 'Müller', 'retrieve']) {
    expect(safeName(name, 'tool')).toBe(name);
  }
});
