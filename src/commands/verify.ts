import type { AcceptedPlace } from '../render/verifyFindings.ts';
import { verifyFormats } from '../render/verifyFormats.ts';
import type { VerifyReport } from '../render/verifyReport.ts';
import { hasErrors, type LoadedSpec, loadSpec } from '../spec/load.ts';
import { readChoices } from '../spec/readChoices.ts';
import type { Outcome } from '../trust/verify/verifyAgent.ts';
import { inputHashes } from './answers.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { LaunchedAgent, type Promised } from './launchedAgent.ts';
import { newOutcomes } from './newEvalResults.ts';
import { nodeFiles } from './nodeFiles.ts';
import { observeTraces } from './observeTraces.ts';
import { packageFile } from './packageFile.ts';
import { screenFor } from './screenFor.ts';
import type { TraceFlags } from './traceSelection.ts';
import { UsageError } from './usageError.ts';
import { version } from './version.ts';
import { writeOutputs } from './writeOutputs.ts';

export interface VerifyFlags extends GlobalFlags, TraceFlags {
  readonly evals?: readonly string[];
}

/**
 * `budget verify <spec> <traces…>`: did the launched system keep what was accepted.
 *
 * @returns 0 kept, 1 worse or another architecture, 2 not enough data or unreadable input
 * @throws UsageError when the traces hold no whole requests, or are those of another agent
 */
export async function runVerify(
  spec: string,
  traces: readonly string[],
  flags: VerifyFlags,
  io: Io,
): Promise<ExitCode> {
  const loaded = loadSpec(spec, {
    files: nodeFiles(io.cwd),
    models: packageFile('tables/models.yaml'),
    sets: flags.set ?? [],
  });
  reportFindings(io, flags, loaded.diagnostics, loaded.sources);
  if (hasErrors(loaded.diagnostics) || loaded.spec === null) return EXIT.failed;
  const promised = promisedBy(loaded, spec);
  const launches = promised.map((each) => new LaunchedAgent(each, loaded));
  const observed = await observeTraces(traces, flags, io, (request) => {
    for (const launch of launches) launch.add(request);
  });
  if (observed === null) return EXIT.failed;
  const outcomes =
    flags.evals === undefined || loaded.table === null
      ? null
      : await newOutcomes(flags.evals, loaded.table, io);
  const agents = launches.map((launch) => launch.verdict(outcomes, flags, io));
  const report: VerifyReport = {
    tool: { name: 'budget', version: version() },
    inputs: inputHashes(loaded),
    agents,
    warnings: loaded.diagnostics,
  };
  const place: AcceptedPlace = {
    file: spec,
    rangeOf: (agent, key) =>
      loaded.read?.specSource.rangeOf(
        ['agents', agent, 'accepted', ...(key === null ? [] : [key])],
        'key',
      ) ?? null,
  };
  const shown = { screen: screenFor(io, flags), all: flags.verbose ?? false };
  writeOutputs(io, flags, verifyFormats(report, place, shown, `verify ${spec}`));
  return exitCodeOf(agents.map(({ outcome }) => outcome));
}

/** The gravest outcome decides. */
export function exitCodeOf(outcomes: readonly Outcome[]): ExitCode {
  if (outcomes.some((outcome) => outcome === 'worse' || outcome === 'different-architecture'))
    return EXIT.no;
  return outcomes.includes('not-enough-data') ? EXIT.failed : EXIT.done;
}

/** @throws UsageError when nothing was accepted, or what was cannot be had any more */
function promisedBy({ problems, spec: read }: LoadedSpec, spec: string): Promised[] {
  const promised = problems.flatMap((problem): Promised[] => {
    const accepted = read?.agents[problem.agent]?.accepted;
    if (accepted === undefined) return [];
    const lost: string[] = [];
    const choices = readChoices(problem, accepted.choices, (_code, _key, _part, message) =>
      lost.push(message),
    );
    if (choices === null)
      throw new UsageError(
        `${problem.agent}: what was accepted cannot be had any more: ${lost.join('; ')}`,
        `budget check ${spec} shows where`,
      );
    return [{ problem, accepted, choices }];
  });
  if (promised.length === 0)
    throw new UsageError(
      `${spec}: nothing was accepted, so there is nothing to hold a launch to`,
      `budget solve ${spec} prints what can be promised, budget accept ${spec} ID signs it`,
    );
  return promised;
}
