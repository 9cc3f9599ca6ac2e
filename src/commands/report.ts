import { EXIT, type ExitCode } from './exitCode.ts';
import { answers } from './answers.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { specPage } from './specPage.ts';
import { writeOutputs } from './writeOutputs.ts';

export interface ReportFlags extends GlobalFlags {
  readonly strict?: boolean;
}

/** `budget report <spec>`: one self-contained HTML page, to a file or to standard output. */
export function runReport(spec: string, flags: ReportFlags, io: Io): ExitCode {
  const strict = flags.strict ?? false;
  const answered = answers(spec, flags, io, { strict });
  if (answered === null) return EXIT.failed;
  const toStdout = (flags.output ?? []).length === 0 ? { format: 'html' } : {};
  writeOutputs(
    io,
    { ...toStdout, ...flags },
    {
      html: () => specPage(answered, { spec, strict }),
    },
  );
  return EXIT.done;
}
