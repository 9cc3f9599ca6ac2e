import { describe, expect, it } from 'vitest';
import { csvTable } from '../../src/render/csvTable.ts';

describe('a CSV table (RFC 4180)', () => {
  it('quotes commas, quotes and line breaks, and ends lines in CRLF', () => {
    expect(
      csvTable(
        ['a', 'b'],
        [
          ['x, y', 'say "no"'],
          ['two\nlines', ''],
        ],
      ),
    ).toBe('a,b\r\n"x, y","say ""no"""\r\n"two\nlines",\r\n');
  });

  it('lets no spreadsheet run text as a formula, and leaves negative numbers alone', () => {
    const cells = ['=1+1', '+cmd', '@x', '-2', '-1.5e-3', '-a'];
    expect(
      csvTable(
        ['a'],
        cells.map((cell) => [cell]),
      ),
    ).toBe("a\r\n'=1+1\r\n'+cmd\r\n'@x\r\n-2\r\n-1.5e-3\r\n'-a\r\n");
  });
});
