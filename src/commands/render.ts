import { basename } from 'node:path';
import type { SolveReport } from '../render/report.ts';
import { readResult } from '../render/readResult.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { screenFor } from './screenFor.ts';
import { readOrFind } from './readOrFind.ts';
import { solveFormats, TOP } from './solveFormats.ts';
import { asksFor, writeOutputs } from './writeOutputs.ts';

export interface RenderFlags extends GlobalFlags {
  /** Every list and table in full. */
  readonly all?: boolean;
}

/** `budget render <result.json>`: a saved result in any format; nothing is solved again. */
export async function runRender(path: string, flags: RenderFlags, io: Io): Promise<ExitCode> {
  const read = readOrFind(nodeFiles(io.cwd), path);
  const result = 'finding' in read ? null : readResult(read.text, path);
  const findings = 'finding' in read ? [read.finding] : (result?.findings ?? []);
  reportFindings(io, flags, findings, new Map());
  if (result === null || result.report === null) return EXIT.failed;
  const { report } = result;
  const html = asksFor(flags, 'html') ? await pageOf(report, path) : '';
  const explained = report.agents.find((agent) => agent.explained !== null);
  const formats = solveFormats(report, {
    verb: 'render',
    top: flags.top ?? TOP,
    all: flags.all ?? false,
    screen: screenFor(io, flags),
    asked: explained?.explained ? { agent: explained.agent, explained: explained.explained } : null,
    place: { file: path, rangeOf: () => null },
    found: report.warnings,
  });
  writeOutputs(io, flags, { ...formats, html: () => html });
  return EXIT.done;
}

/** Without its spec a result has no sliders: their answers were not saved. */
async function pageOf(report: SolveReport, path: string): Promise<string> {
  const { renderPage } = await import('../render/page/page.ts');
  const { pageAssets } = await import('./pageAssets.ts');
  const { shippedWaits } = await import('./shippedWaits.ts');
  const input = {
    title: report.agents.length === 1 ? (report.agents[0]?.agent ?? '') : basename(path),
    spec: null,
    report,
    agents: report.agents.map((result) => ({
      result,
      whatIf: null,
      explained: result.explained === null ? [] : [result.explained],
    })),
    table: null,
    waits: shippedWaits(),
    strict: false,
  };
  return renderPage(input, pageAssets());
}
