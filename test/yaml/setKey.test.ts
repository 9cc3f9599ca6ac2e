import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { blockLines } from '../../src/yaml/blockLines.ts';
import { setKey, type WrittenValue } from '../../src/yaml/setKey.ts';

const VALUE: WrittenValue = {
  lines: (step) => ['date: 2026-11-20', 'by:', `${step}product: lead`],
  flow: '{ date: 2026-11-20, by: { product: lead } }',
};

function set(text: string, path: readonly (string | number)[], key = 'accepted'): string {
  const edited = setKey(text, path, key, VALUE);
  if ('problem' in edited) throw new Error(edited.problem);
  return edited.text;
}

describe('setKey', () => {
  it('puts a new key last, with the indentation of its map, before the blank lines and comments that follow', () => {
    const text = [
      '# top',
      'agents:',
      '    one:        # first',
      '        want: { a: 1 }   # kept',
      '',
      '    # about two',
      '    two:',
      '        want: [1,   2]',
      '',
    ].join('\n');
    expect(set(text, ['agents', 'one'])).toBe(
      [
        '# top',
        'agents:',
        '    one:        # first',
        '        want: { a: 1 }   # kept',
        '        accepted:',
        '            date: 2026-11-20',
        '            by:',
        '                product: lead',
        '',
        '    # about two',
        '    two:',
        '        want: [1,   2]',
        '',
      ].join('\n'),
    );
  });

  it('replaces a block where it stands; the comment beside its key stays', () => {
    const text = 'a:\n  accepted:   # signed\n    old: 1\n    # inside\n  next: 2 # two\n';
    expect(set(text, ['a'])).toBe(
      'a:\n  accepted:   # signed\n    date: 2026-11-20\n    by:\n      product: lead\n  next: 2 # two\n',
    );
  });

  it('replaces a value in braces; the comment behind it stays', () => {
    const text = 'a:\n  accepted: { old: 1 } # signed\n  next: 2\n';
    expect(set(text, ['a'])).toBe(
      'a:\n  accepted: # signed\n    date: 2026-11-20\n    by:\n      product: lead\n  next: 2\n',
    );
  });

  it('writes within braces where the map is in braces', () => {
    expect(set('a: { b: 1, } # end\n', ['a'])).toBe(
      'a: { b: 1, accepted: { date: 2026-11-20, by: { product: lead } }, } # end\n',
    );
    expect(set('a: { accepted: { x: 1 }, b: 1 }\n', ['a'])).toBe(
      'a: { accepted: { date: 2026-11-20, by: { product: lead } }, b: 1 }\n',
    );
  });

  it('keeps CRLF, a byte order mark and a missing newline at the end', () => {
    expect(set('\uFEFFa:\r\n  b: 1\r\n', ['a'])).toBe(
      '\uFEFFa:\r\n  b: 1\r\n  accepted:\r\n    date: 2026-11-20\r\n    by:\r\n      product: lead\r\n',
    );
    expect(set('a:\n  b: 1', ['a'])).toBe(
      'a:\n  b: 1\n  accepted:\n    date: 2026-11-20\n    by:\n      product: lead\n',
    );
  });

  it('goes behind text that spans lines', () => {
    expect(set('a:\n  b: |\n    one\n    two\nc: 1\n', ['a'])).toBe(
      'a:\n  b: |\n    one\n    two\n  accepted:\n    date: 2026-11-20\n    by:\n      product: lead\nc: 1\n',
    );
  });

  it('refuses a map that is written elsewhere', () => {
    expect(setKey('a: &x { b: 1 }\nc: *x\n', ['c'], 'accepted', VALUE)).toEqual({
      problem: 'c repeats another part of the file (*x)',
    });
    expect(setKey('a: 1\n', ['a'], 'accepted', VALUE)).toEqual({
      problem: 'a is not a map with keys',
    });
  });

  it('changes the value and nothing else, whatever the map holds', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    const line = fc.tuple(
      word,
      fc.constantFrom(
        '1',
        '"text # no comment"',
        "'it''s'",
        '[1, 2]',
        '{ x: 1 }',
        '>\n      folded\n      text',
      ),
      fc.constantFrom('', '   # note', '\n', '\n    # between'),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { minLength: 1, maxLength: 5, selector: ([key]) => key }),
        (lines) => {
          const body = lines.map(([key, value, after]) => {
            const tail = value.startsWith('>') && after.includes('#') ? '' : after;
            return `    ${key}x: ${value}${tail}\n`;
          });
          const text = `top:\n  map:\n${body.join('')}  other: 1 # end\n`;
          const edited = set(text, ['top', 'map']);
          const before = parse(text) as { top: { map: object } };
          expect(parse(edited)).toEqual({
            top: {
              ...before.top,
              map: { ...before.top.map, accepted: { date: '2026-11-20', by: { product: 'lead' } } },
            },
          });
          const added = '    accepted:\n      date: 2026-11-20\n      by:\n        product: lead\n';
          expect(edited.replace(added, '')).toBe(text);
        },
      ),
    );
  });
});

describe('blockLines', () => {
  it('gives a block as it is written, without its indentation', () => {
    const text =
      'a:\n    b:  # beside\n        one: 1   # first\n\n        two:\n            - x\n        # last\n    c: 1\n';
    expect(blockLines(text, ['a', 'b'])).toEqual([
      'one: 1   # first',
      '',
      'two:',
      '    - x',
      '# last',
    ]);
  });

  it('has no lines for what is in braces or no map', () => {
    expect(blockLines('a: { b: 1 }', ['a'])).toBeNull();
    expect(blockLines('a: 1', ['a'])).toBeNull();
  });
});
