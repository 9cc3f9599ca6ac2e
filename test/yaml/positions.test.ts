import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify, type ToStringOptions } from 'yaml';
import type { Range } from '../../src/yaml/diagnostic.ts';
import { readYaml } from '../../src/yaml/source.ts';
import type { YamlPath } from '../../src/yaml/yamlPath.ts';

/** The text that a range of one line covers. */
function covered(text: string, { line, column, endLine, endColumn }: Range): string {
  expect(endLine).toBe(line);
  return text.split(/\r?\n/u)[line - 1]!.slice(column - 1, endColumn - 1);
}

/** Paths to all values of a document, with the values. */
function leaves(value: unknown, path: YamlPath = []): (readonly [YamlPath, unknown])[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, each]) =>
    leaves(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

const scalar = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9 .%$-]{0,12}$/u).map((text) => text.trimEnd()),
  fc.constantFrom(
    '600ms',
    '-8pt',
    '193/200',
    'yes: no',
    '# no comment',
    "it's",
    '"so"',
    '顧客',
    'a, b',
  ),
  fc.integer({ min: -1000, max: 1000 }),
  fc.boolean(),
);

const { document } = fc.letrec<{ document: object; value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    scalar,
    tie('document'),
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
  ),
  document: fc.dictionary(fc.stringMatching(/^[a-z_][a-z0-9_.-]{0,8}$/u), tie('value'), {
    minKeys: 1,
    maxKeys: 4,
  }),
}));

const options: fc.Arbitrary<ToStringOptions> = fc.record({
  collectionStyle: fc.constantFrom('any', 'block', 'flow'),
  defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE'),
  defaultKeyType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE'),
  indent: fc.constantFrom(1, 2, 4),
  indentSeq: fc.boolean(),
  lineWidth: fc.constant(0),
});

/** A document as people and programs write it: in blocks or braces, quoted or not, with comments and any line ends. */
const file = fc
  .tuple(
    document,
    options,
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\uFEFF'),
    fc.constantFrom('', '# first\n\n'),
  )
  .map(([value, how, ends, mark, comment]) => ({
    value,
    text: mark + (comment + stringify(value, how)).replaceAll('\n', ends),
  }));

describe('the range of a value', () => {
  it('covers what is read as that value, wherever it stands and however it is written', () => {
    fc.assert(
      fc.property(file, ({ value, text }) => {
        const source = readYaml(text, 'a.yaml');
        expect(source.value).toEqual(value);
        for (const [path, leaf] of leaves(value)) {
          if (path.length === 0 || typeof leaf === 'object') continue;
          expect(parse(covered(source.text, source.rangeOf(path, 'value')!))).toEqual(leaf);
        }
      }),
    );
  });

  it('and that of its key what is read as the key', () => {
    fc.assert(
      fc.property(file, ({ value, text }) => {
        const source = readYaml(text, 'a.yaml');
        for (const [path] of leaves(value)) {
          const key = path.at(-1);
          if (typeof key !== 'string') continue;
          expect(String(parse(covered(source.text, source.rangeOf(path, 'key')!)))).toBe(key);
        }
      }),
    );
  });

  it('of a path that goes on where the document ends is that of the nearest part there is', () => {
    fc.assert(
      fc.property(file, ({ value, text }) => {
        const source = readYaml(text, 'a.yaml');
        for (const [path] of leaves(value))
          expect(source.rangeOf([...path, 'no such key', 0], 'value')).toEqual(
            source.rangeOf(path, 'value'),
          );
      }),
    );
  });
});

describe('what is written elsewhere', () => {
  const TEXT = `base: &base
  latency: 5s
  model: haiku
slow: &slow { latency: 9s, tokens: { input: 10 } }
plan:
  <<: *base
  model: sonnet
answer:
  <<: [*slow, *base]
critic: *base
text: |
  two
  lines
folded: >-
  one line
  of two
`;
  const source = readYaml(TEXT, 'a.yaml');
  const at = (path: YamlPath, part: 'key' | 'value' = 'value') => {
    const range = source.rangeOf(path, part)!;
    return [range.line, covered(source.text, range)];
  };

  it.each<[string, YamlPath, 'key' | 'value', [number, string]]>([
    ['a key of its own before a merged one', ['plan', 'model'], 'value', [7, 'sonnet']],
    ['what is merged where it is written', ['plan', 'latency'], 'value', [2, '5s']],
    ['its key, too', ['plan', 'latency'], 'key', [2, 'latency']],
    ['of several merged maps the first that has it', ['answer', 'latency'], 'value', [4, '9s']],
    ['and the next for what that lacks', ['answer', 'model'], 'value', [3, 'haiku']],
    ['what lies deeper in a merged map', ['answer', 'tokens', 'input'], 'value', [4, '10']],
    ['what an alias stands for', ['critic', 'latency'], 'value', [2, '5s']],
    ['an alias where it is used', ['critic'], 'value', [10, '*base']],
    ['text of several lines by its key', ['text'], 'value', [11, 'text']],
    ['folded text by its key', ['folded'], 'value', [14, 'folded']],
  ])('has the place of %s', (_, path, part, expected) => {
    expect(at(path, part)).toEqual(expected);
  });
});
