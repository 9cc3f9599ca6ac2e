import { type Candidate, type Corner, statedCorners } from './candidate.ts';
import type { Choices } from './choices.ts';
import { defaultChoices } from './defaultChoices.ts';
import type { Evaluation } from './evaluation.ts';
import { type GivenUp, givenUp } from './givenUp.ts';
import type { Problem } from './problem.ts';
import { proposalFor } from './words/proposal.ts';
import { reasonFor } from './words/reason.ts';
import type { Architecture } from './result.ts';

/** What is offered in place of what was asked for, and why: what both sides read before they sign. */
export interface Counterproposal {
  readonly agent: string;
  /** The sentence both sides can sign. */
  readonly statement: string;
  readonly architecture: Architecture;
  /** The stated limits that the offer does not keep; empty when everything fits. */
  readonly gives: readonly Corner[];
  readonly givenUp: readonly GivenUp[];
  /** One entry per choice that differs from today. */
  readonly reasons: readonly Reason[];
}

/** Why a choice was made: what it would be to leave this one as it is today. */
export interface Reason {
  /** As choices spell it: a step, a shortcut, `tools` or `order`. */
  readonly key: string;
  readonly value: string;
  readonly today: string;
  readonly why: string;
}

/** The offer to run one architecture, against what runs today. */
export function counterproposal(evaluation: Evaluation, choices: Choices): Counterproposal {
  const { problem } = evaluation;
  const candidate = evaluation.candidate(choices);
  return {
    agent: problem.agent,
    statement: proposalFor(problem, candidate).statement,
    architecture: evaluation.describe(candidate),
    gives: givesOf(problem, candidate),
    givenUp: givenUp(problem, choices),
    reasons: differences(problem, choices).map(({ key, value, was, undone }) => ({
      key,
      value,
      today: was,
      why: reasonFor(problem, candidate, evaluation.candidate(undone)),
    })),
  };
}

function givesOf(problem: Problem, candidate: Candidate): Corner[] {
  return statedCorners(problem).filter((corner) => !candidate.holds(corner));
}

/** One choice that is not as today, and the architecture with this one left as it is. */
interface Difference {
  readonly key: string;
  readonly value: string;
  readonly was: string;
  readonly undone: Choices;
}

function differences(problem: Problem, choices: Choices): Difference[] {
  const today = problem.today ?? defaultChoices(problem);
  const found: Difference[] = [];
  for (const [key, value] of choices.values) {
    const was = today.values.get(key) ?? 'off';
    if (value === was) continue;
    const values = new Map(choices.values).set(key, was);
    found.push({ key, value, was, undone: { ...choices, values } });
  }
  if (choices.tools.join() !== today.tools.join()) {
    const undone = withTools(problem, choices, today);
    found.push({
      key: 'tools',
      value: toolWords(problem, choices),
      was: toolWords(problem, today),
      undone,
    });
  }
  if (choices.order !== today.order && choices.tools.length > 1) {
    const undone = { ...choices, order: today.order };
    found.push({ key: 'order', value: choices.order, was: today.order, undone });
  }
  return found;
}

/** The tools of today in an architecture that has others: variants of theirs come along. */
function withTools(problem: Problem, choices: Choices, today: Choices): Choices {
  const values = new Map(choices.values);
  for (const { name } of problem.tools?.tools ?? []) {
    const variant = today.values.get(name);
    if (variant !== undefined && !values.has(name)) values.set(name, variant);
  }
  const order = today.tools.length > 1 ? choices.order : 'series';
  return { values, tools: today.tools, order };
}

function toolWords(problem: Problem, { tools }: Choices): string {
  const all = problem.tools?.tools.length ?? 0;
  if (tools.length === all) return 'all';
  return tools.length === 0 ? 'none' : tools.join(', ');
}
