import type { CountDistribution } from '../latency/latencyInput.ts';
import type { Choices } from './choices.ts';
import type { Problem, SequenceBlock, Step } from './problem.ts';
import { freshRun, type Run } from './latencyComposer.ts';
import { shortcutGroups } from './shortcutGroups.ts';
import { shortcutOutcomes } from './shortcutOutcomes.ts';

/** Expected calls per request: of every step, tool and shortcut, by name. */
export type ExpectedRuns = ReadonlyMap<string, number>;

/**
 * How often everything is called in an average request: chances, call counts, shortcut hits and
 * redos weigh by expectation; all parallel branches are paid (design rule 14).
 */
export function expectedRuns(problem: Problem, choices: Choices): ExpectedRuns {
  const counter = new RunCounter(problem, choices);
  counter.sequence(problem.workflow, 0, problem.workflow.items.length, 1, freshRun(choices, true));
  return counter.runs;
}

/** Mean of a call count distribution. */
export function meanCalls(calls: CountDistribution): number {
  return calls.reduce((sum, { count, share }) => sum + count * share, 0);
}

class RunCounter {
  readonly runs = new Map<string, number>();
  readonly #problem: Problem;
  readonly #choices: Choices;
  readonly #groups;
  readonly #steps: ReadonlyMap<string, Step>;

  constructor(problem: Problem, choices: Choices) {
    this.#problem = problem;
    this.#choices = choices;
    this.#groups = shortcutGroups(problem);
    this.#steps = new Map(problem.steps.map((step) => [step.name, step]));
  }

  sequence(sequence: SequenceBlock, from: number, to: number, weight: number, run: Run): void {
    let index = from;
    while (index < to) {
      const group = run.shortcuts
        ? this.#groups
            .get(sequence)
            ?.find((candidate) => candidate.from === index && candidate !== run.group)
        : undefined;
      if (group === undefined) {
        this.#item(sequence, index, weight, run);
        index += 1;
        continue;
      }
      for (const outcome of shortcutOutcomes(group, sequence, run)) {
        this.sequence(sequence, group.from, group.to, weight * outcome.probability, {
          ...run,
          group,
          outcome,
        });
      }
      index = group.to;
    }
  }

  #item(sequence: SequenceBlock, index: number, weight: number, run: Run): void {
    const item = sequence.items[index];
    if (item === undefined) return;
    if (item.kind === 'sequence') this.sequence(item, 0, item.items.length, weight, run);
    else if (item.kind === 'parallel') {
      for (const branch of item.branches)
        this.sequence(branch, 0, branch.items.length, weight, run);
    } else {
      const name = item.kind === 'step' ? item.step : 'tools';
      for (const shortcut of run.outcome.lookups.get(name) ?? []) this.#add(shortcut.name, weight);
      if (run.outcome.skipped.has(name)) return;
      if (item.kind === 'tools') this.#tools(weight);
      else this.#step(sequence, index, item.step, weight);
    }
  }

  #tools(weight: number): void {
    for (const tool of this.#problem.tools?.tools ?? []) {
      if (this.#choices.tools.includes(tool.name))
        this.#add(tool.name, weight * tool.chance * meanCalls(tool.calls));
    }
  }

  #step(sequence: SequenceBlock, index: number, name: string, weight: number): void {
    const step = this.#steps.get(name);
    if (step === undefined || this.#choices.values.get(name) === 'off') return;
    this.#add(name, weight * step.chance * meanCalls(step.calls));
    if (step.onReject === null) return;
    const { redo, chance, times } = step.onReject;
    const from = sequence.items.findIndex((item) => item.kind === 'step' && item.step === redo);
    let rejected = weight * step.chance * chance;
    for (let round = 0; round < times; round++) {
      this.sequence(sequence, from, index, rejected, freshRun(this.#choices, false));
      this.#add(name, rejected * step.chance * meanCalls(step.calls));
      rejected *= step.chance * chance;
    }
  }

  #add(name: string, count: number): void {
    this.runs.set(name, (this.runs.get(name) ?? 0) + count);
  }
}
