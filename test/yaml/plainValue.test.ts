import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument, stringify } from 'yaml';
import { parseOptions } from '../../src/yaml/parseOptions.ts';
import { plainValue } from '../../src/yaml/plainValue.ts';
import { readYaml } from '../../src/yaml/source.ts';

const PLAIN = [
  'a: 1\nb: [x, { c: 2.50, d: ~ }]',
  '{a, b: , c: {}}',
  '[a: 1, b]',
  '1: one\n1.50: more\ntrue: yes\n: empty\nnull: nothing',
  'toString: 1\nhasOwnProperty: [2]\nvalueOf: { name: x }',
  "'<<': { a: 1 }\nb: <<",
  '- - - x\n  - y\n-\n- |\n  two\n  lines',
  'on: off\nyes: no\nd: 2001-01-01',
  '3',
];

const NOT_PLAIN = [
  'a: &x { b: 1 }\nc: *x',
  'a: &x { b: 1 }\nc: { <<: *x, d: 2 }',
  'a: !!set { x, y }\nb: !!omap [p: 1, q: 2]',
  'a: !!timestamp 2001-01-01\nb: !!str 12\nc: !!binary aGk=',
];

describe('plainValue', () => {
  it.each(PLAIN)('gives what the library gives: %j', (text) => {
    const document = parseDocument(text, parseOptions);
    expect(plainValue(document.contents)).toStrictEqual(document.toJS());
  });

  it('gives back whatever can be written', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const document = parseDocument(stringify(value, { aliasDuplicateObjects: false }), {
          ...parseOptions,
        });
        expect(plainValue(document.contents)).toStrictEqual(document.toJS());
      }),
    );
  });

  it('is not asked where nodes stand for others, or are tagged', () => {
    for (const text of NOT_PLAIN)
      expect(readYaml(text, 'x.yaml').value).toStrictEqual(
        parseDocument(text, parseOptions).toJS(),
      );
  });
});
