import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { validateXML } from 'xmllint-wasm';
import { ROOT } from './runCommand.ts';

function schema(name: string): string {
  return readFileSync(join(ROOT, 'test/fixtures/schemas', name), 'utf8');
}

/** Formats that SARIF's schema asks for: a date with its time, and a URI reference (RFC 3986). */
const FORMATS = {
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/u,
  uri: /^[a-z][a-z0-9+.-]*:[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*$/u,
  'uri-reference': /^[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*$/u,
} as const;

/** The schema is of draft 4, whose words for what it uses draft 7 has kept, but for its own name. */
function sarifValidator(): ValidateFunction {
  const {
    id: _,
    $schema: __,
    ...draft
  } = JSON.parse(schema('sarif-2.1.0-rtm.5.json')) as Record<string, unknown>;
  return new Ajv({ strict: false, unicodeRegExp: false, formats: FORMATS }).compile(draft);
}

const sarif = sarifValidator();

/** What SARIF 2.1.0's own schema says against a text; empty when nothing. */
export function sarifErrors(text: string): readonly unknown[] {
  sarif(JSON.parse(text));
  return sarif.errors ?? [];
}

const JUNIT = schema('junit-4.xsd');

/** What libxml2 says against texts under Jenkins' schema of JUnit results; empty when nothing. */
export async function junitErrors(...texts: readonly string[]): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: texts.map((contents, index) => ({ fileName: `${index}.xml`, contents })),
    schema: [{ fileName: 'junit.xsd', contents: JUNIT }],
  });
  return errors.map(({ message }) => message);
}
