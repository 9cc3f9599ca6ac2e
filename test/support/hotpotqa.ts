/**
 * AgentOpt on HotpotQA: every planner with every solver, 200 questions each, as measured: accuracy in
 * percent, mean latency in seconds, USD for the 200. Answers may be right in part (F1), so accuracies are not whole
 * numbers of 200.
 *
 * Source of the figures: AgentOptimizer/agentopt, docs/benchmark-results (Apache-2.0).
 */
export const MODELS = [
  'opus',
  'haiku-3',
  'haiku-4-5',
  'kimi',
  'ministral',
  'qwen-32b',
  'qwen-next',
  'oss-120b',
  'oss-20b',
] as const;

/** `[accuracy %, mean seconds, USD per 200]`, one row per planner, one column per solver, in the order of MODELS. */
export const FIGURES: readonly (readonly (readonly [number, number, number])[])[] = [
  [
    [31.71, 4.19, 2.02],
    [31.78, 4.22, 2.02],
    [31.77, 4.16, 2.03],
    [31.96, 4.72, 2.02],
    [31.96, 4.72, 2.02],
    [31.96, 4.72, 2.02],
    [31.96, 4.72, 2.02],
    [31.95, 4.6, 2.02],
    [31.88, 4.57, 2.03],
  ],
  [
    [73.25, 4.52, 2.79],
    [55.91, 2.41, 0.21],
    [46.5, 3.35, 0.71],
    [63.85, 2.89, 0.31],
    [65.98, 3.73, 0.14],
    [56.02, 2.87, 0.15],
    [69.27, 3, 0.16],
    [69.86, 3.21, 0.17],
    [64.79, 2.9, 0.13],
  ],
  [
    [43.54, 4.06, 1.8],
    [34.34, 2.63, 0.49],
    [26.49, 3.4, 0.79],
    [41, 6.16, 0.54],
    [41.09, 3.75, 0.45],
    [36.13, 2.89, 0.46],
    [41.17, 2.95, 0.46],
    [41.2, 3.14, 0.47],
    [41.49, 3.03, 0.45],
  ],
  [
    [69.96, 4.49, 2.43],
    [54.9, 3.42, 0.34],
    [37.19, 4.23, 0.88],
    [62.28, 4.56, 0.44],
    [63.95, 6.42, 0.28],
    [54.73, 4.57, 0.3],
    [63.99, 4.39, 0.3],
    [64.7, 4.16, 0.29],
    [63.35, 6.8, 0.26],
  ],
  [
    [74.27, 4.97, 2.64],
    [51.33, 4.1, 0.16],
    [32.42, 4.14, 0.7],
    [65.24, 3.27, 0.26],
    [64.89, 3.55, 0.09],
    [55.02, 3.63, 0.11],
    [67.98, 3.85, 0.11],
    [68.7, 3.65, 0.12],
    [69.34, 5.66, 0.09],
  ],
  [
    [73.02, 4.26, 2.65],
    [48.77, 2.23, 0.16],
    [26.63, 3.47, 0.69],
    [63.17, 3.26, 0.28],
    [61.17, 2.89, 0.09],
    [54.82, 2.53, 0.11],
    [67.53, 3.51, 0.11],
    [70.04, 2.66, 0.13],
    [66.95, 2.48, 0.09],
  ],
  [
    [72.1, 4.67, 2.67],
    [49.98, 2.56, 0.17],
    [32.19, 3.92, 0.72],
    [63.69, 2.89, 0.27],
    [62.11, 4.27, 0.1],
    [54.13, 2.83, 0.11],
    [68.15, 2.69, 0.11],
    [71.83, 3.07, 0.13],
    [68.89, 2.82, 0.09],
  ],
  [
    [64.59, 4.57, 1.61],
    [62.72, 3.72, 0.13],
    [64.11, 4.26, 0.38],
    [60.85, 4.09, 0.18],
    [63.7, 7.37, 0.09],
    [58.8, 4.06, 0.1],
    [64.93, 4.68, 0.1],
    [62.15, 4.59, 0.1],
    [61.51, 2.71, 0.08],
  ],
  [
    [55.86, 2.84, 1.04],
    [52.66, 2.04, 0.08],
    [54.28, 2.19, 0.26],
    [51.01, 1.96, 0.12],
    [54.25, 4.35, 0.05],
    [49.16, 2.05, 0.06],
    [53.89, 2.11, 0.06],
    [52.17, 2.11, 0.06],
    [50.09, 2.12, 0.05],
  ],
];

export interface Cell {
  /** Index of the planner and of the solver; 0 is the baseline's. */
  readonly levels: readonly [number, number];
  readonly accuracy: number;
  readonly seconds: number;
  readonly usd: number;
}

/** Questions that each combination answered. */
export const QUESTIONS = 200;

/** All 81 combinations. */
export const CELLS: readonly Cell[] = FIGURES.flatMap((row, planner) =>
  row.map(([accuracy, seconds, usd], solver) => ({
    levels: [planner, solver] as const,
    accuracy: accuracy / 100,
    seconds,
    usd: usd / QUESTIONS,
  })),
);

/** What changing planner and solver one at a time would predict, in points that add up. */
export function oneAtATime({ levels: [planner, solver] }: Cell): number {
  const at = (p: number, s: number): number => (FIGURES[p]?.[s]?.[0] ?? 0) / 100;
  return at(planner, 0) + at(0, solver) - at(0, 0);
}
