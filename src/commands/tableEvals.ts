import { evalMatrix, type MatrixRow } from '../evals/matrix.ts';
import { flat } from '../evals/mergedRows.ts';
import type { Composed, ComposedFigures } from '../render/matrix/composedFigures.ts';
import { evalText } from '../render/matrix/evalText.ts';
import { matrixJson } from '../render/matrix/matrixJson.ts';
import { matrixMarkdown } from '../render/matrix/matrixMarkdown.ts';
import { rounded } from '../render/rounded.ts';
import { Candidate } from '../solver/candidate.ts';
import { latencyEvaluator } from '../solver/latency.ts';
import { namedChoices } from '../solver/namedChoices.ts';
import type { Problem } from '../solver/problem.ts';
import { hasErrors, loadSpec } from '../spec/load.ts';
import { tableEvals } from '../spec/tableEvals.ts';
import type { Evaluation, Table } from '../table/schema.ts';
import type { YamlSource } from '../yaml/source.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { itemsBeside } from './itemsBeside.ts';
import { nodeFiles } from './nodeFiles.ts';
import { packageFile } from './packageFile.ts';
import { screenFor } from './screenFor.ts';
import { UsageError } from './usageError.ts';
import { writeOutputs } from './writeOutputs.ts';

/** Evals to run next that are named. */
const NEXT = 3;

/** `budget table <table> --evals`: what was measured, architectures by tasks. */
export function runTableEvals(
  path: string,
  source: YamlSource,
  table: Table,
  flags: GlobalFlags & { readonly spec?: string },
  io: Io,
): ExitCode {
  const evals = Object.entries(table.evals ?? {});
  if (evals.length === 0)
    throw new UsageError(
      `${path} has no evals`,
      `budget grade results.csv --into ${path} adds them`,
    );
  const problems = flags.spec === undefined ? [] : problemsOf(flags.spec, flags, io);
  if (problems === null) return EXIT.failed;
  const model = tableEvals(table, source);
  reportFindings(io, flags, model.findings.all, new Map([[path, source.text]]));
  const items = new Map(
    evals
      .filter(([, evaluation]) => path !== '-' && evaluation.items !== undefined)
      .map(([name, evaluation]) => [name, itemsBeside(path, name, evaluation, io.cwd)]),
  );
  reportFindings(
    io,
    flags,
    [...items.values()].flatMap(({ finding }) => finding ?? []),
    new Map(),
  );
  const shown = evals.map(([name, evaluation]) => ({
    matrix: evalMatrix(name, evaluation, items.get(name)?.outcomes ?? []),
    composed: composer(problems, name, evaluation),
    next: model.suggestions(name, flags.top ?? NEXT),
  }));
  const { width } = screenFor(io, flags);
  writeOutputs(io, flags, {
    table: () => shown.map((each) => evalText(each, width)).join('\n\n\n'),
    markdown: () =>
      shown.map(({ matrix, composed }) => matrixMarkdown(matrix, composed)).join('\n\n'),
    json: () =>
      JSON.stringify(
        rounded({
          schemaVersion: 1,
          name: table.name,
          evals: Object.fromEntries(
            shown.map(({ matrix, next }) => [
              matrix.eval,
              { ...matrixJson(matrix), measureNext: next },
            ]),
          ),
        }),
        null,
        2,
      ),
  });
  return EXIT.done;
}

function problemsOf(spec: string, flags: GlobalFlags, io: Io): readonly Problem[] | null {
  const loaded = loadSpec(spec, {
    files: nodeFiles(io.cwd),
    models: packageFile('tables/models.yaml'),
    sets: flags.set ?? [],
  });
  if (!hasErrors(loaded.diagnostics)) return loaded.problems;
  reportFindings(io, flags, loaded.diagnostics, loaded.sources);
  return null;
}

/** What the first agent judged by an eval makes of its rows. */
function composer(problems: readonly Problem[], name: string, evaluation: Evaluation): Composed {
  const problem = problems.find(({ accuracy }) => accuracy?.eval === name);
  if (problem === undefined) return () => null;
  const latencies = latencyEvaluator(problem);
  const baseline = flat(evaluation.baseline.architecture);
  const known = new Map<MatrixRow, ComposedFigures | null>();
  return (row) => {
    const before = known.get(row);
    if (before !== undefined) return before;
    const choices = namedChoices(problem, row.architecture, baseline);
    const candidate = choices && new Candidate(problem, latencies, choices);
    const figures = candidate && {
      p95: candidate.time('latency', 0.95),
      cost: candidate.cost.perRequest,
    };
    known.set(row, figures);
    return figures;
  };
}
