import { explainedAll, explainedOne, explanationMarkdown } from '../render/codeExplanation.ts';
import { suggest } from '../spec/findings.ts';
import { DIAGNOSTICS, type DiagnosticCode, severityOf } from '../yaml/codes.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { screenFor } from './screenFor.ts';
import { UsageError } from './usageError.ts';
import { writeOutputs } from './writeOutputs.ts';

/** `budget explain [code]`: what a finding means and what to do about it; without a code, all of them. */
export function runExplain(word: string | undefined, flags: GlobalFlags, io: Io): ExitCode {
  const codes = word === undefined ? CODES : [codeNamed(word)];
  const [only] = codes;
  const { width } = screenFor(io, flags);
  writeOutputs(io, flags, {
    table: () =>
      word === undefined || only === undefined
        ? explainedAll(codes, width)
        : explainedOne(only, width),
    markdown: () => codes.map(explanationMarkdown).join('\n\n'),
    json: () =>
      JSON.stringify(
        codes.map((code) => ({
          code,
          severity: severityOf(code),
          title: DIAGNOSTICS[code].title,
          help: DIAGNOSTICS[code].help,
        })),
        null,
        2,
      ),
  });
  return EXIT.done;
}

const CODES = Object.keys(DIAGNOSTICS) as DiagnosticCode[];

function codeNamed(word: string): DiagnosticCode {
  const plain = word.replaceAll(/[[\]]/g, '');
  const code = CODES.find((each) => each === plain);
  if (code) return code;
  throw new UsageError(`there is no code "${word}"`, suggest(plain, CODES));
}
