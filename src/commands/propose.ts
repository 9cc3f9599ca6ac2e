import { proposalFormats } from '../render/proposalFormats.ts';
import type { AgentProposal, ProposalReport } from '../render/proposalReport.ts';
import { type Corner, statedCorners, TIME_CORNERS } from '../solver/candidate.ts';
import { choicesFrom, type WrittenChoices } from '../solver/choices.ts';
import { counterproposal } from '../solver/counterproposal.ts';
import { evaluation } from '../solver/evaluation.ts';
import type { Problem } from '../solver/problem.ts';
import type { AgentResult } from '../solver/result.ts';
import { suggest } from '../spec/findings.ts';
import { listed } from '../units/listed.ts';
import { answers, inputHashes } from './answers.ts';
import { EXIT, type ExitCode } from './exitCode.ts';
import type { GlobalFlags } from './global.ts';
import type { Io } from './io.ts';
import { screenFor } from './screenFor.ts';
import { UsageError } from './usageError.ts';
import { version } from './version.ts';
import { writeOutputs } from './writeOutputs.ts';

export interface ProposeFlags extends GlobalFlags {
  readonly keep?: string;
  readonly agent?: string;
}

/** `budget propose <spec>`: what can be promised instead of what was asked, and why. */
export function runPropose(spec: string, flags: ProposeFlags, io: Io): ExitCode {
  const kept = cornersIn(flags.keep);
  const answered = answers(spec, flags, io);
  if (answered === null) return EXIT.failed;
  const { loaded, results } = answered;
  const wanted = agentsNamed(flags.agent, results);
  refuseUnstated(
    kept,
    loaded.problems.filter(({ agent }) => wanted.includes(agent)),
  );
  const report: ProposalReport = {
    tool: { name: 'budget', version: version() },
    inputs: inputHashes(loaded),
    spec,
    agents: loaded.problems.flatMap((problem, index) => {
      const result = results[index];
      return result && wanted.includes(result.agent) ? [proposal(problem, result, kept)] : [];
    }),
  };
  writeOutputs(io, flags, proposalFormats(report, screenFor(io, flags)));
  return EXIT.done;
}

const CORNERS: readonly Corner[] = [...TIME_CORNERS, 'accuracy', 'tools', 'cost'];

function cornersIn(text: string | undefined): Corner[] {
  if (text === undefined) return [];
  return text.split(',').map((word) => {
    const corner = CORNERS.find((each) => each === word.trim());
    if (corner) return corner;
    throw new UsageError(`--keep: there is no corner "${word}"`, suggest(word, CORNERS));
  });
}

/** To keep what nobody asked for says nothing: most likely another limit was meant, or it is to be written. */
function refuseUnstated(kept: readonly Corner[], problems: readonly Problem[]): void {
  const stated = [...new Set([...problems.flatMap(statedCorners), 'tools' as const])];
  const missing = kept.find((corner) => !stated.includes(corner));
  if (missing === undefined) return;
  const names = problems.map(({ agent }) => agent);
  throw new UsageError(
    `--keep: ${listed(names)} ${names.length === 1 ? 'has' : 'have'} no limit on ${missing}`,
    `what is limited: ${stated.join(', ')}`,
  );
}

function agentsNamed(name: string | undefined, results: readonly AgentResult[]): string[] {
  const names = results.map(({ agent }) => agent);
  if (name === undefined) return names;
  if (names.includes(name)) return [name];
  throw new UsageError(`--agent: there is no agent "${name}"`, suggest(name, names));
}

/** What product asked for in time is kept as long as accuracy or money can give. */
const GIVES_FIRST: readonly Corner[] = ['accuracy', 'cost', 'tools', 'progress', 'ttft', 'latency'];

function proposal(problem: Problem, result: AgentResult, kept: readonly Corner[]): AgentProposal {
  const evaluated = evaluation(problem);
  const offerOf = (choices: WrittenChoices) =>
    counterproposal(evaluated, choicesFrom(choices, problem));
  const trades = result.pickTwo
    .filter(({ gives }) => !kept.includes(gives))
    .flatMap(({ gives, architecture }) => (architecture ? [{ gives, architecture }] : []))
    .toSorted((a, b) => GIVES_FIRST.indexOf(a.gives) - GIVES_FIRST.indexOf(b.gives));
  const fits = result.feasibleCount.value > 0;
  const own = result.proposal.choices;
  const isKept = own !== null && !offerOf(own).gives.some((corner) => kept.includes(corner));
  const first = own !== null && (fits || isKept) ? own : (trades[0]?.architecture.choices ?? null);
  const offer = first && offerOf(first);
  const others = trades
    .map(({ architecture }) => architecture)
    .filter(({ id }, index, all) => all.findIndex((each) => each.id === id) === index)
    .filter(({ id }) => id !== offer?.architecture.id);
  return { result, kept, offer, alternatives: others.map(({ choices }) => offerOf(choices)) };
}
