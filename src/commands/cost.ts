import { costFormats } from '../render/cost/costFormats.ts';
import type { CostReport } from '../render/cost/report.ts';
import { choicesFrom } from '../solver/choices.ts';
import { costAgent, type CostedAgent } from '../solver/costing/agentCost.ts';
import { systemCost } from '../solver/costing/systemCost.ts';
import type { Problem } from '../solver/problem.ts';
import { solve } from '../solver/solve.ts';
import { hasErrors, type LoadedSpec, loadSpec } from '../spec/load.ts';
import { inputHashes } from './answers.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import { reportFindings } from './findingsReport.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { oldPrices } from './oldPrices.ts';
import { priceList } from './priceList.ts';
import { costPictures } from './costPictures.ts';
import { screenFor } from './screenFor.ts';
import { version } from './version.ts';
import { writeOutputs } from './writeOutputs.ts';

export interface CostFlags extends GlobalFlags {
  /** The day to judge the age of prices by; default today. */
  readonly now?: string;
}

/** `budget cost <spec>`: what every model and host costs, at every volume, and what would save. */
export function runCost(spec: string, flags: CostFlags, io: Io): ExitCode {
  const loaded = loadSpec(spec, {
    files: nodeFiles(io.cwd),
    models: priceList('models'),
    gpus: priceList('gpus'),
    sets: flags.set ?? [],
  });
  const failed = hasErrors(loaded.diagnostics);
  const warnings = [...loaded.diagnostics, ...(failed ? [] : oldPrices(loaded.checked, flags.now))];
  reportFindings(io, flags, warnings, loaded.sources);
  if (failed) return EXIT.failed;
  const agents = loaded.problems.map(costed);
  const report = reportOf(loaded, agents);
  writeOutputs(io, flags, costFormats(report, screenFor(io, flags), costPictures(flags, report)));
  return EXIT.done;
}

/** Costs around what `solve` offers; where there is too much to search, around today. */
function costed(problem: Problem): CostedAgent {
  const answer = solve(problem);
  const offered = 'result' in answer ? answer.result.proposal.choices : null;
  return costAgent(problem, offered && choicesFrom(offered, problem));
}

function reportOf(loaded: LoadedSpec, agents: readonly CostedAgent[]): CostReport {
  return {
    tool: { name: 'budget', version: version() },
    inputs: inputHashes(loaded),
    checked: loaded.checked,
    agents: agents.map(({ cost }) => cost),
    system: systemCost(agents),
    warnings: loaded.diagnostics,
  };
}
