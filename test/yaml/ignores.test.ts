import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/yaml/diagnostic.ts';
import { sift } from '../../src/yaml/ignores.ts';

function finding(line: number, code: Diagnostic['code'] = 'few-samples'): Diagnostic {
  const range = { line, column: 1, endLine: line, endColumn: 2 };
  return { code, severity: 'warning', message: 'few', file: 'a.yaml', range, help: null };
}

const sifted = (text: string, findings: readonly Diagnostic[], mayHide = true) =>
  sift(findings, new Map([['a.yaml', text]]), () => mayHide);

describe('ignore comments', () => {
  it('hide a finding on their own line', () => {
    const { diagnostics, ignored } = sifted('a: 1 # budget-ignore few-samples: rare\nb: 2', [
      finding(1),
      finding(2),
    ]);
    expect(diagnostics).toEqual([finding(2)]);
    expect(ignored).toEqual([{ diagnostic: finding(1), reason: 'rare' }]);
  });

  it('hide a finding on the next line that says something', () => {
    const text = '# budget-ignore few-samples, no-spread: rare: really\n\n# about a\na: 1';
    const { diagnostics, ignored } = sifted(text, [finding(4), finding(4, 'no-spread')]);
    expect(diagnostics).toEqual([]);
    expect(ignored.map(({ reason }) => reason)).toEqual(['rare: really', 'rare: really']);
  });

  it('hide a finding anywhere with -file', () => {
    expect(
      sifted('a: 1\n# budget-ignore-file few-samples: rare', [finding(1)]).diagnostics,
    ).toEqual([]);
  });

  it('hide nothing without a reason, and are found then', () => {
    const { diagnostics } = sifted('a: 1 # budget-ignore few-samples', [finding(1)]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['few-samples', 'ignore-without-reason']);
    expect(diagnostics[1]?.range).toEqual({ line: 1, column: 6, endLine: 1, endColumn: 33 });
  });

  it('are found when they hide nothing, or name no code', () => {
    expect(sifted('a: 1 # budget-ignore few-samples: rare', []).diagnostics).toMatchObject([
      { code: 'unused-ignore', message: 'there is no few-samples here to ignore', help: null },
    ]);
    expect(sifted('a: 1 # budget-ignore few-sample: rare', [finding(1)]).diagnostics).toMatchObject(
      [{ code: 'few-samples' }, { code: 'unused-ignore', help: 'did you mean "few-samples"?' }],
    );
  });

  it('cannot hide what may not be hidden', () => {
    const { diagnostics } = sifted('a: 1 # budget-ignore few-samples: rare', [finding(1)], false);
    expect(diagnostics.map(({ code }) => code)).toEqual(['few-samples', 'unused-ignore']);
  });

  it('are comments, not text that looks like one', () => {
    expect(sifted('a: x#budget-ignore few-samples: y', [finding(1)]).diagnostics).toEqual([
      finding(1),
    ]);
    expect(sifted('a: 1 # budget-ignored few-samples: y', [finding(1)]).diagnostics).toEqual([
      finding(1),
    ]);
  });
});
