import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asComment } from '../../src/render/comment.ts';
import { renderFindingsJunit } from '../../src/render/findingsJunit.ts';
import { renderFindingsMarkdown } from '../../src/render/findingsMarkdown.ts';
import type { FindingsReport } from '../../src/render/findingsReport.ts';
import { renderGithub } from '../../src/render/github.ts';
import { renderSarif } from '../../src/render/sarif.ts';
import type { Diagnostic } from '../../src/yaml/diagnostic.ts';
import { junitErrors, sarifErrors } from '../support/officialSchemas.ts';
import { readXml } from '../support/readXml.ts';

const NASTY = '50% of "a", <b> & c: d\r\nnext, line';

const FINDING: Diagnostic = {
  code: 'few-samples',
  severity: 'warning',
  message: NASTY,
  file: 'specs, old/a:b%20.yaml',
  range: { line: 3, column: 5, endLine: 3, endColumn: 9 },
  help: null,
};

function report(
  findings: readonly Diagnostic[],
  more: Partial<FindingsReport> = {},
): FindingsReport {
  return {
    tool: { name: 'budget', version: '1.2.3' },
    verb: 'check',
    files: ['spec.yaml'],
    findings,
    ignored: [],
    codes: ['few-samples', 'not-accepted'],
    failing: ['error'],
    wrong: ['yaml-syntax'],
    summary: 'done',
    ...more,
  };
}

const anyFinding: fc.Arbitrary<Diagnostic> = fc.record({
  code: fc.constantFrom('few-samples', 'not-accepted', 'yaml-syntax'),
  severity: fc.constantFrom('error', 'warning', 'note'),
  message: fc.string({ unit: 'binary' }),
  file: fc.option(fc.constantFrom('spec.yaml', 'a b/ü.yaml', '/abs/spec.yaml', NASTY)),
  range: fc.option(
    fc.record({
      line: fc.integer({ min: 1, max: 99 }),
      column: fc.integer({ min: 1, max: 99 }),
      endLine: fc.integer({ min: 1, max: 99 }),
      endColumn: fc.integer({ min: 1, max: 99 }),
    }),
  ),
  help: fc.option(fc.string()),
});

const anyReport = fc
  .tuple(fc.array(anyFinding, { maxLength: 5 }), fc.array(anyFinding, { maxLength: 2 }))
  .map(([findings, hidden]) =>
    report(findings, {
      ignored: hidden.map((diagnostic) => ({ diagnostic, reason: NASTY })),
    }),
  );

describe('GitHub’s workflow commands', () => {
  it('escape %, line breaks, and in properties also : and ,', () => {
    expect(renderGithub(report([FINDING]))).toBe(
      [
        '::warning file=specs%2C old/a%3Ab%2520.yaml,line=3,endLine=3,col=5,endColumn=8,title=budget%3A few-samples::50%25 of "a", <b> & c: d%0D%0Anext, line',
        'done',
      ].join('\n'),
    );
  });

  it('are one line each, whatever a message holds', () => {
    fc.assert(
      fc.property(anyReport, (any) => {
        const lines = renderGithub(any).split(/\r\n|\r|\n/u);
        expect(lines).toHaveLength(any.findings.length + 1);
        for (const line of lines.slice(0, -1))
          expect(line).toMatch(/^::(?:error|warning|notice) (?:[a-zA-Z]+=[^:,]*,)*title=[^:,]*::/u);
      }),
    );
  });
});

describe('SARIF', () => {
  it('keeps to the standard’s own schema, whatever a message holds', () => {
    fc.assert(
      fc.property(anyReport, (any) => {
        expect(sarifErrors(renderSarif(any))).toEqual([]);
      }),
    );
  });

  it('refers to its rules by index, and suppresses what a comment ignores', () => {
    const text = renderSarif(
      report([FINDING], { ignored: [{ diagnostic: FINDING, reason: 'a small tool' }] }),
    );
    const [run] = (JSON.parse(text) as { runs: Record<string, never>[] }).runs;
    expect(run).toMatchObject({
      tool: { driver: { name: 'budget', version: '1.2.3', rules: [{ id: 'few-samples' }] } },
      results: [
        {
          ruleId: 'few-samples',
          ruleIndex: 0,
          level: 'warning',
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'specs%2C%20old/a%3Ab%2520.yaml' },
                region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 },
              },
            },
          ],
        },
        { suppressions: [{ kind: 'inSource', justification: 'a small tool' }] },
      ],
    });
  });
});

describe('JUnit', () => {
  it('keeps to Jenkins’ own schema, whatever a message holds', async () => {
    const reports = fc.sample(anyReport, { numRuns: 200, seed: 1122 });
    expect(await junitErrors(...reports.map(renderFindingsJunit))).toEqual([]);
  });

  it('has a test per file and code; what fails is a failure, the rest is output, what is ignored is skipped', () => {
    const error: Diagnostic = { ...FINDING, file: null, code: 'unowned', severity: 'error' };
    const xml = readXml(
      renderFindingsJunit(
        report([FINDING, error], {
          ignored: [
            { diagnostic: { ...FINDING, file: 'spec.yaml', code: 'no-spread' }, reason: 'known' },
          ],
        }),
      ),
    );
    expect(xml.attributes).toEqual({
      name: 'budget check',
      tests: '6',
      failures: '1',
      errors: '0',
    });
    expect(xml.children.map(({ attributes }) => attributes['name'])).toEqual([
      'spec.yaml',
      'specs, old/a:b%20.yaml',
    ]);
    const cases = Object.fromEntries(
      (xml.children[0]?.children ?? []).map((each) => [each.attributes['name'], each]),
    );
    expect(cases['unowned']?.children[0]).toMatchObject({
      name: 'failure',
      attributes: { message: NASTY, type: 'error' },
    });
    expect(cases['no-spread']?.children[0]).toMatchObject({
      name: 'skipped',
      text: 'ignored: known',
    });
    expect(cases['few-samples']?.children).toEqual([]);
  });
});

describe('a comment on a pull request', () => {
  it('starts with a marker by which it is found again', () => {
    expect(asComment('check spec.yaml', 'text').split('\n')[0]).toBe(
      '<!-- budget:check spec.yaml -->',
    );
  });

  it('cannot be broken out of by a file name', () => {
    expect(asComment('check a-->b.yaml', 'text').split('\n')[0]).toBe(
      '<!-- budget:check a- -b.yaml -->',
    );
  });

  it('stays below GitHub’s 65,536 characters, and closes what it opened', () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({
      ...FINDING,
      message: `finding ${index}`,
    }));
    const comment = asComment('check spec.yaml', renderFindingsMarkdown(report(many)));
    expect(comment.length).toBeLessThan(65_536);
    expect(comment.length).toBeGreaterThan(60_000);
    expect(comment.split('<details>').length).toBe(comment.split('</details>').length);
    expect(comment).toMatch(/the rest was cut/u);
  });

  it('folds what does not fail, and shows markup in messages as text', () => {
    const text = renderFindingsMarkdown(
      report([{ ...FINDING, message: 'a | b <script> *c*', file: 'spec.yaml' }]),
    );
    expect(text).toContain('<details><summary>1 warning</summary>');
    expect(text).toContain('a \\| b &lt;script> \\*c\\*');
  });
});
