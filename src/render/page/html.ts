/** Text that is HTML already. Made by {@link markup} only, so that nothing gets in unescaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may be put into HTML: text is escaped; nothing is left out of null. */
export type Content = string | number | Html | null | readonly Content[];

/**
 * HTML with everything escaped that is put into it, in text and in quoted attributes alike.
 *
 * @example markup`<b title="${name}">${name}</b>`
 */
export function markup(strings: TemplateStringsArray, ...contents: readonly Content[]): Html {
  const parts = strings.map((text, index) => {
    const content = contents[index];
    return content === undefined ? text : text + written(content);
  });
  return new Html(parts.join(''));
}

function written(content: Content): string {
  if (content === null) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content));
  return content.map(written).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Data inside a script element: nothing in it can end the element or start a comment. */
export function scriptData(value: unknown): Html {
  const text = JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return new Html(text);
}
