import { asComment } from '../render/comment.ts';
import { findingsFormats } from '../render/findingsFormats.ts';
import type { FindingsReport } from '../render/findingsReport.ts';
import {
  type AskedExplanation,
  explanationMarkdown,
  explanationTerminal,
} from '../render/explanation.ts';
import { idsIn } from '../render/idsIn.ts';
import { renderJson } from '../render/json.ts';
import { renderMarkdown } from '../render/markdown.ts';
import type { SolveReport } from '../render/report.ts';
import { renderSolveJunit, solveFindings } from '../render/solveFindings.ts';
import { renderTerminal } from '../render/terminal.ts';
import type { LoadedSpec } from '../spec/load.ts';
import type { AgentResult } from '../solver/result.ts';
import { compareDiagnostics } from '../yaml/compareDiagnostics.ts';
import { answers, inputHashes } from './answers.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { paintFor } from './paintFor.ts';
import { nearestFew } from '../units/nearest.ts';
import type { TraceFlags } from './traceSelection.ts';
import { UsageError } from './usageError.ts';
import { version } from './version.ts';
import { writeOutputs } from './writeOutputs.ts';

export interface SolveFlags extends GlobalFlags, TraceFlags {
  readonly strict?: boolean;
  readonly exitCode?: boolean;
  readonly exact?: boolean;
  readonly explain?: string;
  readonly traces?: readonly string[];
}

const TOP = 5;

/** Ids offered for one that does not exist. */
const NEAREST = 3;

/** `budget solve <spec>`: read, solve every agent, render. */
export async function runSolve(spec: string, flags: SolveFlags, io: Io): Promise<ExitCode> {
  const answered = answers(spec, flags, io, {
    strict: flags.strict ?? false,
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
  const report = { ...reportOf(loaded, results), ...(trust === undefined ? {} : { trust }) };
  const top = flags.top ?? TOP;
  const asked = flags.explain === undefined ? null : explanationIn(report, flags.explain);
  const paint = paintFor(io, flags);
  writeOutputs(io, flags, {
    table: () =>
      asked ? explanationTerminal(asked, paint) : renderTerminal(report, { top, paint }),
    ...findingsFormats(() => findingsOf(spec, report, loaded)),
    json: () => renderJson(report),
    markdown: () =>
      asComment(
        `solve ${spec}`,
        asked ? explanationMarkdown(asked) : renderMarkdown(report, { top }),
      ),
    junit: () => renderSolveJunit(report),
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

function reportOf(loaded: LoadedSpec, agents: readonly AgentResult[]): SolveReport {
  return {
    tool: { name: 'budget', version: version() },
    inputs: inputHashes(loaded),
    agents,
    warnings: loaded.diagnostics.map((each) => ({
      ...each,
      // The names that inputs have, so that a result does not tell from where it was asked.
      file: loaded.inputs.find(({ file }) => file === each.file)?.path ?? each.file,
    })),
  };
}

/** The answer as findings: the warnings of reading, and every agent for which nothing fits. */
function findingsOf(spec: string, report: SolveReport, loaded: LoadedSpec): FindingsReport {
  const { read } = loaded;
  const place = {
    file: spec,
    rangeOf: (agent: string) => read?.specSource.rangeOf(['agents', agent, 'want'], 'key') ?? null,
  };
  const found = solveFindings(report, place);
  const fitting = report.agents.length - found.length;
  return {
    tool: report.tool,
    verb: 'solve',
    files: [spec],
    findings: [...loaded.diagnostics, ...found].toSorted(compareDiagnostics),
    ignored: [],
    codes: ['nothing-fits'],
    failing: ['error'],
    summary: `${found.length === 0 ? '✓' : '✗'} something fits for ${fitting} of ${report.agents.length} ${report.agents.length === 1 ? 'agent' : 'agents'}`,
  };
}
