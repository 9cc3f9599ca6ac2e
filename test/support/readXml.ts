/** An element as it was read. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const TOKEN = /<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gu;

/** A small XML reader: throws for what is not well-formed in the part of XML that we write. */
export function readXml(text: string): Element {
  const body = text.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/u, '');
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: Element[] = [root];
  let at = 0;
  for (const match of body.matchAll(TOKEN)) {
    if (match.index !== at) throw new Error(`not XML at ${at}: ${body.slice(at, at + 40)}`);
    at += match[0].length;
    const [, close, name = '', attributes = '', self, words] = match;
    const parent = open.at(-1) ?? root;
    if (words !== undefined) parent.text += unescaped(words);
    else if (close === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another element`);
    } else {
      const element = { name, attributes: attributesOf(attributes), children: [], text: '' };
      parent.children.push(element);
      if (self !== '/') open.push(element);
    }
  }
  if (at !== body.length || open.length !== 1) throw new Error('the XML ends too early');
  const [only] = root.children;
  if (only === undefined || root.children.length !== 1) throw new Error('XML has one root');
  return only;
}

function attributesOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/gu)].map(([, key = '', value = '']) => [
      key,
      unescaped(value),
    ]),
  );
}

function unescaped(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|#\d+);)/u.test(text)) throw new Error(`a bare & in: ${text}`);
  return text
    .replaceAll(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
