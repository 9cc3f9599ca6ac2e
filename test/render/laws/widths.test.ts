import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainedAll, explainedOne } from '../../../src/render/codeExplanation.ts';
import { displayWidth } from '../../../src/units/displayWidth.ts';
import { DIAGNOSTICS, type DiagnosticCode } from '../../../src/yaml/codes.ts';
import {
  costedExample,
  costFormatsOf,
  EXAMPLES,
  solvedExample,
  solveFormatsOf,
  tableFormatsOf,
  written,
} from '../../support/savedReports.ts';

/** Assignments are copied, and stay on one line whatever the width. */
const COPIED = /^ +(?:\S+ +)?(?:--set )?(?:agents\.\S+\.)?want\./u;

const widths = fc.integer({ min: 40, max: 160 });

/** Lines that are wider than they may be. */
function tooWide(text: string, width: number): string[] {
  return text.split('\n').filter((line) => displayWidth(line) > width && !COPIED.test(line));
}

describe('no line is wider than the screen, from 40 to 160 columns', () => {
  describe.each(EXAMPLES)('%s', (example) => {
    const report = solvedExample(example);

    it('what solve answers, in short and in full', () => {
      fc.assert(
        fc.property(widths, fc.boolean(), fc.integer({ min: 1, max: 30 }), (width, all, top) => {
          const text = written(solveFormatsOf(report, { width, all, top }), 'table');
          expect(tooWide(text, width)).toEqual([]);
        }),
        { numRuns: 60 },
      );
    });

    it('the conversion table', () => {
      fc.assert(
        fc.property(widths, (width) => {
          const text = written(tableFormatsOf(example, width), 'table');
          expect(tooWide(text, width)).toEqual([]);
        }),
        { numRuns: 60 },
      );
    });
  });

  it('what models and hosts cost', () => {
    const report = costedExample();
    fc.assert(
      fc.property(widths, (width) => {
        expect(tooWide(written(costFormatsOf(report, width), 'table'), width)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('what findings mean', () => {
    const codes = Object.keys(DIAGNOSTICS) as DiagnosticCode[];
    fc.assert(
      fc.property(widths, fc.constantFrom(...codes), (width, code) => {
        expect(tooWide(explainedOne(code, width), width)).toEqual([]);
        expect(tooWide(explainedAll(codes, width), width)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a wider screen', () => {
  it('loses nothing that a narrower one shows of an answer: ids stay', () => {
    const report = solvedExample('realtime-agent');
    const idsAt = (width: number) =>
      new Set(written(solveFormatsOf(report, { width }), 'table').match(/\b[0-9a-f]{8}\b/gu));
    const narrow = idsAt(40);
    expect(narrow.size).toBeGreaterThan(3);
    for (const width of [60, 80, 120, 160])
      expect([...narrow].filter((id) => !idsAt(width).has(id))).toEqual([]);
  });

  it('takes no more lines', () => {
    const report = solvedExample('realtime-agent');
    const linesAt = (width: number) =>
      written(solveFormatsOf(report, { width, all: true }), 'table').split('\n').length;
    expect(linesAt(160)).toBeLessThanOrEqual(linesAt(80));
    expect(linesAt(80)).toBeLessThanOrEqual(linesAt(40));
  });
});
