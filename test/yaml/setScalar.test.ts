import { describe, expect, it } from 'vitest';
import { setScalar } from '../../src/yaml/setScalar.ts';

describe('setScalar', () => {
  it.each([
    ['table: a.yaml', 'table: b/c.yaml'],
    ['table:   a.yaml   # measured\n\nname: x\n', 'table:   b/c.yaml   # measured\n\nname: x\n'],
    ['\uFEFFtable: "a.yaml"\r\nname: x\r\n', '\uFEFFtable: b/c.yaml\r\nname: x\r\n'],
    ["{ table: 'a.yaml', name: x }", '{ table: b/c.yaml, name: x }'],
    ['table: &t a.yaml\nname: *t\n', 'table: &t b/c.yaml\nname: *t\n'],
  ])('changes only the value in %j', (text, expected) => {
    expect(setScalar(text, ['table'], 'b/c.yaml')).toEqual({ text: expected });
  });

  it('quotes what YAML would read otherwise', () => {
    expect(setScalar('table: a', ['table'], '../b: c')).toEqual({ text: 'table: "../b: c"' });
  });

  it.each(['table: |\n  a.yaml\n', 'table: [a]', 'a: &t x\ntable: *t\n'])(
    'says that %j cannot be edited so',
    (text) => {
      expect(setScalar(text, ['table'], 'b')).toEqual({
        problem: 'table is not a value on one line',
      });
    },
  );
});
