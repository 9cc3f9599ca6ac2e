import { asComment } from './comment.ts';
import { findingsFormats } from './findingsFormats.ts';
import type { Formats } from './formats.ts';
import { type AcceptedPlace, verifyFindings } from './verifyFindings.ts';
import { renderVerifyJson } from './verifyJson.ts';
import { renderVerifyJunit } from './verifyJunit.ts';
import { renderVerifyMarkdown } from './verifyMarkdown.ts';
import type { VerifyReport } from './verifyReport.ts';
import { renderVerifyTerminal, type VerifyOptions } from './verifyTerminal.ts';

/** What `verify` found, fresh or saved, in every format. */
export function verifyFormats(
  report: VerifyReport,
  place: AcceptedPlace,
  options: VerifyOptions,
  /** The verb and the file, to find a comment again. */
  about: string,
): Formats {
  return {
    table: () => renderVerifyTerminal(report, options),
    ...findingsFormats(() => verifyFindings(report, place)),
    json: () => renderVerifyJson(report),
    markdown: () => asComment(about, renderVerifyMarkdown(report)),
    junit: () => renderVerifyJunit(report),
  };
}
