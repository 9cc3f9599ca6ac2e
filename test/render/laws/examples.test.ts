import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { renderCostJson } from '../../../src/render/cost/costJson.ts';
import { renderJson } from '../../../src/render/json.ts';
import { markdownTables, unclosed } from '../../support/markdownTables.ts';
import { ROOT } from '../../support/runCommand.ts';
import {
  costedExample,
  costFormatsOf,
  EXAMPLES,
  solvedExample,
  solveFormatsOf,
  tableFormatsOf,
  written,
} from '../../support/savedReports.ts';

const NONSENSE = /\bNaN\b|\bundefined\b|\bnull\b|\bInfinity\b|\[object/u;

/** A cell of CSV as JSON has it: numbers and what is true are no text, what is unknown is empty. */
function valueOf(cell: string): string | number | boolean | null {
  if (cell === '') return null;
  if (cell === 'true' || cell === 'false') return cell === 'true';
  return Number.isFinite(Number(cell)) ? Number(cell) : cell;
}

function rowsOf(csv: string): Record<string, string>[] {
  return parseCsv(csv, { columns: true });
}

describe('CSV read back', () => {
  it('of cost is what JSON says of every model and host', () => {
    const report = costedExample();
    const { agents } = JSON.parse(renderCostJson(report)) as {
      readonly agents: readonly {
        readonly agent: string;
        readonly hosts: readonly Record<string, unknown>[];
      }[];
    };
    const rows = rowsOf(written(costFormatsOf(report), 'csv'));
    const expected = agents.flatMap(({ agent, hosts }) => hosts.map((host) => ({ agent, host })));
    expect(rows).toHaveLength(expected.length);
    for (const [index, { agent, host }] of expected.entries()) {
      const row = rows[index] ?? {};
      const cell = (column: string) => valueOf(row[column] ?? '');
      const month = host['perMonth'] as { launch: number | null; month12: number | null };
      const latency = host['latency'] as { p50: number | null; p95: number | null };
      expect({
        agent: cell('agent'),
        step: cell('step'),
        variant: cell('variant'),
        feasible: cell('feasible'),
        p50: cell('p50_ms'),
        p95: cell('p95_ms'),
        accuracy: cell('accuracy'),
        perRequest: cell('usd_per_request'),
        launch: cell('usd_per_month'),
        month12: cell('usd_per_month_12'),
        replicas: cell('replicas'),
        note: row['note'],
      }).toEqual({
        agent,
        step: host['step'],
        variant: host['variant'],
        feasible: host['feasible'],
        p50: latency.p50,
        p95: latency.p95,
        accuracy: host['accuracy'],
        perRequest: host['perRequest'],
        launch: month.launch,
        month12: month.month12,
        replicas: host['replicas'],
        note: host['note'] ?? '',
      });
    }
  });

  it.each(EXAMPLES)(
    'of solve names every architecture of the JSON once in each list: %s',
    (name) => {
      const report = solvedExample(name);
      const rows = rowsOf(written(solveFormatsOf(report), 'csv'));
      const { agents } = JSON.parse(renderJson(report)) as {
        readonly agents: readonly {
          readonly agent: string;
          readonly feasible: readonly { readonly id: string }[];
          readonly frontier: readonly { readonly id: string }[];
          readonly nearMisses: readonly { readonly id: string }[];
        }[];
      };
      for (const { agent, feasible, frontier, nearMisses } of agents) {
        const ids = (list: string) =>
          rows
            .filter((row) => row['agent'] === agent && row['list'] === list)
            .map((row) => row['id']);
        expect(ids('fits')).toEqual(feasible.map(({ id }) => id));
        expect(ids('frontier')).toEqual(frontier.map(({ id }) => id));
        expect(ids('close')).toEqual(nearMisses.map(({ id }) => id));
      }
    },
  );

  it.each(EXAMPLES)('of a table has the rows of its JSON: %s', (name) => {
    const { rows } = JSON.parse(written(tableFormatsOf(name), 'json')) as {
      readonly rows: readonly Record<string, string>[];
    };
    const read = rowsOf(written(tableFormatsOf(name), 'csv'));
    expect(read).toHaveLength(rows.length);
    for (const [index, row] of read.entries())
      for (const [column, cell] of Object.entries(row))
        expect(cell.replace(/^'(?=[=+\-@])/u, '')).toBe(rows[index]?.[column] ?? '');
  });

  it('ends every line as spreadsheets expect it', () => {
    for (const csv of [
      written(costFormatsOf(costedExample()), 'csv'),
      written(solveFormatsOf(solvedExample('graded-agent')), 'csv'),
      written(tableFormatsOf('graded-agent'), 'csv'),
    ])
      expect(csv.split('\n').filter((line) => line !== '' && !line.endsWith('\r'))).toEqual([]);
  });
});

describe('Markdown', () => {
  const TEXTS: readonly (readonly [string, () => string])[] = [
    ...EXAMPLES.flatMap((name) => [
      [`solve ${name}`, () => written(solveFormatsOf(solvedExample(name)), 'markdown')] as const,
      [`table ${name}`, () => written(tableFormatsOf(name), 'markdown')] as const,
    ]),
    ['cost', () => written(costFormatsOf(costedExample()), 'markdown')],
  ];

  it.each(TEXTS)('has whole tables, closed folds and headings in order: %s', (_, text) => {
    const markdown = text();
    expect(markdown).not.toMatch(NONSENSE);
    expect(markdownTables(markdown).length).toBeGreaterThan(0);
    expect(unclosed(markdown)).toBe(0);
    const levels = [...markdown.matchAll(/^(#+) /gmu)].map(([, marks = '']) => marks.length);
    for (const [index, level] of levels.entries())
      if (index > 0) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('has figures at the right of every table of answers', () => {
    const [trades] = markdownTables(
      written(solveFormatsOf(solvedExample('realtime-agent')), 'markdown'),
    );
    const aligned = Object.fromEntries(
      (trades?.heads ?? []).map((head, index) => [head, trades?.aligns[index]]),
    );
    expect(aligned).toMatchObject({ p95: 'right', 'a request': 'right', accuracy: 'left' });
  });

  it('says the figures that the terminal says', () => {
    for (const name of EXAMPLES) {
      const report = solvedExample(name);
      const text = written(solveFormatsOf(report, { width: 160 }), 'table');
      const markdown = written(solveFormatsOf(report), 'markdown');
      for (const { pickTwo } of report.agents)
        for (const { architecture } of pickTwo)
          if (architecture !== null) {
            expect(text).toContain(architecture.id);
            expect(markdown).toContain(architecture.id);
          }
    }
  });
});

describe('what lies beside the examples', () => {
  it.each(EXAMPLES)('is what rendering the saved answer gives: %s', (name) => {
    const text = readFileSync(join(ROOT, `examples/${name}/solve.txt`), 'utf8');
    expect(written(solveFormatsOf(solvedExample(name)), 'table').trimEnd()).toBe(text.trimEnd());
  });

  it('is what rendering the saved costs gives', () => {
    for (const [format, ending] of [
      ['table', 'txt'],
      ['csv', 'csv'],
    ] as const) {
      const text = readFileSync(join(ROOT, `examples/service-business/cost.${ending}`), 'utf8');
      expect(written(costFormatsOf(costedExample()), format).trimEnd()).toBe(text.trimEnd());
    }
  });
});
