import { parse as parseCsv } from 'csv-parse/sync';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { schemaDocument } from '../../../src/commands/schemaDocument.ts';
import { renderJson } from '../../../src/render/json.ts';
import { renderCostJson } from '../../../src/render/cost/costJson.ts';
import { readSaved } from '../../../src/render/readSaved.ts';
import { displayWidth } from '../../../src/units/displayWidth.ts';
import { markdownTables, unclosed } from '../../support/markdownTables.ts';
import { COSTED, SOLVED } from '../../support/randomReports.ts';
import { readXml } from '../../support/readXml.ts';
import { costFormatsOf, solveFormatsOf, written } from '../../support/savedReports.ts';

/** What no text for people ever holds: what a program prints that did not know. */
const NONSENSE =
  /\bNaN\b|\bundefined\b|\bnull\b|\bInfinity\b|\[object|(?<![\w.–-])-0(?:\.0*)?(?:[^\d.]|$)/u;

const SOLVE_FORMATS = ['table', 'markdown', 'csv', 'junit', 'github', 'sarif', 'json'];
const WIDTHS = [40, 47, 58, 67, 80, 109, 110, 133, 160];
const COPIED = /^ +(?:\S+ +)?(?:--set )?(?:agents\.\S+\.)?want\./u;

const schemas = new Ajv({ strict: false });
const isResult = schemas.compile(JSON.parse(schemaDocument('result')) as object);
const isCost = schemas.compile(JSON.parse(schemaDocument('cost')) as object);

function wide(text: string, width: number): string[] {
  return text.split('\n').filter((line) => displayWidth(line) > width && !COPIED.test(line));
}

describe.each(SOLVED.map((report, index) => [index, report] as const))(
  'the answer to random problem %i',
  (_, report) => {
    it('is said without a word of a program that did not know', () => {
      for (const format of ['table', 'markdown', 'csv', 'junit', 'github'])
        expect(written(solveFormatsOf(report), format), format).not.toMatch(NONSENSE);
      expect(written(solveFormatsOf(report, { all: true, width: 160 }), 'table')).not.toMatch(
        NONSENSE,
      );
    });

    it('fits every screen', () => {
      for (const width of WIDTHS)
        for (const all of [false, true])
          expect(wide(written(solveFormatsOf(report, { width, all }), 'table'), width)).toEqual([]);
    });

    it('has no line that ends in spaces, and ends once', () => {
      for (const format of ['table', 'markdown']) {
        const text = written(solveFormatsOf(report), format);
        expect(text.split('\n').filter((line) => /[ \t]$/u.test(line))).toEqual([]);
        expect(text).not.toMatch(/\n\n$/u);
        expect(text).not.toMatch(/\n{4}/u);
      }
    });

    it('is Markdown whose tables are whole and whose folds are closed', () => {
      const text = written(solveFormatsOf(report), 'markdown');
      expect(() => markdownTables(text)).not.toThrow();
      expect(unclosed(text)).toBe(0);
      for (const { agent } of report.agents) expect(text).toContain(`## ${agent}`);
    });

    it('is JSON of its schema, and the same in every format when it was saved', () => {
      const json = renderJson(report);
      isResult(JSON.parse(json));
      expect(isResult.errors ?? []).toEqual([]);
      const { saved, findings } = readSaved(json, 'saved.json');
      expect(findings).toEqual([]);
      if (saved?.kind !== 'solve') throw new Error('not read as an answer');
      for (const format of SOLVE_FORMATS)
        expect(written(solveFormatsOf(saved.report), format), format).toBe(
          written(solveFormatsOf(report), format),
        );
    });

    it('is CSV of the figures of its JSON', () => {
      const rows: Record<string, string>[] = parseCsv(written(solveFormatsOf(report), 'csv'), {
        columns: true,
      });
      const { agents } = JSON.parse(renderJson(report)) as SavedFigures;
      for (const { agent, feasible, frontier } of agents) {
        const own = rows.filter((row) => row['agent'] === agent);
        const listed = (list: string) => own.filter((row) => row['list'] === list);
        expect(listed('fits').map(figuresOf)).toEqual(feasible.map(figuresIn));
        expect(listed('frontier').map(figuresOf)).toEqual(frontier.map(figuresIn));
      }
    });

    it('is XML that says of every agent whether something fits', () => {
      const suites = readXml(written(solveFormatsOf(report), 'junit'));
      expect(suites.name).toBe('testsuites');
      const text = written(solveFormatsOf(report), 'junit');
      for (const { agent } of report.agents) expect(text).toContain(agent);
    });
  },
);

describe.each(COSTED.map((report, index) => [index, report] as const))(
  'the costs of random problem %i',
  (_, report) => {
    it('are said without a word of a program that did not know, on every screen', () => {
      for (const width of WIDTHS) {
        const text = written(costFormatsOf(report, width), 'table');
        expect(text).not.toMatch(NONSENSE);
        expect(wide(text, width)).toEqual([]);
      }
      for (const format of ['markdown', 'csv'])
        expect(written(costFormatsOf(report), format), format).not.toMatch(NONSENSE);
    });

    it('are JSON of their schema, and the same in every format when they were saved', () => {
      const json = renderCostJson(report);
      isCost(JSON.parse(json));
      expect(isCost.errors ?? []).toEqual([]);
      const { saved } = readSaved(json, 'saved.json');
      if (saved?.kind !== 'cost') throw new Error('not read as costs');
      for (const format of ['table', 'markdown', 'csv', 'json'])
        expect(written(costFormatsOf(saved.report), format), format).toBe(
          written(costFormatsOf(report), format),
        );
    });

    it('are Markdown whose tables are whole', () => {
      expect(() => markdownTables(written(costFormatsOf(report), 'markdown'))).not.toThrow();
    });
  },
);

interface SavedArchitecture {
  readonly id: string;
  readonly latency: { readonly e2e: { readonly p50: number | null; readonly p95: number | null } };
  readonly accuracy: { readonly value: number | null };
  readonly cost: {
    readonly perRequest: number | null;
    readonly perMonth: { readonly launch: number | null };
  };
  readonly tools: { readonly kept: readonly string[]; readonly coverage: number | null };
}

interface SavedFigures {
  readonly agents: readonly {
    readonly agent: string;
    readonly feasible: readonly SavedArchitecture[];
    readonly frontier: readonly SavedArchitecture[];
  }[];
}

type Figures = readonly (string | number | null)[];

function figuresIn({ id, latency, accuracy, cost, tools }: SavedArchitecture): Figures {
  const { p50, p95 } = latency.e2e;
  return [
    id,
    p50,
    p95,
    accuracy.value,
    cost.perRequest,
    cost.perMonth.launch,
    tools.kept.length,
    tools.coverage,
  ];
}

function figuresOf(row: Readonly<Record<string, string>>): Figures {
  const figure = (column: string) => {
    const cell = row[column];
    return cell === undefined || cell === '' ? null : Number(cell);
  };
  return [
    row['id'] ?? '',
    figure('e2e_p50_ms'),
    figure('e2e_p95_ms'),
    figure('accuracy'),
    figure('usd_per_request'),
    figure('usd_per_month'),
    figure('tools_kept'),
    figure('coverage'),
  ];
}
