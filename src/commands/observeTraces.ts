import { coverageReport } from './coverageReport.ts';
import type { Measurement } from '../traces/measurement.ts';
import type { Foreign } from '../trust/foreign.ts';
import type { ObservedRequest } from '../trust/observed.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { nothingMeasured } from './measure.ts';
import { measureSources } from './measureSources.ts';
import { traceSelection, type TraceFlags } from './traceSelection.ts';
import { UsageError } from './usageError.ts';
import { columnsOf } from './screenFor.ts';

/** What traces came to, and how many whole requests there are. */
export interface Observation {
  readonly measurement: Measurement;
  readonly requests: number;
}

/**
 * Reads traces as `measure` does, and shows every whole request. What was left out is told to standard
 * error; null when the rules have mistakes, which are then reported.
 *
 * @throws UsageError when there is no whole request in them
 */
export async function observeTraces(
  files: readonly string[],
  flags: GlobalFlags & TraceFlags,
  io: Io,
  onRequest: (request: ObservedRequest) => void,
): Promise<Observation | null> {
  const selection = traceSelection(flags, io);
  if (selection === null) return null;
  let requests = 0;
  const measurement = await measureSources(
    {
      files,
      cwd: io.cwd,
      env: io.env,
      stdin: io.stdin as AsyncIterable<Uint8Array | string>,
      ...selection,
      onRequest: (request) => {
        requests += 1;
        onRequest(request);
      },
    },
    { write: () => undefined },
  );
  if (flags.verbose === true && measurement.coverage.lines.total > 0)
    io.stderr.write(coverageReport(measurement, columnsOf(io, io.stderr)));
  const failure = nothingMeasured(measurement);
  if (failure !== null) throw new UsageError(failure);
  if (requests === 0) throw withoutRoots(measurement);
  if (flags.quiet !== true) warnOfLosses(measurement, io);
  return { measurement, requests };
}

function withoutRoots({ coverage: { traces } }: Measurement): UsageError {
  const { rootless, multiRoot, gateway } = traces;
  const why = [
    ...(rootless > 0 ? [`${rootless} have no root span`] : []),
    ...(multiRoot > 0 ? [`${multiRoot} have several`] : []),
    ...(gateway > 0 ? [`${gateway} are single calls from a gateway's log`] : []),
  ];
  return new UsageError(
    `no whole requests in ${traces.total} traces: ${why.join(', ')}`,
    'export the span that covers a whole request, too: without it nobody knows how long a request took',
  );
}

/** Nothing is left out in silence: what a verdict does not rest on is said. */
function warnOfLosses({ coverage }: Measurement, io: Io): void {
  const { traces, lines, files } = coverage;
  const rejected = lines.rejected.reduce((sum, { count }) => sum + count, 0);
  const parts = [
    ...files.notRead.map(({ name, reason }) => `${name} was not read (${reason})`),
    ...(rejected > 0 ? [`${rejected} of ${lines.total} lines could not be read`] : []),
    ...(traces.rootless > 0 ? [`${traces.rootless} traces have no root span`] : []),
    ...(traces.multiRoot > 0 ? [`${traces.multiRoot} traces have several roots`] : []),
  ];
  if (parts.length > 0) io.stderr.write(`warning: left out: ${parts.join('; ')}\n`);
}

/**
 * Whether a request is of an agent of a spec: all are where the spec has one agent, else those whose root
 * is named like the agent.
 */
export function isOf(agent: string, agents: readonly string[], request: ObservedRequest): boolean {
  return agents.length === 1 || request.agent === agent;
}

/** Says whose requests the traces hold, where none are of the agent. @param names of all roots */
export function tellOthers(
  agent: string,
  names: ReadonlySet<string | null>,
  { quiet }: GlobalFlags,
  io: Io,
): void {
  if (quiet === true) return;
  const others = [...new Set([...names].map((name) => name ?? 'nothing'))].sort();
  io.stderr.write(
    `warning: ${agent}: no request is its own: of several agents in a spec each has those whose root span is named like it, and the roots are named ${list(others)}\n`,
  );
}

/**
 * Says which names a workflow and its traces do not share.
 * @throws UsageError when they share none: then these are the traces of another agent
 */
export function matchNames(agent: string, names: Foreign, flags: GlobalFlags, io: Io): void {
  if (names.nothingShared)
    throw new UsageError(
      `${agent}: the traces run none of its steps. The spec has ${list(names.untraced)}; the traces have ${list(names.unnamed)}`,
      mapping(names) ?? 'are these the traces of another agent?',
    );
  if (flags.quiet === true) return;
  if (names.unnamed.length > 0)
    io.stderr.write(
      `warning: ${agent}: the traces run ${list(names.unnamed)}, which the workflow does not name${names.untraced.length > 0 ? `; they never run ${list(names.untraced)}` : ''}\n${help(names)}`,
    );
}

function help(names: Foreign): string {
  const text = mapping(names);
  return text === null ? '' : `help: ${text}\n`;
}

function mapping({ alike }: Foreign): string | null {
  if (alike.length === 0) return null;
  const pairs = alike.map(({ traced, step }) => `${traced} may be ${step}`).join(', ');
  return `${pairs}: name it so with --rules, or with component: in the spec`;
}

const MOST = 8;

function list(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  const shown = names.slice(0, MOST).join(', ');
  return names.length > MOST ? `${shown} and ${names.length - MOST} more` : shown;
}
