import { createHash } from 'node:crypto';
import {
  type AskedExplanation,
  explanationMarkdown,
  explanationTerminal,
} from '../render/explanation.ts';
import { idsIn } from '../render/idsIn.ts';
import { renderJson } from '../render/json.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { PLAIN, type Paint, type SolveReport } from '../render/report.ts';
import { renderTerminal } from '../render/terminal.ts';
import { hasErrors, type LoadedSpec, loadSpec } from '../spec/load.ts';
import type { AgentResult } from '../solver/result.ts';
import { solve, type TooMany } from '../solver/solve.ts';
import { formatCount } from '../units/count.ts';
import type { Diagnostic } from '../yaml/diagnostic.ts';
import { chalkFor } from './color.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { packageFile } from './packageFile.ts';
import { nearestFew } from '../units/nearest.ts';
import { UsageError } from './usageError.ts';
import { version } from './version.ts';
import { writeOutputs } from './writeOutputs.ts';

export interface SolveFlags extends GlobalFlags {
  readonly strict?: boolean;
  readonly exitCode?: boolean;
  readonly exact?: boolean;
  readonly explain?: string;
}

const TOP = 5;

/** Ids offered for one that does not exist. */
const NEAREST = 3;

/** `budget solve <spec>`: read, solve every agent, render. */
export function runSolve(spec: string, flags: SolveFlags, io: Io): ExitCode {
  const loaded = loadSpec(spec, {
    files: nodeFiles(io.cwd),
    models: packageFile('tables/models.yaml'),
    sets: flags.set ?? [],
  });
  const answers = hasErrors(loaded.diagnostics)
    ? []
    : loaded.problems.map((problem) =>
        solve(problem, {
          strict: flags.strict ?? false,
          exact: flags.exact ?? false,
          ...(flags.explain === undefined ? {} : { explain: flags.explain }),
        }),
      );
  const tooMany = answers.flatMap((answer) =>
    'tooMany' in answer ? [tooManyFinding(spec, answer.tooMany)] : [],
  );
  reportFindings(io, flags, [...loaded.diagnostics, ...tooMany], loaded.sources);
  if (hasErrors(loaded.diagnostics) || tooMany.length > 0) return EXIT.failed;
  const report = reportOf(
    loaded,
    answers.flatMap((answer) => ('result' in answer ? [answer.result] : [])),
  );
  const top = flags.top ?? TOP;
  const asked = flags.explain === undefined ? null : explanationIn(report, flags.explain);
  const paint = paintFor(io, flags);
  writeOutputs(io, flags, {
    table: () =>
      asked ? explanationTerminal(asked, paint) : renderTerminal(report, { top, paint }),
    json: () => renderJson(report),
    markdown: () => (asked ? explanationMarkdown(asked) : renderMarkdown(report, { top })),
  });
  return flags.exitCode && report.agents.some((agent) => agent.feasibleCount.value === 0)
    ? EXIT.no
    : EXIT.done;
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

function reportOf(loaded: LoadedSpec, agents: AgentResult[]): SolveReport {
  return {
    tool: { name: 'budget', version: version() },
    inputs: loaded.inputs.map(({ path, text }) => ({
      path,
      sha256: createHash('sha256').update(text).digest('hex'),
    })),
    agents,
    warnings: loaded.diagnostics.map((each) => ({
      ...each,
      // The names that inputs have, so that a result does not tell from where it was asked.
      file: loaded.inputs.find(({ file }) => file === each.file)?.path ?? each.file,
    })),
  };
}

/** Colours only where a terminal reads: files never hold them. */
function paintFor(io: Io, flags: SolveFlags): Paint {
  if ((flags.output ?? []).length > 0) return PLAIN;
  const chalk = chalkFor(io, io.stdout, flags.color);
  return { bold: chalk.bold, good: chalk.green, bad: chalk.red, quiet: chalk.dim };
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
