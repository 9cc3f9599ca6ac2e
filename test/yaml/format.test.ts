import { Chalk } from 'chalk';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeFrame } from '../../src/yaml/codeFrame.ts';
import { DIAGNOSTICS } from '../../src/yaml/codes.ts';
import { compareDiagnostics } from '../../src/yaml/compareDiagnostics.ts';
import type { Diagnostic } from '../../src/yaml/diagnostic.ts';
import { formatDiagnostics } from '../../src/yaml/formatDiagnostics.ts';

const TEXT = 'version: 1\nwant:\n  tfft_ms: 500\n';
const sources = new Map([['spec.yaml', TEXT]]);

const FINDING: Diagnostic = {
  code: 'unknown-key',
  severity: 'error',
  message: 'unknown key "tfft_ms" in want',
  file: 'spec.yaml',
  range: { line: 3, column: 3, endLine: 3, endColumn: 10 },
  help: 'did you mean "ttft_ms"?',
};

describe('formatDiagnostics', () => {
  it('shows place, message, code, frame, help and a summary', () => {
    expect(formatDiagnostics([FINDING], { sources })).toBe(
      [
        'spec.yaml:3:3: error: unknown key "tfft_ms" in want [unknown-key]',
        '  1 | version: 1',
        '  2 | want:',
        '> 3 |   tfft_ms: 500',
        '    |   ^^^^^^^',
        'help: did you mean "ttft_ms"?',
        '',
        '1 error, 0 warnings',
      ].join('\n'),
    );
  });

  it('leaves out code frames, advice and blank lines where it is to be brief', () => {
    const other = { ...FINDING, message: 'another one' };
    const lines = formatDiagnostics([FINDING, other], {
      sources,
      brief: true,
      counted: false,
    });
    expect(lines.split('\n')).toHaveLength(2);
    expect(lines).toContain(FINDING.message);
  });

  it('leaves out what is not known', () => {
    const noFile = { ...FINDING, file: null, range: null, help: null };
    expect(formatDiagnostics([noFile], { sources })).toBe(
      'error: unknown key "tfft_ms" in want [unknown-key]\n\n1 error, 0 warnings',
    );
    const noText = { ...FINDING, file: 'other.yaml', help: null };
    expect(formatDiagnostics([noText], { sources })).toBe(
      'other.yaml:3:3: error: unknown key "tfft_ms" in want [unknown-key]\n\n1 error, 0 warnings',
    );
    const noPlace = { ...FINDING, range: null, help: null };
    expect(formatDiagnostics([noPlace], { sources })).toBe(
      'spec.yaml: error: unknown key "tfft_ms" in want [unknown-key]\n\n1 error, 0 warnings',
    );
  });

  it('prints at most 20 and says how many more there are, counting all', () => {
    const many = Array.from({ length: 25 }, (_, index) => {
      return { ...FINDING, file: null, range: null, help: null, message: `finding ${index + 10}` };
    });
    const text = formatDiagnostics(many, { sources });
    expect(text.match(/finding/gu)).toHaveLength(20);
    expect(text.endsWith('\n\n… and 5 more\n\n25 errors, 0 warnings')).toBe(true);
    expect(formatDiagnostics(many, { sources, max: 1 }).match(/finding/gu)).toHaveLength(1);
  });

  it('counts warnings and notes, and an exact repetition once', () => {
    const warning: Diagnostic = { ...FINDING, severity: 'warning', range: null };
    const note: Diagnostic = { ...FINDING, severity: 'note', range: null };
    const text = formatDiagnostics([note, FINDING, warning, FINDING], { sources });
    expect(text.split('\n').at(-1)).toBe('1 error, 1 warning, 1 note');
  });

  it('is empty when there is nothing to say', () => {
    expect(formatDiagnostics([], { sources })).toBe('');
  });

  it('has escapes only when it is given colours', () => {
    const escape = String.fromCodePoint(27);
    expect(formatDiagnostics([FINDING], { sources })).not.toContain(escape);
    const coloured = formatDiagnostics([FINDING], { sources, colours: new Chalk({ level: 1 }) });
    expect(coloured).toContain(`${escape}[31merror:`);
  });
});

describe('codeFrame', () => {
  it('cuts a long line around the caret', () => {
    const text = `a: ${'x'.repeat(500)}TARGET${'y'.repeat(500)}\nb: ${'z'.repeat(500)}`;
    const frame = codeFrame(text, { line: 1, column: 504, endLine: 1, endColumn: 510 });
    const [line = '', caret = '', below = ''] = frame.split('\n');
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('TARGET');
    expect(line).toMatch(/^> 1 \| …x+TARGETy+…$/u);
    expect(line).toHaveLength(106);
    expect(below).toMatch(/^ {2}2 \| b: z+…$/u);
    expect(below).toHaveLength(106);
  });

  it('keeps the caret under what it marks when there are tabs', () => {
    const [line = '', caret = ''] = codeFrame('\t\tab', {
      line: 1,
      column: 3,
      endLine: 1,
      endColumn: 5,
    }).split('\n');
    expect(line.slice(caret.indexOf('^'))).toBe('ab');
    expect(line).not.toContain('\t');
  });

  it('hides control characters, so that a file cannot steer the terminal', () => {
    const text = `a: ${String.fromCodePoint(27)}[31m`;
    expect(codeFrame(text, { line: 1, column: 1, endLine: 1, endColumn: 2 })).toContain(
      'a: \uFFFD[31m',
    );
  });

  it('marks the rest of the first line of a longer range', () => {
    const frame = codeFrame('want:\n  a: 1\n', { line: 1, column: 1, endLine: 2, endColumn: 7 });
    expect(frame.split('\n').slice(0, 2)).toEqual(['> 1 | want:', '    | ^^^^^']);
  });

  it('never throws, and every line fits', () => {
    const place = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(
        fc.string({ maxLength: 400 }),
        place,
        place,
        place,
        (text, line, column, endColumn) => {
          const frame = codeFrame(text, { line, column, endLine: line, endColumn });
          for (const each of frame.split('\n')) expect(each.length).toBeLessThanOrEqual(420);
        },
      ),
    );
  });
});

describe('compareDiagnostics', () => {
  const range = fc.option(
    fc.record({
      line: fc.nat({ max: 3 }),
      column: fc.nat({ max: 3 }),
      endLine: fc.nat(),
      endColumn: fc.nat(),
    }),
  );
  const diagnostic: fc.Arbitrary<Diagnostic> = fc.record({
    code: fc.constantFrom('conflict', 'usage'),
    severity: fc.constantFrom('error', 'warning', 'note'),
    message: fc.constantFrom('a', 'b'),
    file: fc.constantFrom(null, 'a.yaml', 'b.yaml'),
    range,
    help: fc.constant(null),
  });

  it('orders by file, line, column, severity, code, message', () => {
    const at = (line: number, column: number): Diagnostic => {
      return { ...FINDING, range: { line, column, endLine: line, endColumn: column + 1 } };
    };
    const ordered: Diagnostic[] = [
      { ...FINDING, file: null },
      { ...at(9, 9), file: 'a.yaml' },
      { ...FINDING, range: null },
      at(1, 5),
      at(2, 1),
      { ...at(2, 2), code: 'conflict' },
      { ...at(2, 2), message: 'a' },
      at(2, 2),
      { ...at(2, 2), severity: 'warning' },
      { ...at(2, 2), severity: 'note' },
    ];
    expect(ordered.toReversed().sort(compareDiagnostics)).toEqual(ordered);
  });

  it('does not depend on the order they come in', () => {
    fc.assert(
      fc.property(diagnostic, diagnostic, diagnostic, (a, b, c) => {
        expect(Math.sign(compareDiagnostics(a, b)) + Math.sign(compareDiagnostics(b, a))).toBe(0);
        const [first, second, third] = [a, b, c].sort(compareDiagnostics);
        expect([c, b, a].sort(compareDiagnostics)).toEqual([first, second, third]);
      }),
    );
  });
});

describe('DIAGNOSTICS', () => {
  const entries = Object.entries(DIAGNOSTICS);

  it('is alphabetical and kebab-case', () => {
    const codes = entries.map(([code]) => code);
    expect(codes).toEqual([...codes].sort());
    for (const code of codes) expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/u);
  });

  it.each(entries)('explains %s in a short title and 2 to 4 sentences', (_, { title, help }) => {
    expect(title).toMatch(/^.{5,59}[^.]$/u);
    const sentences = help.match(/[.?](?= [A-Z`]|$)/gu) ?? [];
    expect(sentences.length).toBeGreaterThanOrEqual(2);
    expect(sentences.length).toBeLessThanOrEqual(4);
  });
});
