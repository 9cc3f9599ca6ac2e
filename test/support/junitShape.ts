/** What an element of the Jenkins xUnit plugin's schema `junit-10.xsd` may hold and must have. */
interface Shape {
  readonly attributes: readonly string[];
  readonly required: readonly string[];
  readonly children: readonly string[];
}

const SHAPES: Readonly<Record<string, Shape>> = {
  testsuites: {
    attributes: ['name', 'time', 'tests', 'failures', 'errors'],
    required: [],
    children: ['testsuite'],
  },
  testsuite: {
    attributes: [
      'name',
      'tests',
      'failures',
      'errors',
      'group',
      'time',
      'skipped',
      'timestamp',
      'hostname',
      'id',
      'package',
      'file',
      'log',
      'url',
    ],
    required: ['name', 'tests', 'failures', 'errors'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    attributes: ['name', 'time', 'classname', 'group'],
    required: ['name'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: { attributes: ['type', 'message'], required: [], children: [] },
  skipped: { attributes: ['type', 'message'], required: [], children: [] },
  'system-out': { attributes: [], required: [], children: [] },
};

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

/** What breaks the schema; empty when nothing does. */
export function junitProblems(element: Element): string[] {
  const shape = SHAPES[element.name];
  if (shape === undefined) return [`there is no element ${element.name}`];
  const names = Object.keys(element.attributes);
  return [
    ...names
      .filter((name) => !shape.attributes.includes(name))
      .map((name) => `${element.name} has no attribute ${name}`),
    ...shape.required
      .filter((name) => !names.includes(name))
      .map((name) => `${element.name} lacks ${name}`),
    ...element.children
      .filter(({ name }) => !shape.children.includes(name))
      .map(({ name }) => `${element.name} has no child ${name}`),
    ...element.children.flatMap(junitProblems),
  ];
}
