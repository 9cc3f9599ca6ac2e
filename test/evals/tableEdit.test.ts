import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editTable, type EvalEdit } from '../../src/evals/tableEdit.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { readYaml } from '../../src/yaml/source.ts';

const ROW = '{ architecture: { plan: fast }, passed: 9/10 }';

function edit(change: Partial<EvalEdit> = {}): EvalEdit {
  return {
    name: 'standard',
    baseline: { accuracy: '90%', architecture: '{ plan: slow }' },
    tasks: null,
    items: 'evals/standard.csv',
    replaced: new Map(),
    added: [ROW],
    ...change,
  };
}

const HEAD = `version: 1
name: desk
components:
  plan: { kind: llm, variants: { slow: { latency: 1s }, fast: { latency: 1s } } }   # aligned
`;

function evalsOf(text: string) {
  return tableSchema.parse(readYaml(text, 'table.yaml').value).evals;
}

describe('editTable', () => {
  it('adds an eval to a table that has none, and nothing else', () => {
    const after = editTable(HEAD, edit());
    expect(after).toBe(`${HEAD}evals:
  standard:
    baseline: { accuracy: 90%, architecture: { plan: slow } }
    items: evals/standard.csv
    rows:
      - ${ROW}
`);
  });

  it('adds rows below the last one, whatever stands behind it', () => {
    const before = `${HEAD}evals:
  standard:
    # the baseline
    baseline: { accuracy: 90%, architecture: { plan: slow } }
    items: evals/standard.csv
    rows:   # measured
      - { architecture: { plan: slow },   passed: 9/10 }   # first
  other: { baseline: { accuracy: 50%, architecture: { plan: slow } } }
# the end
`;
    const after = editTable(before, edit());
    expect(after).toBe(before.replace('# first\n', `# first\n      - ${ROW}\n`));
  });

  it('replaces a row where it stands, its comment kept', () => {
    const before = `${HEAD}evals:
  standard:
    baseline: { accuracy: 90%, architecture: { plan: slow } }
    items: evals/standard.csv
    rows:
      - { architecture: { plan: fast }, passed: 1/2 }   # soon more
      - { architecture: { plan: slow }, passed: 9/10 }
`;
    const after = editTable(before, edit({ replaced: new Map([[0, ROW]]), added: [] }));
    expect(after).toBe(before.replace('{ architecture: { plan: fast }, passed: 1/2 }', ROW));
  });

  it.each([
    [
      'an eval on one line',
      'evals: { standard: { baseline: { accuracy: 90%, architecture: { plan: slow } } } }\n',
    ],
    [
      'an eval without rows',
      'evals:\n  standard: { baseline: { accuracy: 90%, architecture: { plan: slow } } }\n',
    ],
    [
      'rows on one line',
      `evals:\n  standard:\n    baseline: { accuracy: 90%, architecture: { plan: slow } }\n    rows: [ { architecture: { plan: slow }, passed: 1/2 } ]\n`,
    ],
    [
      'no rows yet',
      `evals:\n  standard:\n    baseline: { accuracy: 90%, architecture: { plan: slow } }\n    rows: []\n`,
    ],
    [
      'rows in blocks',
      `evals:\n  standard:\n    baseline: { accuracy: 90%, architecture: { plan: slow } }\n    rows:\n    - architecture: { plan: slow }\n      passed: 1/2\n`,
    ],
    [
      'another eval',
      `evals:\n  other:\n    baseline: { accuracy: 90%, architecture: { plan: slow } }\n`,
    ],
    [
      'no line end',
      'evals:\n  standard:\n    baseline: { accuracy: 90%, architecture: { plan: slow } }',
    ],
  ])('can write into %s', (_, evals) => {
    const found = evalsOf(editTable(`${HEAD}${evals}`, edit()))?.['standard'];
    expect(found?.items).toBe('evals/standard.csv');
    expect(found?.rows?.at(-1)).toMatchObject({
      architecture: { plan: 'fast' },
      passed: { all: { passed: 9, total: 10 } },
    });
  });

  it('keeps the line ends of the file', () => {
    const after = editTable(HEAD.replaceAll('\n', '\r\n'), edit());
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(evalsOf(after)?.['standard']?.rows).toHaveLength(1);
  });

  it('leaves every other line as it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('# a note', '', '#   another'), { maxLength: 4 }),
        fc.nat(3),
        (notes, rows) => {
          const before = [
            HEAD,
            ...notes.map((note) => `${note}\n`),
            'evals:\n  standard:\n    baseline: { accuracy: 90%, architecture: { plan: slow } }\n    items: evals/standard.csv\n    rows:\n',
            ...Array.from(
              { length: rows + 1 },
              (_, row) =>
                `      - { architecture: { plan: slow },  passed: ${row}/10 }  # ${row}\n`,
            ),
          ].join('');
          const after = editTable(before, edit());
          expect(
            after
              .split('\n')
              .filter((line) => !line.includes(ROW))
              .join('\n'),
          ).toBe(before);
        },
      ),
    );
  });
});
