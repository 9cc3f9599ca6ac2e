import { defaultChoices } from '../defaultChoices.ts';
import type { Option, Problem } from '../problem.ts';

/**
 * What of a problem verdicts, trades and offers on stored architectures need: limits, names, what
 * guards, traffic, today. Everything that figures are computed from is left out.
 */
export function judgedProblem(problem: Problem): Problem {
  const { agent, limits, accuracy, traffic, people, tools } = problem;
  return {
    agent,
    limits,
    traffic,
    people,
    measured: null,
    today: problem.today ?? defaultChoices(problem),
    // What batches promise hangs on the order of their steps.
    workflow: problem.workflow,
    shortcuts: [],
    steps: problem.steps.map((step) => ({
      ...step,
      offEffect: null,
      options: step.options.map(named),
    })),
    tools: tools && {
      orders: tools.orders,
      sets: null,
      tools: tools.tools.map((tool) => ({
        ...tool,
        calls: [],
        keptEffect: null,
        droppedEffect: null,
        options: tool.options.map(named),
      })),
    },
    accuracy: accuracy && {
      eval: accuracy.eval,
      byTask: accuracy.byTask,
      bases: [],
      constant: null,
      rows: [],
    },
  };
}

function named({ value, batched = false }: Option): Option {
  return {
    value,
    batched,
    latency: { kind: 'point', ms: 0 },
    ttft: null,
    call: {
      cost: 0,
      model: null,
      price: null,
      tokens: { input: 0, prefix: 0, cached: 0, written: 0, written1h: 0, output: 0, reasoning: 0 },
      tokensKnown: true,
    },
    fixedCost: 0,
    saves: 0,
    effect: null,
  };
}
