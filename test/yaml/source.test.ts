import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/yaml/diagnostic.ts';
import { readYaml } from '../../src/yaml/source.ts';

/** Findings as `line:column code message`, as people would read them. */
function said(text: string): string[] {
  return readYaml(text, 'x.yaml').diagnostics.map(place);
}

function place({ range, code, message }: Diagnostic): string {
  return `${range === null ? '-' : `${range.line}:${range.column}`} ${code} ${message}`;
}

describe('readYaml', () => {
  it('keeps file and text, and strips the byte order mark', () => {
    const source = readYaml('\uFEFFa: 1\n', 'x.yaml');
    expect(source).toMatchObject({
      file: 'x.yaml',
      text: 'a: 1\n',
      value: { a: 1 },
      diagnostics: [],
    });
    expect(source.rangeOf(['a'], 'key')).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 2 });
  });

  it('reads dates, ratios and units as text', () => {
    const { value } = readYaml(
      '{ a: 2026-07-01, b: 193/200, c: $0.02, d: -8pt, e: 6.2k }',
      'x.yaml',
    );
    expect(value).toEqual({ a: '2026-07-01', b: '193/200', c: '$0.02', d: '-8pt', e: '6.2k' });
  });

  it('turns integer keys into text', () => {
    expect(readYaml('calls: { 1: 90%, 2: 10% }', 'x.yaml').value).toEqual({
      calls: { '1': '90%', '2': '10%' },
    });
  });

  it('follows aliases and merge keys', () => {
    const { value, diagnostics } = readYaml(
      'a: &a { x: 1, y: 2 }\nb: { <<: *a, y: 3 }\nc: *a\n',
      'x.yaml',
    );
    expect(diagnostics).toEqual([]);
    expect(value).toEqual({ a: { x: 1, y: 2 }, b: { x: 1, y: 3 }, c: { x: 1, y: 2 } });
  });

  it.each([
    ['', '- empty-file the file is empty'],
    ['# only a comment\n', '- empty-file the file is empty'],
    ['\uFEFF', '- empty-file the file is empty'],
    ['a: 1\nb: 2\na: 3\n', '3:1 duplicate-key duplicate key "a", already given on line 1'],
    ['{ 1: x, "1": y }', '1:9 duplicate-key duplicate key "1", already given on line 1'],
    ['a:\n\tb: 1\n', '2:1 yaml-syntax not valid YAML: tabs are not allowed as indentation'],
    ['x: "abc\n', '2:1 yaml-syntax not valid YAML: missing closing quote "'],
    [
      'a: b: c\n',
      '1:4 yaml-syntax not valid YAML: nested mappings are not allowed in compact mappings',
    ],
    ['--- 1\n--- 2\n', '2:1 yaml-syntax not valid YAML: the file holds more than one document'],
    ['__proto__: { admin: true }\n', '1:1 unknown-key unknown key "__proto__"'],
    ['a: { __proto__: 1 }\n', '1:6 unknown-key unknown key "__proto__"'],
    ['? [a]\n: 2\n', '1:3 wrong-type a key must be a word'],
    ['a: *nope\n', '1:4 yaml-syntax "*nope" has no anchor &nope before it'],
    ['a: &a [*a]\n', '1:8 yaml-syntax "*a" contains itself'],
    ['!!str <<: 3\n', '1:7 wrong-type the merge key << takes a map, or a list of maps'],
    ['a: { <<: 3 }\n', '1:6 wrong-type the merge key << takes a map, or a list of maps'],
    ['['.repeat(20_000), '- yaml-syntax the file cannot be read: it is nested too deeply'],
    ['- '.repeat(20_000), '- yaml-syntax the file cannot be read: it is nested too deeply'],
  ])('reports %j once, in its place', (text, message) => {
    expect(said(text)).toEqual([message]);
  });

  it('says what to do about a syntax error', () => {
    expect(readYaml('a:\n\tb: 1\n', 'x.yaml').diagnostics[0]?.help).toBe(
      'indent with spaces, not tabs',
    );
  });

  it('has no value after a syntax error, and the first of duplicate keys otherwise', () => {
    expect(readYaml('a: [1', 'x.yaml').value).toBeUndefined();
    expect(readYaml('a: 1\na: 2', 'x.yaml').value).toEqual({ a: 1 });
  });

  it('stops aliases that would fill the memory', () => {
    const line = (name: string, of: string): string =>
      `${name}: &${name} [${`*${of},`.repeat(10)}]\n`;
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${line('b', 'a')}${line('c', 'b')}${line('d', 'c')}`;
    expect(said(bomb)).toEqual([
      '- yaml-syntax the aliases of the file cannot be resolved: they repeat each other too many times',
    ]);
  });

  it('never lets a file change a prototype', () => {
    const text =
      'a: &p { __proto__: { polluted: 1 } }\nb: { <<: *p }\n"__proto__": { polluted: 1 }\n';
    const { value } = readYaml(text, 'x.yaml');
    expect(value).toEqual({ a: {}, b: {} });
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

const TEXT = `want:
  ttft: 500ms
  tools: [a, "b c"]
  latency:
    p95: 2s
workflow:
  - step: plan
    calls: 2
  - step: answer
base: &base { x: 1 }
more: { <<: *base, y: }
calls: { 1: 90% }
`;

describe('rangeOf', () => {
  const source = readYaml(TEXT, 'x.yaml');
  it.each([
    ['a key', ['want', 'ttft'], 'key', [2, 3, 7]],
    ['a scalar', ['want', 'ttft'], 'value', [2, 9, 14]],
    ['a list on one line', ['want', 'tools'], 'value', [3, 10, 20]],
    ['a list item', ['want', 'tools', 1], 'value', [3, 14, 19]],
    ['the key of a value over several lines', ['want'], 'value', [1, 1, 5]],
    ['the first line of a list item', ['workflow', 0], 'value', [7, 5, 15]],
    ['the value of an item on one line', ['workflow', 1], 'value', [9, 5, 17]],
    ['a merged key, where it is written', ['more', 'x'], 'value', [10, 18, 19]],
    ['the key of an empty value', ['more', 'y'], 'value', [11, 20, 21]],
    ['an integer key', ['calls', '1'], 'value', [12, 13, 16]],
    ['the same key as a number', ['calls', 1], 'key', [12, 10, 11]],
    [
      'the nearest ancestor of what is not there',
      ['want', 'latency', 'p50', 'x'],
      'key',
      [4, 3, 10],
    ],
    ['the first line for the whole file', [], 'value', [1, 1, 6]],
  ] as const)('finds %s', (_, path, part, [line, column, endColumn]) => {
    expect(source.rangeOf([...path], part)).toEqual({ line, column, endLine: line, endColumn });
  });

  it('finds each key of a map with many, and the first where one is given twice', () => {
    const keys = Array.from({ length: 40 }, (_, index) => `key-${index}: ${index}`);
    const source = readYaml([...keys, 'key-7: again'].join('\n'), 'many.yaml');
    for (const index of [0, 7, 39])
      expect(source.rangeOf([`key-${index}`], 'key')?.line).toBe(index + 1);
  });

  it('is null when there is nothing', () => {
    expect(readYaml('', 'x.yaml').rangeOf(['a'], 'value')).toBeNull();
  });

  it('never throws, whatever the path', () => {
    const paths = fc.array(
      fc.oneof(fc.string(), fc.integer(), fc.double(), fc.constant('__proto__')),
    );
    fc.assert(
      fc.property(paths, fc.constantFrom('key', 'value'), (path, part) => {
        expect(source.rangeOf(path, part)).not.toBeNull();
      }),
    );
  });
});

describe('any text', () => {
  const yamlish = fc
    .array(
      fc.constantFrom(
        'a',
        '1',
        ': ',
        '- ',
        '\n',
        '  ',
        '[',
        ']',
        '{',
        '}',
        ',',
        '&a ',
        '*a',
        '<<: ',
        '"',
        "'",
        '|',
        '>',
        '\t',
        '#',
        '!',
        '?',
        '%',
        '---\n',
        '__proto__: ',
        '\uFEFF',
        '\r\n',
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(''));

  it('is read without throwing: it has a value or an error', () => {
    fc.assert(
      fc.property(fc.oneof(yamlish, fc.string({ unit: 'binary' })), (text) => {
        const source = readYaml(text, 'x.yaml');
        const hasError = source.diagnostics.some(({ severity }) => severity === 'error');
        expect(source.value !== undefined || hasError).toBe(true);
        expect(() => source.rangeOf(['a', 0, 'a'], 'value')).not.toThrow();
      }),
      { numRuns: 3000 },
    );
  });

  it('is reported only inside itself', () => {
    fc.assert(
      fc.property(yamlish, (text) => {
        const source = readYaml(text, 'x.yaml');
        const lines = source.text.split('\n').length;
        const outside = source.diagnostics.filter(({ range }) => {
          if (range === null) return false;
          const isInside = range.line >= 1 && range.line <= lines && range.column >= 1;
          return !isInside || range.endLine !== range.line || range.endColumn <= range.column;
        });
        expect(outside).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
