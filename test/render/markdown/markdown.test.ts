import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../src/render/markdown/escapeMarkdown.ts';
import { folded } from '../../../src/render/markdown/folded.ts';
import { blocks, bullets, code, marked } from '../../../src/render/markdown/markdown.ts';
import { markdownTable } from '../../../src/render/markdown/markdownTable.ts';

describe('text as Markdown', () => {
  it.each([
    'tools in parallel, fast plan, only crm-lookup and pricing, no critic',
    '$0.045 a request, $909 a month → $2,396 (+$0.012)',
    'p95 ≤ 2 s, accuracy ≥ 95%; < 0.1% & more',
    'llama-8b@a40-spot, gpt-5-mini_low, __init, a#b',
    '+3.5 points, −2.1 points, 1.80 s',
  ])('changes nothing in what people write: %s', (text) => {
    expect(escapeMarkdown(text).replaceAll(String.raw`\_`, '_')).toBe(text);
  });

  it.each([
    ['*bold* _it_ `code` ~gone~', String.raw`\*bold\* \_it\_ \`code\` \~gone\~`],
    ['[link](http://x.y)', String.raw`\[link\](http:&#8203;//x.y)`],
    ['![picture](data:x)', String.raw`!\[picture\](data:x)`],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)>'],
    ['</details><!-- -->', '&lt;/details>&lt;!-- -->'],
    ['&lt;b&gt; &#x3c;', '&amp;lt;b&amp;gt; &amp;#x3c;'],
    [
      '@everyone, see #12 and www.x.y or a@b.example',
      '@&#8203;everyone, see #&#8203;12 and www&#8203;.x.y or a@&#8203;b.example',
    ],
    ['# a heading', String.raw`\# a heading`],
    ['1. a list', String.raw`1\. a list`],
    ['- a list', String.raw`\- a list`],
    ['$x^2$', String.raw`\$x^2\$`],
    ['two\nlines\u202E', 'two�lines�'],
  ])('shows %j as it is', (text, shown) => expect(escapeMarkdown(text)).toBe(shown));

  it('holds no markup, whatever it was', () => {
    const mean = fc.constantFrom(
      '<',
      '>',
      '`',
      '*',
      '[',
      ']',
      '(',
      ')',
      '!',
      '|',
      '\n',
      '\\',
      '&',
      'a',
      '#',
      '1',
      '@',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.array(mean).map((parts) => parts.join('')),
        (text) => {
          const shown = escapeMarkdown(text);
          const bare = shown.replaceAll(/\\[\\`*_[\]~$#>+\-=.)]/gu, '¤');
          expect(bare).not.toMatch(/[`*[\]\\]|<[a-z/!?]|\n/iu);
        },
      ),
    );
  });
});

describe('Markdown', () => {
  it('escapes text that is put into it, and not Markdown', () => {
    expect(marked`**${'a*b'}** ${code('x')}`.text).toBe(String.raw`**a\*b** ${'`x`'}`);
    expect(blocks(['<b>', '', marked`**x**`]).text).toBe('&lt;b>\n\n**x**');
    expect(bullets(['- a', 'b']).text).toBe('- \\- a\n- b');
  });

  it('has as many backticks around code as it takes', () => {
    expect(code('a').text).toBe('`a`');
    expect(code('a`b``c').text).toBe('``` a`b``c ```');
  });

  it('folds with a summary that is text', () => {
    expect(folded('</summary><b>', 'x').text).toBe(
      '<details><summary>&lt;/summary&gt;&lt;b&gt;</summary>\n\nx\n\n</details>',
    );
  });

  it('has tables whose cells end where they end, and whose figures stand at the right', () => {
    const table = markdownTable(
      ['a', { head: 'b', align: 'decimal' }, ''],
      [
        ['x | y', '1.5', ''],
        [code('a|b'), '<b>', ''],
      ],
    );
    expect(table.text).toBe(
      ['| a | b |', '| --- | ---: |', String.raw`| x \| y | 1.5 |`, '| `a\\|b` | &lt;b> |'].join(
        '\n',
      ),
    );
  });
});
