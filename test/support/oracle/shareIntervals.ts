/** Both ends of a central 90% interval, 0..1. */
export interface Ends {
  readonly low: number;
  readonly high: number;
}

/** A share on one task, with its interval and its part of the traffic. */
export interface WeightedEnds extends Ends {
  readonly value: number;
  readonly weight: number;
}

/** Normal quantile of 95%. */
export const Z = 1.6448536269514722;

/** Wilson: the shares that counts are just not too far from, (x/n - p)² = z² p (1 - p) / n. */
export function wilsonEnds(passed: number, total: number): Ends {
  const share = passed / total;
  const [a, b, c] = [1 + Z ** 2 / total, -2 * share - Z ** 2 / total, share ** 2];
  const root = Math.sqrt(b ** 2 - 4 * a * c);
  return { low: (-b - root) / (2 * a), high: (-b + root) / (2 * a) };
}

/** Tasks that were measured apart: squared distances to the ends add (MOVER). */
export function apart(tasks: readonly WeightedEnds[]): Ends {
  const value = tasks.reduce((sum, task) => sum + task.weight * task.value, 0);
  const distance = (of: (task: WeightedEnds) => number) =>
    Math.sqrt(tasks.reduce((sum, task) => sum + (task.weight * of(task)) ** 2, 0));
  return {
    low: value - distance((task) => task.value - task.low),
    high: value + distance((task) => task.high - task.value),
  };
}

/** Tasks that are wrong together: ends are means of ends. */
export function together(tasks: readonly WeightedEnds[]): Ends {
  const mean = (of: (task: WeightedEnds) => number) =>
    tasks.reduce((sum, task) => sum + task.weight * of(task), 0);
  return { low: mean(({ low }) => low), high: mean(({ high }) => high) };
}
