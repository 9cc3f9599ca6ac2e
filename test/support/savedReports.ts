import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explanationTerminal } from '../../src/render/solve/explanation.ts';
import { costFormats } from '../../src/render/cost/costFormats.ts';
import type { CostReport } from '../../src/render/cost/report.ts';
import type { Formats } from '../../src/render/formats.ts';
import { readSaved } from '../../src/render/readSaved.ts';
import { PAGE, PLAIN, type Screen, type SolveReport } from '../../src/render/report.ts';
import { tableFormats } from '../../src/render/table/tableFormats.ts';
import { type TableReport, tableReport } from '../../src/render/table/tableReport.ts';
import { solveFormats } from '../../src/commands/solveFormats.ts';
import { resolvePrices } from '../../src/spec/resolvePrices.ts';
import { modelsSchema } from '../../src/table/modelsSchema.ts';
import { tableSchema } from '../../src/table/schema.ts';
import { readYaml } from '../../src/yaml/source.ts';
import { validate } from '../../src/yaml/validate.ts';
import { ROOT } from './runCommand.ts';

/** Results that lie beside the examples, rendered without solving: laws of rendering need no solver. */

export const EXAMPLES = [
  'realtime-agent',
  'service-business',
  'measured-agent',
  'graded-agent',
] as const;
export type Example = (typeof EXAMPLES)[number];

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What `solve` answered to an example. */
export function solvedExample(example: Example): SolveReport {
  const { saved } = readSaved(textOf(`examples/${example}/solve.json`), 'solve.json');
  if (saved?.kind !== 'solve') throw new Error(`${example} was not solved`);
  return saved.report;
}

/** What `cost` says of the only example whose costs are kept. */
export function costedExample(): CostReport {
  const { saved } = readSaved(textOf('examples/service-business/cost.json'), 'cost.json');
  if (saved?.kind !== 'cost') throw new Error('no costs');
  return saved.report;
}

/** A screen without colours. */
export function screenOf(width: number): Screen {
  return { paint: PLAIN, width };
}

/** An answer in every format but HTML. */
export function solveFormatsOf(
  report: SolveReport,
  { width = PAGE.width, all = false, top = 5 } = {},
): Formats {
  return solveFormats(report, {
    verb: 'solve',
    top,
    all,
    screen: screenOf(width),
    asked: null,
    place: { file: 'spec.yaml', rangeOf: () => null },
    drawn: null,
    found: report.warnings,
  });
}

/** Costs in every format. */
export function costFormatsOf(report: CostReport, width: number = PAGE.width): Formats {
  return costFormats(report, screenOf(width), null);
}

const tables = new Map<Example, TableReport>();

/** A conversion table in every format. */
export function tableFormatsOf(example: Example, width: number = PAGE.width): Formats {
  const report = tables.get(example) ?? readTable(example);
  tables.set(example, report);
  return tableFormats(report, screenOf(width));
}

function readTable(example: Example): TableReport {
  const { data: table } = validate(
    tableSchema,
    readYaml(textOf(`examples/${example}/table.yaml`), 'table.yaml'),
  );
  const { data: models } = validate(
    modelsSchema,
    readYaml(textOf('tables/models.yaml'), 'models.yaml'),
  );
  if (table === null || models === null) throw new Error(`${example} has no table`);
  return tableReport({ name: 'budget', version: '0' }, table, resolvePrices(models, table));
}

/** The text of a format; files beside it are left out. */
export function written(formats: Formats, name: string): string {
  const made = formats[name]?.();
  if (made === undefined) throw new Error(`no format ${name}`);
  return typeof made === 'string' ? made : made.text;
}

/** An architecture taken apart, as the terminal shows it; null where the result was saved without. */
export function explainedText({ agents }: SolveReport, width: number): string | null {
  const found = agents.find(({ explained }) => explained !== null);
  if (found === undefined || found.explained === null) return null;
  return explanationTerminal({ agent: found.agent, explained: found.explained }, screenOf(width));
}
