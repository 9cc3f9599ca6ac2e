import { tableFormats } from '../render/table/tableFormats.ts';
import { tableReport } from '../render/table/tableReport.ts';
import { fileKind, wrongKind } from '../spec/fileKind.ts';
import { priceListOf, readPriceList } from '../spec/priceLists.ts';
import { resolvePrices } from '../spec/resolvePrices.ts';
import { modelsSchema } from '../table/modelsSchema.ts';
import { tableSchema } from '../table/schema.ts';
import { readYaml } from '../yaml/source.ts';
import { validate } from '../yaml/validate.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { priceList } from './priceList.ts';
import { screenFor } from './screenFor.ts';
import { readOrFind } from './readOrFind.ts';
import { version } from './version.ts';
import { writeOutputs } from './writeOutputs.ts';

export interface TableFlags extends GlobalFlags {
  /** Show what was measured of accuracy, architectures by tasks. */
  readonly evals?: boolean;
  /** A spec whose workflow says what latency and cost measured architectures compose to. */
  readonly spec?: string;
}

/** `budget table <table>`: the conversion table for people. */
export async function runTable(path: string, flags: TableFlags, io: Io): Promise<ExitCode> {
  const files = nodeFiles(io.cwd);
  const read = readOrFind(files, path);
  if ('finding' in read) {
    reportFindings(io, flags, [read.finding], new Map());
    return EXIT.failed;
  }
  const source = readYaml(read.text, path);
  if (fileKind(source.value) === 'spec') {
    reportFindings(io, flags, [wrongKind(path, 'spec')], new Map());
    return EXIT.failed;
  }
  const { data: table, diagnostics } = validate(tableSchema, source);
  reportFindings(io, flags, diagnostics, new Map([[path, source.text]]));
  const { data: models } = priceListOf(
    modelsSchema,
    readPriceList(files.read(priceList('models')), priceList('models')),
  );
  if (table === null || models === null) return EXIT.failed;
  if (flags.evals === true) {
    const { runTableEvals } = await import('./tableEvals.ts');
    return runTableEvals(path, source, table, flags, io);
  }
  const prices = resolvePrices(models, table);
  const report = tableReport({ name: 'budget', version: version() }, table, prices);
  writeOutputs(io, flags, tableFormats(report, screenFor(io, flags)));
  return EXIT.done;
}
