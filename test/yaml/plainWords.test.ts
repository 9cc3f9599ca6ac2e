import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { oneOf, word } from '../../src/yaml/plainWords.ts';
import { readYaml } from '../../src/yaml/source.ts';
import { validate } from '../../src/yaml/validate.ts';

/** What is said about one value of the key `it`, without its place: `[code] message (help)`. */
function said(schema: z.ZodType, text: string): string[] {
  const source = readYaml(`it: ${text}`, 'x.yaml');
  return validate(z.strictObject({ it: schema }), source).diagnostics.map((found) => {
    return `[${found.code}] ${found.message}${found.help === null ? '' : ` (${found.help})`}`;
  });
}

describe('sizes and forms in plain words', () => {
  it.each([
    [z.string().min(1), '""', 'it must not be empty'],
    [z.string().min(3), 'ab', 'it must have at least 3 characters, but is the text "ab"'],
    [z.string().max(1), 'ab', 'it must have at most 1 character, but is the text "ab"'],
    [z.string().length(3), 'ab', 'it must have exactly 3 characters, but is the text "ab"'],
    [z.array(z.number()).min(2), '[1]', 'it must have at least 2 items, but has 1'],
    [z.array(z.number()).max(1), '[1, 2]', 'it must have at most 1 item, but has 2'],
    [z.tuple([z.number(), z.number()]), '[1, 2, 3]', 'it must have at most 2 items, but has 3'],
    [z.number().min(0), '-1', 'it must be at least 0, but is the number -1'],
    [z.number().max(5), '6', 'it must be at most 5, but is the number 6'],
    [z.number().lt(5), '5', 'it must be less than 5, but is the number 5'],
    [z.number().gt(5), '5', 'it must be more than 5, but is the number 5'],
    [z.number().multipleOf(2), '3', 'it must be a multiple of 2, but is the number 3'],
    [
      z.string().regex(/^[a-z]+$/u),
      'A',
      'it is the text "A", which does not have the form that is needed here',
    ],
    [z.url(), 'A', 'it is the text "A", which does not have the form that is needed here'],
    [z.number().refine((value) => value > 3), '3', 'it does not fit'],
    [z.string().regex(/^[a-z]+$/u, 'names are lower case'), 'A', 'names are lower case'],
    [z.number().refine((value) => value > 3, 'three is too few'), '3', 'three is too few'],
  ])('%#: says what fits', (schema, text, message) => {
    expect(said(schema, text)).toEqual([`[wrong-value] ${message}`]);
  });
});

describe('kinds in plain words', () => {
  it.each([
    [z.boolean(), '3', 'it must be true or false, but is the number 3'],
    [z.number(), '.inf', 'it must be a number, but is not a finite number'],
    [z.null(), '3', 'it must be empty, but is the number 3'],
    [z.record(z.string(), z.number()), '3', 'it must be a map, but is the number 3'],
    [
      z.union([z.string(), z.boolean(), z.null()]),
      '[1]',
      'it must be text, true or false or empty, but is a list',
    ],
    [z.date(), '3', 'it must be another kind of value, but is the number 3'],
    [z.enum(['on', 'off']), '[1]', 'it must be on or off, but is a list'],
  ])('%#: says which kind fits', (schema, text, message) => {
    expect(said(schema, text)).toEqual([`[wrong-type] ${message}`]);
  });

  it('says that a key does not belong where a schema forbids it', () => {
    expect(said(z.never(), '3')).toEqual(['[unknown-key] it does not belong here']);
  });
});

describe('words of an enumeration', () => {
  const months = [
    'jan',
    'feb',
    'mar',
    'apr',
    'may',
    'jun',
    'jul',
    'aug',
    'sep',
    'oct',
    'nov',
    'dec',
  ];

  it('are listed when there are at most 12', () => {
    expect(said(z.enum(months), 'x')[0]).toBe(
      '[wrong-value] it must be jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov or dec, but is the text "x"',
    );
    expect(said(z.enum([...months, 'undecimber']), 'undecember')).toEqual([
      '[wrong-value] it cannot be the text "undecember" (did you mean "undecimber"?)',
    ]);
  });

  it('are quoted when they are more than one word', () => {
    expect(word('3-20B')).toBe('3-20B');
    expect(word('two words')).toBe('"two words"');
    expect(word(true)).toBe('true');
  });

  it('end in "or"', () => {
    expect(oneOf([])).toBe('');
    expect(oneOf(['a'])).toBe('a');
    expect(oneOf(['a', 'b', 'c'])).toBe('a, b or c');
  });
});

describe('a union of maps', () => {
  const step = z.strictObject({ step: z.string(), calls: z.number().optional() });
  const tools = z.strictObject({ tools: z.array(z.string()), order: z.string().optional() });
  const union = z.union([step, tools]);

  it.each([
    ['{ step: a, calls: x }', '[wrong-type] it.calls must be a number, but is the text "x"'],
    [
      '{ tools: [1] }',
      '[wrong-type] it.tools[0] must be text, but is the number 1 (put it in quotes: "1")',
    ],
    [
      '{ tools: [a], cals: 2 }',
      '[unknown-key] unknown key "cals" in it (valid keys: tools, order)',
    ],
    ['{ tols: [a] }', '[unknown-key] unknown key "tols" in it (did you mean "tools"?)'],
    ['{ order: any }', '[missing-key] missing key "tools" in it'],
    ['{}', '[missing-key] missing key "step" in it'],
  ])('reports %s against the option that was meant', (text, message) => {
    expect(said(union, text)).toEqual([message]);
  });

  it('speaks of all options when none has the right type', () => {
    expect(said(z.union([step, z.string()]), '[1]')).toEqual([
      '[wrong-type] it must be a map or text, but is a list',
    ]);
  });

  it('says so when more than one form fits exactly one may', () => {
    const either = z.xor([z.object({ a: z.number() }), z.object({ b: z.number() })]);
    expect(said(either, '{ a: 1, b: 2 }')).toEqual([
      '[conflict] it fits more than one form, and only one may be used',
    ]);
  });
});
