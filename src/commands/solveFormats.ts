import { type Drawn, withPictures } from '../render/charts/pictureFiles.ts';
import { asComment } from '../render/comment.ts';
import {
  type AskedExplanation,
  explanationMarkdown,
  explanationTerminal,
} from '../render/solve/explanation.ts';
import { findingsFormats } from '../render/findingsFormats.ts';
import type { FindingsReport } from '../render/findingsReport.ts';
import { blocks } from '../render/markdown/markdown.ts';
import { renderJson } from '../render/json.ts';
import { renderMarkdown } from '../render/solve/markdown.ts';
import type { Screen, SolveReport } from '../render/report.ts';
import { renderSolveCsv } from '../render/solveCsv.ts';
import { type LimitsPlace, renderSolveJunit, solveFindings } from '../render/solveFindings.ts';
import { renderTerminal } from '../render/solve/terminal.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { compareDiagnostics } from '../yaml/compareDiagnostics.ts';
import type { Formats } from '../render/formats.ts';

/** What the formats of an answer hang on beside the answer. */
export interface SolveFormatOptions {
  /** The verb and the file, to find a comment again: `solve spec.yaml`. */
  readonly verb: 'solve' | 'render';
  readonly top: number;
  /** Every list and table in full. */
  readonly all: boolean;
  readonly screen: Screen;
  /** What `--explain` asked about; null when nothing was asked. */
  readonly asked: AskedExplanation | null;
  readonly place: LimitsPlace;
  /** Pictures for Markdown that goes to a file; null where none does. */
  readonly drawn: Drawn | null;
  /** What was found while the files were read. */
  readonly found: readonly Diagnostic[];
}

/** Rows of lists that may be long, unless `--top` says otherwise. */
export const TOP = 5;

/** An answer, fresh or saved, in every format but HTML. */
export function solveFormats(report: SolveReport, options: SolveFormatOptions): Formats {
  const { verb, top, all, screen, asked, place, drawn } = options;
  return {
    table: () =>
      asked ? explanationTerminal(asked, screen) : renderTerminal(report, { top, all, screen }),
    ...findingsFormats(() => findingsOf(report, options)),
    json: () => renderJson(report),
    markdown: (path?: string) =>
      withPictures(path, drawn, agentsShown(report, asked), (pictures) =>
        asComment(
          `${verb} ${place.file}`,
          asked
            ? blocks([explanationMarkdown(asked), ...pictures(asked.agent)]).text
            : renderMarkdown(report, { top, pictures }),
        ),
      ),
    junit: () => renderSolveJunit(report),
    csv: () => renderSolveCsv(report),
  };
}

function agentsShown({ agents }: SolveReport, asked: AskedExplanation | null): string[] {
  return asked === null ? agents.map(({ agent }) => agent) : [asked.agent];
}

/** The answer as findings: the warnings of reading, and every agent for which nothing fits. */
function findingsOf(
  report: SolveReport,
  { verb, place, found }: SolveFormatOptions,
): FindingsReport {
  const failed = solveFindings(report, place);
  const fitting = report.agents.length - failed.length;
  return {
    tool: report.tool,
    verb,
    files: [place.file],
    findings: [...found, ...failed].toSorted(compareDiagnostics),
    ignored: [],
    codes: ['nothing-fits'],
    failing: ['error'],
    wrong: [],
    summary: `${failed.length === 0 ? '✓' : '✗'} something fits for ${fitting} of ${report.agents.length} ${report.agents.length === 1 ? 'agent' : 'agents'}`,
  };
}
