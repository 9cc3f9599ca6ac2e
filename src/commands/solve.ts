import type { AskedExplanation } from '../render/solve/explanation.ts';
import { idsIn } from '../render/idsIn.ts';
import type { SolveReport } from '../render/report.ts';
import type { Drawn } from '../render/charts/pictureFiles.ts';
import { type Answers, answers } from './answers.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { screenFor } from './screenFor.ts';
import { nearestFew } from '../units/nearest.ts';
import { solveFormats, TOP } from './solveFormats.ts';
import { solveReport } from './solveReport.ts';
import type { TraceFlags } from './traceSelection.ts';
import { UsageError } from './usageError.ts';
import { asksFor, writeOutputs, writesFile } from './writeOutputs.ts';

export interface SolveFlags extends GlobalFlags, TraceFlags {
  readonly strict?: boolean;
  readonly exitCode?: boolean;
  readonly exact?: boolean;
  readonly explain?: string;
  /** Every list and table in full. */
  readonly all?: boolean;
  readonly traces?: readonly string[];
}

/** Ids offered for one that does not exist. */
const NEAREST = 3;

/** `budget solve <spec>`: read, solve every agent, render. */
export async function runSolve(spec: string, flags: SolveFlags, io: Io): Promise<ExitCode> {
  const strict = flags.strict ?? false;
  const answered = answers(spec, flags, io, {
    strict,
    exact: flags.exact ?? false,
    ...(flags.explain === undefined ? {} : { explain: flags.explain }),
  });
  if (answered === null) return EXIT.failed;
  const { loaded, results } = answered;
  const trust =
    flags.traces === undefined
      ? undefined
      : await (
          await import('./solveTrust.ts')
        ).solveTrust(flags.traces, loaded, results, flags, io);
  if (trust === null) return EXIT.failed;
  const report = { ...solveReport(answered), ...(trust === undefined ? {} : { trust }) };
  // The page is heavy: it is loaded only where it is asked for.
  const page = asksFor(flags, 'html') ? await import('./specPage.ts') : null;
  const { read } = loaded;
  const asked = flags.explain === undefined ? null : explanationIn(report, flags.explain);
  const formats = solveFormats(report, {
    verb: 'solve',
    top: flags.top ?? TOP,
    all: flags.all ?? false,
    screen: screenFor(io, flags),
    asked,
    drawn: await drawnFor(answered, report, asked, flags),
    place: {
      file: spec,
      rangeOf: (agent) => read?.specSource.rangeOf(['agents', agent, 'want'], 'key') ?? null,
    },
    found: loaded.diagnostics,
  });
  writeOutputs(io, flags, {
    ...formats,
    html: () => page?.specPage(answered, { spec, strict }) ?? '',
  });
  return flags.exitCode && report.agents.some((agent) => agent.feasibleCount.value === 0)
    ? EXIT.no
    : EXIT.done;
}

/** What pictures there are beside Markdown in a file: charts are loaded only for that. */
async function drawnFor(
  { loaded, results }: Answers,
  report: SolveReport,
  asked: AskedExplanation | null,
  flags: SolveFlags,
): Promise<Drawn | null> {
  if (!writesFile(flags, 'markdown')) return null;
  const { penFor } = await import('./pen.ts');
  const { solvePictures } = await import('./solvePictures.ts');
  const { offeredExplanation } = await import('./offeredExplanation.ts');
  return solvePictures(penFor(flags), report, (agent) => {
    if (asked !== null) return asked.explained;
    const problem = loaded.problems.find((each) => each.agent === agent);
    const result = results.find((each) => each.agent === agent);
    return problem && result ? offeredExplanation(problem, result) : null;
  });
}

/** @throws UsageError when no agent of the spec has such an architecture. */
function explanationIn({ agents }: SolveReport, id: string): AskedExplanation {
  for (const { agent, explained } of agents) if (explained) return { agent, explained };
  const known = [...new Set(agents.flatMap(idsIn))];
  const near = nearestFew(id, known, NEAREST).join(', ');
  throw new UsageError(
    `no architecture looked at has the id "${id}"`,
    known.length === 0 ? 'nothing could be offered, so there is no id' : `the nearest: ${near}`,
  );
}
