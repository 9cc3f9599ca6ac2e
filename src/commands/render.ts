import { costFormats } from '../render/cost/costFormats.ts';
import { diffFormats } from '../render/diffFormats.ts';
import { findingsFormats } from '../render/findingsFormats.ts';
import { savedFindings } from '../render/findingsJson.ts';
import type { Formats } from '../render/formats.ts';
import { proposalFormats } from '../render/proposalFormats.ts';
import { savedProposals } from '../render/proposalJson.ts';
import { readSaved, type Saved } from '../render/readSaved.ts';
import { tableFormats } from '../render/table/tableFormats.ts';
import { verifyFormats } from '../render/verifyFormats.ts';
import { costPictures } from './costPictures.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { findingsText } from './findingsText.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { readOrFind } from './readOrFind.ts';
import { savedSolveFormats } from './savedSolveFormats.ts';
import { screenFor } from './screenFor.ts';
import { writeOutputs } from './writeOutputs.ts';

export interface RenderFlags extends GlobalFlags {
  /** Every list and table in full. */
  readonly all?: boolean;
}

/** `budget render <result.json>`: a saved result of any verb in any format; nothing is solved again. */
export async function runRender(path: string, flags: RenderFlags, io: Io): Promise<ExitCode> {
  const read = readOrFind(nodeFiles(io.cwd), path);
  const result = 'finding' in read ? null : readSaved(read.text, path);
  const findings = 'finding' in read ? [read.finding] : (result?.findings ?? []);
  reportFindings(io, flags, findings, new Map());
  if (result === null || result.saved === null) return EXIT.failed;
  writeOutputs(io, flags, await formatsOf(result.saved, path, flags, io));
  return EXIT.done;
}

async function formatsOf(saved: Saved, path: string, flags: RenderFlags, io: Io): Promise<Formats> {
  const screen = screenFor(io, flags);
  switch (saved.kind) {
    case 'solve':
      return savedSolveFormats(saved.report, path, flags, screen);
    case 'cost':
      return costFormats(saved.report, screen, costPictures(flags, saved.report));
    case 'table':
      return tableFormats(saved.report, screen);
    case 'diff':
      return diffFormats(saved.report, screen);
    case 'verify': {
      const shown = { screen, all: flags.all ?? flags.verbose ?? false };
      const place = { file: path, rangeOf: () => null };
      return verifyFormats(saved.report, place, shown, `render ${path}`);
    }
    case 'proposal':
      return proposalFormats(savedProposals(saved.report), screen);
    case 'findings': {
      const report = savedFindings(saved.report);
      return {
        table: () => findingsText(report, new Map(), flags, io),
        ...findingsFormats(() => report),
      };
    }
  }
}
