import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type EvalRecord, type ReadResults, type Rejected, UnreadableResults } from '../record.ts';

type Node = Readonly<Record<string, unknown>>;

const LISTS = ['testsuite', 'testcase', 'failure', 'error', 'skipped', 'property'];

/**
 * JUnit XML, as test runners write it. `<failure>` is a wrong answer, `<error>` something that kept
 * the test from giving one; skipped tests were not run.
 */
export function readJunit(text: string): ReadResults {
  const valid = XMLValidator.validate(text);
  if (valid !== true)
    throw new UnreadableResults(`not XML: ${problemIn(valid.err.msg)} (line ${valid.err.line})`);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseAttributeValue: false,
    parseTagValue: false,
    processEntities: true,
    isArray: (name) => LISTS.includes(name),
  });
  const root = parser.parse(text) as Node;
  const suites = [...nodes(root, 'testsuites'), ...nodes(root, 'testsuite')];
  if (suites.length === 0) throw new UnreadableResults('XML without test suites');
  const rejected: Rejected[] = [];
  const found = { blank: 0, offered: new Set(['suite', 'classname']) };
  const records: EvalRecord[] = [];
  for (const suite of suites) collect(suite, '', {}, records, rejected, found);
  return { format: 'junit', records, rejected, blank: found.blank, offered: found.offered };
}

/** The validator lists what is still open at the end of a file as JSON. */
function problemIn(message: string): string {
  const open = [...message.matchAll(/"([^"]+)"/gu)].map(([, name]) => `<${name}>`);
  return message.startsWith("Invalid '[")
    ? `cut off or damaged, without the end of ${open.join(', ')}`
    : message;
}

function collect(
  suite: Node,
  parent: string,
  inherited: Readonly<Record<string, unknown>>,
  records: EvalRecord[],
  rejected: Rejected[],
  found: { blank: number; readonly offered: Set<string> },
): void {
  const name = text(suite['@name']) ?? parent;
  const properties = { ...inherited, ...propertiesOf(suite) };
  for (const inner of nodes(suite, 'testsuite'))
    collect(inner, name, properties, records, rejected, found);
  for (const test of nodes(suite, 'testcase')) {
    const at = `test ${records.length + rejected.length + found.blank + 1}`;
    const title = text(test['@name']);
    if (title === null) rejected.push({ reason: 'a test without a name', at });
    else if ('skipped' in test) found.blank += 1;
    else {
      const own = { ...properties, ...propertiesOf(test) };
      for (const key of Object.keys(own)) found.offered.add(key);
      records.push({ fields: { ...own, ...gradeOf(test, title, name) }, at, line: null });
    }
  }
}

function gradeOf(test: Node, title: string, suite: string): Record<string, unknown> {
  const classname = text(test['@classname']) ?? undefined;
  const [error] = nodes(test, 'error');
  const [failure] = nodes(test, 'failure');
  const kept = error ?? (failure !== undefined && isInfrastructure(failure) ? failure : undefined);
  const seconds = Number(text(test['@time'])?.replaceAll(',', '') ?? Number.NaN);
  return {
    suite,
    classname,
    item: classname === undefined ? title : `${classname}.${title}`,
    correct: kept === undefined ? failure === undefined : undefined,
    error:
      kept === undefined ? undefined : (text(kept['@message']) ?? text(kept['@type']) ?? 'error'),
    latency_ms: Number.isFinite(seconds) ? seconds * 1000 : undefined,
  };
}

/** Exceptions of HTTP clients and model SDKs: they say nothing of the answer. */
const INFRASTRUCTURE =
  /(?:Timeout|RateLimit|APIConnection|APIStatus|ServiceUnavailable|InternalServer|Overloaded|Connection)(?:Error|Exception)?$/u;

/** What test runners say of a test that took too long: pytest-timeout, Vitest, Jest. */
const TOO_LONG =
  /^(?:Failed: Timeout|(?:Error: )?Test timed out in|thrown: "?Exceeded timeout of)/u;

/** pytest writes no type: there the message starts with the exception. */
function isInfrastructure(failure: Node): boolean {
  const message = text(failure['@message']) ?? '';
  const [exception = ''] = /^[\w.]+(?=:|$)/u.exec(message) ?? [];
  return INFRASTRUCTURE.test(text(failure['@type']) ?? exception) || TOO_LONG.test(message);
}

function propertiesOf(node: Node): Record<string, unknown> {
  const list = nodes(node, 'properties').flatMap((each) => nodes(each, 'property'));
  return Object.fromEntries(
    list.flatMap((property) => {
      const name = text(property['@name']);
      return name === null
        ? []
        : [[`property.${name}`, text(property['@value']) ?? text(property['#text'])]];
    }),
  );
}

/** Children of one name; a child without attributes is parsed as a text. */
function nodes(node: Node, name: string): Node[] {
  const value = node[name];
  const list = Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];
  return list.map((each) =>
    typeof each === 'object' && each !== null ? (each as Node) : { '#text': each },
  );
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
