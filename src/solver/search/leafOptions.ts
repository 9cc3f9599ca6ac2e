import { callCostAfter, fixedCostOf } from '../cost.ts';
import { meanCalls } from '../expectedRuns.ts';
import type { Effect, Option as Way, Problem, Shortcut, Step, Tool } from '../problem.ts';
import type { WorthOf } from './building.ts';
import { type Label, ON, sharingSteps } from './label.ts';
import { type Option, steady, together } from './option.ts';
import type { StepTimes } from './stepTimes.ts';
import type { Times } from './times.ts';

/** The options of single steps, tools and shortcuts: what one choice costs, takes and does to accuracy. */
export class LeafOptions {
  readonly #problem: Problem;
  readonly #times: StepTimes;
  readonly #label: Label;
  readonly #worth: WorthOf | undefined;
  readonly #tasks: number;

  constructor(problem: Problem, times: StepTimes, label: Label, worth: WorthOf | undefined) {
    this.#problem = problem;
    this.#times = times;
    this.#label = label;
    this.#worth = worth;
    this.#tasks = problem.accuracy?.bases.length ?? 0;
  }

  /** Effects, fixed costs and rows of the shortcuts themselves. */
  switches(shortcuts: readonly Shortcut[], chosen: ReadonlyMap<string, string>): Option {
    return shortcuts.reduce<Option>((sum, shortcut) => {
      const value = chosen.get(shortcut.name) ?? 'off';
      const own = this.#leaf(this.#times.nothing(), {
        cost: 0,
        fixed: value === 'on' ? shortcut.fixedCost : 0,
        effect: value === 'on' ? shortcut.onEffect : shortcut.offEffect,
        rows: this.rowsWith(shortcut.name, value),
        values: [[shortcut.name, value]],
      });
      return steady(together(sum, own), sum);
    }, this.nothing());
  }

  steps(name: string): Option[] {
    const step = this.#problem.steps.find((other) => other.name === name);
    if (step === undefined) return [this.nothing()];
    return this.chosenWays(step).map((way) =>
      this.step(step, way, way && this.#times.step(step, way)),
    );
  }

  /** Ways to run a step that the label leaves; null is off. */
  chosenWays(step: Step): (Way | null)[] {
    const ways: (Way | null)[] = [...step.options, ...(step.optional ? [null] : [])];
    const fixed = this.#label.get(step.name);
    if (fixed === undefined) return ways;
    return ways.filter((way) => (fixed === ON ? way !== null : (way?.value ?? 'off') === fixed));
  }

  step(step: Step, way: Way | null, times: Times | null): Option {
    const runs = step.chance * meanCalls(step.calls);
    const call =
      way === null || runs === 0
        ? 0
        : (callCostAfter(this.#problem, step.name, this.#label, way.call) ??
          Number.POSITIVE_INFINITY);
    const value = way?.value ?? 'off';
    return this.#leaf(times ?? this.#times.nothing(), {
      cost: runs === 0 ? 0 : runs * call,
      fixed: this.#fixedCost(step, way),
      effect: way === null ? step.offEffect : way.effect,
      rows: this.rowsWith(step.name, value),
      values: [[step.name, value]],
    });
  }

  /** What steps share, a component or replicas, is charged to the first of them: the label says what all have chosen. */
  #fixedCost(step: Step, way: Way | null): number {
    const sharing = sharingSteps(this.#problem);
    if (!sharing.includes(step)) return way?.fixedCost ?? 0;
    const { requests } = this.#problem.traffic;
    return sharing[0] === step ? fixedCostOf(this.#problem, sharing, this.#label, requests) : 0;
  }

  toolWays(tool: Tool): Option[] {
    const kept = tool.options.map((way) => {
      const runs = tool.chance * meanCalls(tool.calls);
      const call =
        runs === 0
          ? 0
          : (callCostAfter(this.#problem, 'tools', this.#label, way.call) ??
            Number.POSITIVE_INFINITY);
      const option = this.#leaf(this.#times.tool(tool, way), {
        cost: runs === 0 ? 0 : runs * call,
        fixed: way.fixedCost,
        effect: sumOf(tool.keptEffect, way.effect),
        rows: this.rowsWith(tool.name, way.value),
        values: tool.options.length > 1 ? [[tool.name, way.value]] : [],
        tools: [tool.name],
      });
      return { ...option, tools: 1 };
    });
    return this.#mayDrop(tool) ? [...kept, this.#dropped(tool)] : kept;
  }

  #mayDrop(tool: Tool): boolean {
    const limit = this.#problem.limits.tools;
    return limit.kind === 'atLeast' || (limit.kind === 'named' && !limit.tools.includes(tool.name));
  }

  #dropped(tool: Tool): Option {
    const worth = this.#worth;
    const option = this.#leaf(this.#times.nothing(), {
      cost: 0,
      fixed: 0,
      effect: tool.droppedEffect,
      rows: this.rowsWith(tool.name, 'off'),
      values: [],
    });
    return { ...option, worth: worth?.kind === 'sum' ? worth.dropped(tool.name) : 0 };
  }

  /** Measured rows that a choice agrees with. */
  rowsWith(key: string, value: string): bigint {
    let rows = 0n;
    (this.#problem.accuracy?.rows ?? []).forEach((row, index) => {
      const allowed = row.requires.get(key);
      if (allowed === undefined || allowed.has(value)) rows |= 1n << BigInt(index);
    });
    return rows;
  }

  nothing(): Option {
    return this.#leaf(this.#times.nothing(), {
      cost: 0,
      fixed: 0,
      effect: Array.from({ length: this.#tasks }, () => ({ mid: 0, sd: 0 })),
      rows: this.#allRows(),
      values: [],
    });
  }

  #allRows(): bigint {
    return (1n << BigInt(this.#problem.accuracy?.rows.length ?? 0)) - 1n;
  }

  #leaf(
    times: Times,
    {
      cost,
      fixed,
      effect,
      rows,
      values,
      tools = null,
    }: {
      cost: number;
      fixed: number;
      effect: Effect;
      rows: bigint;
      values: [string, string][];
      tools?: string[] | null;
    },
  ): Option {
    const { requests } = this.#problem.traffic;
    const rest = {
      cost,
      costAgain: cost,
      fixed: requests === null ? 0 : fixed / requests,
      scores: Array.from({ length: this.#tasks }, (_, task) => effect?.[task]?.mid ?? 0),
      unknown: this.#problem.accuracy !== null && effect === null,
      rows,
      tools: 0,
      worth: 0,
      served: 0n,
      picks: { values, tools, order: null },
    };
    return steady(rest, times);
  }
}

function sumOf(a: Effect, b: Effect): Effect {
  if (a === null || b === null) return null;
  return a.map((shift, task) => ({ mid: shift.mid + (b[task]?.mid ?? 0), sd: 0 }));
}
