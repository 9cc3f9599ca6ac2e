import type { Shift } from '../accuracy/effect.ts';
import type { LatencyInput } from '../latency/latencyInput.ts';
import type { Option, Problem, Shortcut } from './problem.ts';

/** A lever that takes quarters, with what is claimed of it. Nothing of it is available today. */
export interface Investment {
  readonly name: string;
  readonly quarters: number;
  /** Shift in log odds per task of the accuracy model; null where nothing is claimed. */
  readonly accuracy: readonly Shift[] | null;
  /** A component whose calls are claimed to take and cost these parts of what they do, 0..1. */
  readonly calls: {
    readonly component: string;
    readonly time: number;
    readonly cost: number;
  } | null;
  /** A lookup that is claimed to save steps. */
  readonly shortcut: Shortcut | null;
}

/** The problem as it would be if the claims on time and cost came true. Accuracy is added later. */
export function withInvestment(problem: Problem, { calls, shortcut }: Investment): Problem {
  const changed = (component: string, options: readonly Option[]): readonly Option[] =>
    calls !== null && calls.component === component
      ? options.map((option) => faster(option, calls))
      : options;
  return {
    ...problem,
    steps: problem.steps.map((step) => ({
      ...step,
      options: changed(step.component, step.options),
    })),
    tools: problem.tools && {
      ...problem.tools,
      tools: problem.tools.tools.map((tool) => ({
        ...tool,
        options: changed(tool.name, tool.options),
      })),
    },
    shortcuts: shortcut === null ? problem.shortcuts : [...problem.shortcuts, shortcut],
  };
}

function faster(option: Option, { time, cost }: NonNullable<Investment['calls']>): Option {
  const { call } = option;
  return {
    ...option,
    latency: scaled(option.latency, time),
    ttft: option.ttft && scaled(option.ttft, time),
    call: {
      ...call,
      cost: call.cost * cost,
      tokens: {
        input: call.tokens.input * cost,
        prefix: call.tokens.prefix * cost,
        cached: call.tokens.cached * cost,
        written: call.tokens.written * cost,
        written1h: call.tokens.written1h * cost,
        output: call.tokens.output * cost,
        reasoning: call.tokens.reasoning * cost,
      },
    },
  };
}

/** Ratio of the edges of a histogram's bins. */
const BIN_RATIO = 1.02;

/** Times multiplied by a factor; those of a histogram to the nearest bin, so within 1%. */
export function scaled(law: LatencyInput, factor: number): LatencyInput {
  switch (law.kind) {
    case 'point':
      return { ...law, ms: law.ms * factor };
    case 'range':
      return { ...law, low: law.low * factor, high: law.high * factor };
    case 'quantiles':
      return {
        ...law,
        points: law.points.map(({ p, ms }) => ({ p, ms: ms * factor })),
        max: law.max === null ? null : law.max * factor,
      };
    case 'mixture':
      return {
        ...law,
        parts: law.parts.map(({ weight, law: part }) => ({ weight, law: scaled(part, factor) })),
      };
    case 'histogram': {
      const moved = Math.round(Math.log(factor) / Math.log(BIN_RATIO));
      const { zeros, bins } = law.histogram;
      return {
        ...law,
        histogram: {
          zeros,
          bins: new Map([...bins].map(([bin, count]) => [bin + moved, count] as const)),
        },
      };
    }
  }
}
