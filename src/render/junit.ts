import { xmlTag, xmlText } from './xml.ts';

/** A group of tests, for whatever reads JUnit's XML. */
export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** What is said of a test that did not pass. */
export interface Failure {
  readonly message: string;
  readonly type: string;
  readonly text: string;
}

/** One test: passed unless it failed, could not be run or was skipped. */
export interface Case {
  readonly name: string;
  /** What went wrong; empty when nothing did. */
  readonly failures: readonly Failure[];
  /** Why it could not be run; absent or empty when it could. */
  readonly errors?: readonly Failure[];
  /** Why it was not held against anything; null when it was. */
  readonly skipped: string | null;
  /** What is to be said of a test that passed. */
  readonly output: readonly string[];
}

/**
 * Suites as JUnit XML, in the form that Jenkins and GitLab read (Jenkins' schema `junit-4`,
 * which later ones only add to): counts on every level, one `failure` per
 * finding, an `error` for what kept a test from being run. No times: the same
 * input gives the same bytes.
 */
export function renderJunit(name: string, suites: readonly Suite[]): string {
  const all = suites.flatMap(({ cases }) => cases);
  // The schema has no count of skipped tests on this level.
  const { skipped: _, ...total } = counts(all);
  const document = xmlTag(
    'testsuites',
    { name, ...total },
    suites.map((suite) =>
      xmlTag(
        'testsuite',
        { name: suite.name, ...counts(suite.cases) },
        suite.cases.map((each) => caseTag(suite.name, each)),
      ),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document}`;
}

function counts(
  cases: readonly Case[],
): Record<'tests' | 'failures' | 'errors' | 'skipped', number> {
  return {
    tests: cases.length,
    failures: cases.filter((each) => each.failures.length > 0 && !isError(each)).length,
    errors: cases.filter(isError).length,
    skipped: cases.filter(({ skipped }) => skipped !== null).length,
  };
}

function isError({ errors = [] }: Case): boolean {
  return errors.length > 0;
}

function caseTag(
  classname: string,
  { name, failures, errors = [], skipped, output }: Case,
): string {
  return xmlTag('testcase', { classname, name }, [
    ...(skipped === null ? [] : [`<skipped>${xmlText(skipped)}</skipped>`]),
    ...errors.map((each) => failureTag('error', each)),
    ...failures.map((each) => failureTag('failure', each)),
    ...(output.length === 0 ? [] : [`<system-out>${xmlText(output.join('\n'))}</system-out>`]),
  ]);
}

function failureTag(tag: 'error' | 'failure', { message, type, text }: Failure): string {
  return `<${tag} message="${attribute(message)}" type="${attribute(type)}">${xmlText(text)}</${tag}>`;
}

function attribute(text: string): string {
  return xmlText(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}
