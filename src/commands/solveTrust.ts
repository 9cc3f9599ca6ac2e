import { finalistsOf } from '../render/solve/trustText.ts';
import type { AgentResult } from '../solver/result.ts';
import type { LoadedSpec } from '../spec/load.ts';
import { readChoices } from '../spec/readChoices.ts';
import { agentTrust, type AgentTrust } from '../trust/agentTrust.ts';
import { RequestSample } from '../trust/requestSample.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { isOf, matchNames, observeTraces } from './observeTraces.ts';
import type { TraceFlags } from './traceSelection.ts';

/** Seed of what is drawn, unless told: the same input gives the same bytes. */
const SEED = 1;

/**
 * What traces of today's architecture say of the answers, by agent; null when the rules have mistakes.
 * @throws UsageError when the traces hold no whole requests, or are those of another agent
 */
export async function solveTrust(
  traces: readonly string[],
  { spec, problems }: LoadedSpec,
  results: readonly AgentResult[],
  flags: GlobalFlags & TraceFlags,
  io: Io,
): Promise<ReadonlyMap<string, AgentTrust> | null> {
  const agents = Object.keys(spec?.agents ?? {});
  const samples = problems.map((problem) => ({ problem, sample: new RequestSample() }));
  const observed = await observeTraces(traces, flags, io, (request) => {
    for (const { problem, sample } of samples)
      if (isOf(problem.agent, agents, request)) sample.add(request);
  });
  if (observed === null) return null;
  return new Map(
    results.flatMap((result, at) => {
      const own = samples[at];
      if (own === undefined) return [];
      const { problem, sample } = own;
      if (sample.times.count > 0)
        matchNames(problem.agent, sample.names.foreign(problem), flags, io);
      const finalists = finalistsOf(result).flatMap(({ id, choices }) => {
        const read = readChoices(problem, mutable(choices), () => undefined);
        return read === null ? [] : [{ id, choices: read }];
      });
      return [[result.agent, agentTrust(problem, sample, finalists, flags.seed ?? SEED)] as const];
    }),
  );
}

function mutable(choices: AgentResult['proposal']['choices']): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(choices ?? {}).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : [...value],
    ]),
  );
}
