import { describe, expect, it } from 'vitest';
import { describeValue } from '../../src/yaml/describeValue.ts';
import { isTooDeep } from '../../src/yaml/isTooDeep.ts';
import { pathText, valueAt } from '../../src/yaml/yamlPath.ts';

describe('pathText', () => {
  it.each([
    [[], 'the top level'],
    [['agents', 'assistant', 'workflow', 2], 'agents.assistant.workflow[2]'],
    [[0, 'a'], '[0].a'],
    [['tables', 'llama-3.1 8b'], 'tables["llama-3.1 8b"]'],
    [['gpt-5-mini', '1'], 'gpt-5-mini.1'],
  ])('reads %j as %s', (path, text) => {
    expect(pathText(path)).toBe(text);
  });
});

describe('valueAt', () => {
  it('sees own properties only', () => {
    expect(valueAt({ a: [{ b: 3 }] }, ['a', 0, 'b'])).toBe(3);
    expect(valueAt({}, ['constructor'])).toBeUndefined();
    expect(valueAt('text', ['length'])).toBeUndefined();
    expect(valueAt(null, [])).toBeNull();
  });
});

describe('describeValue', () => {
  it.each([
    [null, 'empty'],
    [undefined, 'empty'],
    [[], 'a list'],
    [{}, 'a map'],
    ['a\nb', 'the text "a b"'],
    [false, 'false'],
    [3, 'the number 3'],
    [Number.NaN, 'not a finite number'],
    [Infinity, 'not a finite number'],
  ])('calls %j %s', (value, words) => {
    expect(describeValue(value)).toBe(words);
  });
});

describe('isTooDeep', () => {
  it('is true only for nesting that no real file has', () => {
    expect(isTooDeep('['.repeat(251))).toBe(true);
    expect(isTooDeep('[]'.repeat(10_000))).toBe(false);
    expect(isTooDeep('? '.repeat(300))).toBe(true);
    expect(isTooDeep(`a: ${'-'.repeat(5000)}`)).toBe(false);
    expect(isTooDeep('')).toBe(false);
  });
});
