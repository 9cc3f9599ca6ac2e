import type { AcceptedPlace } from '../render/verifyFindings.ts';
import { verifyFormats } from '../render/verifyFormats.ts';
import type { VerifiedAgent, VerifyReport } from '../render/verifyReport.ts';
import type { Outcome as EvalOutcome } from '../evals/outcome.ts';
import type { Choices } from '../solver/choices.ts';
import type { Problem } from '../solver/problem.ts';
import { hasErrors, type LoadedSpec, loadSpec } from '../spec/load.ts';
import { readChoices } from '../spec/readChoices.ts';
import type { AgentSpec } from '../spec/schema.ts';
import type { Table } from '../table/schema.ts';
import { waysToRun } from '../table/ways.ts';
import type { ObservedRequest } from '../trust/observed.ts';
import { verifyAgent, type Outcome } from '../trust/verify/verifyAgent.ts';
import { inputHashes } from './answers.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { newOutcomes, taskResults } from './newEvalResults.ts';
import {
  matchNames,
  observeTraces,
  requestsOf,
  tellOthers,
  type Observation,
} from './observeTraces.ts';
import { packageFile } from './packageFile.ts';
import { screenFor } from './screenFor.ts';
import type { TraceFlags } from './traceSelection.ts';
import { UsageError } from './usageError.ts';
import { version } from './version.ts';
import { writeOutputs } from './writeOutputs.ts';

export interface VerifyFlags extends GlobalFlags, TraceFlags {
  readonly evals?: readonly string[];
}

/** An agent with what it is to be held to. */
interface Promised {
  readonly problem: Problem;
  readonly accepted: NonNullable<AgentSpec['accepted']>;
  readonly choices: Choices;
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
  const observed = await observeTraces(traces, flags, io);
  if (observed === null) return EXIT.failed;
  const outcomes =
    flags.evals === undefined || loaded.table === null
      ? null
      : await newOutcomes(flags.evals, loaded.table, io);
  const agents = promised.map((each) => verified(each, loaded, observed, outcomes, flags, io));
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

function verified(
  { problem, accepted, choices }: Promised,
  { spec, table }: LoadedSpec,
  { requests }: Observation,
  outcomes: readonly EvalOutcome[] | null,
  flags: VerifyFlags,
  io: Io,
): VerifiedAgent {
  const own: readonly ObservedRequest[] = requestsOf(
    problem.agent,
    Object.keys(spec?.agents ?? {}),
    requests,
  );
  tellOthers(problem.agent, own, requests, flags, io);
  matchNames(problem, own, flags, io);
  const found = verifyAgent({
    problem,
    signed: {
      choices,
      latency: accepted.latency ?? {},
      ttft: accepted.ttft ?? {},
      progress: accepted.progress ?? {},
      accuracy: accepted.accuracy ?? null,
      costPerRequest: perRequest(accepted.cost, problem),
    },
    requests: own,
    errorRate: (component, variant) => errorRate(table, component, variant),
    evals:
      outcomes === null || table === null
        ? null
        : taskResults(outcomes, problem, choices, table, io),
  });
  return { ...found, accepted: accepted.date, ...periodOf(own) };
}

/** First and last day on which requests began, UTC. */
function periodOf(requests: readonly ObservedRequest[]): Pick<VerifiedAgent, 'from' | 'to'> {
  let [first, last] = [Infinity, -Infinity];
  for (const { startedMs } of requests) {
    first = Math.min(first, startedMs);
    last = Math.max(last, startedMs);
  }
  const day = (ms: number) =>
    Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 10) : null;
  return { from: day(first), to: day(last) };
}

/** Whatever was signed, as USD a request; null where no cost was. */
function perRequest(
  cost: NonNullable<AgentSpec['accepted']>['cost'],
  { traffic: { turns, requests } }: Problem,
): number | null {
  if (cost?.per_request !== undefined) return cost.per_request;
  if (cost?.per_conversation !== undefined) return cost.per_conversation / turns;
  return cost?.per_month !== undefined && requests !== null ? cost.per_month / requests : null;
}

function errorRate(table: Table | null, component: string, variant: string): number | null {
  const found = table?.components[component];
  if (found === undefined) return null;
  const ways = waysToRun(found);
  return (ways.find(({ name }) => name === variant) ?? ways[0])?.errors ?? null;
}
