import { spaceSize } from '../solver/enumerate.ts';
import type { Problem } from '../solver/problem.ts';
import type { AgentResult } from '../solver/result.ts';
import { solve, type SolveOptions, type TooMany } from '../solver/solve.ts';
import { hasErrors, type LoadedSpec, loadSpec } from '../spec/load.ts';
import { sha256 } from '../spec/textHash.ts';
import { formatCount } from '../units/count.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { priceList } from './priceList.ts';
import { StatusLine } from './statusLine.ts';
import { timed } from './stopwatch.ts';

/** A spec with the answer for each of its agents, in the order of its problems. */
export interface Answers {
  readonly loaded: LoadedSpec;
  readonly results: readonly AgentResult[];
}

/** Reads a spec and solves every agent. What is wrong is printed; null when there is no answer. */
export function answers(
  spec: string,
  flags: GlobalFlags,
  io: Io,
  options: SolveOptions = {},
): Answers | null {
  const loaded = timed(io, flags, `${spec}: read`, () =>
    loadSpec(spec, {
      files: nodeFiles(io.cwd),
      models: priceList('models'),
      gpus: priceList('gpus'),
      sets: flags.set ?? [],
    }),
  );
  const found = hasErrors(loaded.diagnostics)
    ? []
    : loaded.problems.map((problem) =>
        timed(io, flags, `${problem.agent}: solved`, () =>
          solvedWatched(problem, flags, io, options),
        ),
      );
  const tooMany = found.flatMap((answer) =>
    'tooMany' in answer ? [tooManyFinding(spec, answer.tooMany)] : [],
  );
  reportFindings(io, flags, [...loaded.diagnostics, ...tooMany], loaded.sources);
  if (hasErrors(loaded.diagnostics) || tooMany.length > 0) return null;
  return {
    loaded,
    results: found.flatMap((answer) => ('result' in answer ? [answer.result] : [])),
  };
}

/** Says on a terminal that a long search goes on, and takes that away again. */
function solvedWatched(
  problem: Problem,
  { quiet }: GlobalFlags,
  io: Io,
  options: SolveOptions,
): ReturnType<typeof solve> {
  if (quiet === true || io.stderr.isTTY !== true) return solve(problem, options);
  const line = new StatusLine(io.stderr, () => performance.now());
  const { architectures } = spaceSize(problem);
  const words = (elapsedMs: number) =>
    `${problem.agent}: searching ${formatCount(architectures)} architectures · ${Math.floor(elapsedMs / 1000)} s`;
  try {
    return solve(problem, { ...options, watch: () => line.show(words) });
  } finally {
    line.clear();
  }
}

/** What was read, by name and SHA-256. */
export function inputHashes({ inputs }: LoadedSpec): { path: string; sha256: string }[] {
  return inputs.map(({ path, text }) => ({ path, sha256: sha256(text) }));
}

function tooManyFinding(file: string, { agent, architectures, most }: TooMany): Diagnostic {
  return {
    code: 'too-many-architectures',
    severity: 'error',
    message: `${agent} leaves ${formatCount(architectures)} architectures open, and its steps are coupled in a way that only trying them all can follow exactly, which is done up to ${formatCount(most)}`,
    file,
    range: null,
    help: 'leave out --exact for the best that a search by neighbours finds, or fix a step to fewer variants (variants: [a, b]), or make a step or a shortcut not optional',
  };
}
