import { xmlTag, xmlText } from './xml.ts';

/** A group of tests, for whatever reads JUnit's XML. */
export interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** One test: passed unless it failed or was skipped. */
export interface Case {
  readonly name: string;
  /** What went wrong; empty when nothing did. */
  readonly failures: readonly {
    readonly message: string;
    readonly type: string;
    readonly text: string;
  }[];
  /** Why it was not held against anything; null when it was. */
  readonly skipped: string | null;
  /** What is to be said of a test that passed. */
  readonly output: readonly string[];
}

/**
 * Suites as JUnit XML, in the form that Jenkins and GitLab read (the `junit-10` schema of the
 * Jenkins xUnit plugin): counts on every level, one `failure` per finding. No times: the same
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
    failures: cases.filter(({ failures }) => failures.length > 0).length,
    errors: 0,
    skipped: cases.filter(({ skipped }) => skipped !== null).length,
  };
}

function caseTag(classname: string, { name, failures, skipped, output }: Case): string {
  return xmlTag('testcase', { classname, name }, [
    ...(skipped === null ? [] : [xmlTag('skipped', { message: skipped })]),
    ...failures.map(
      ({ message, type, text }) =>
        `<failure message="${attribute(message)}" type="${attribute(type)}">${xmlText(text)}</failure>`,
    ),
    ...(output.length === 0 ? [] : [`<system-out>${xmlText(output.join('\n'))}</system-out>`]),
  ]);
}

function attribute(text: string): string {
  return xmlText(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}
