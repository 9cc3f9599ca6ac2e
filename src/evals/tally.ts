import { architectureKey, itemScores, type Outcome } from './outcome.ts';

/** What was graded of one architecture. */
export interface Tally {
  readonly architecture: Readonly<Record<string, string>>;
  /** By task; the empty name where items have none. Items that are right in part, or in some of several runs, count in part. */
  readonly passed: ReadonlyMap<string, { readonly passed: number; readonly total: number }>;
  /** Items that got no answer: they count neither as right nor as wrong. */
  readonly failures: ReadonlyMap<string, number>;
  /** Of answered runs; null where no latency was recorded. Percentiles by nearest rank. */
  readonly latency: { readonly mean: number; readonly p50: number; readonly p95: number } | null;
  /** USD per answered run; null where no cost was recorded, or only zeros were. */
  readonly cost: number | null;
  /** Costs were recorded, but all of them are zero: unknown rather than free. */
  readonly onlyZeroCosts: boolean;
}

/** Counts outcomes by architecture, in the order in which architectures came first. */
export function tally(outcomes: readonly Outcome[]): Tally[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = architectureKey(outcome.architecture);
    const group = groups.get(key);
    if (group) group.push(outcome);
    else groups.set(key, [outcome]);
  }
  return [...groups.values()].map(tallyOf);
}

/** Items of all tasks together. */
export function totalOf({ passed }: Tally): { passed: number; total: number } {
  return [...passed.values()].reduce(
    (sum, counts) => ({ passed: sum.passed + counts.passed, total: sum.total + counts.total }),
    { passed: 0, total: 0 },
  );
}

function tallyOf(outcomes: readonly Outcome[]): Tally {
  const passed = new Map<string, { passed: number; total: number }>();
  const failures = new Map<string, number>();
  for (const { task, score } of itemScores(outcomes)) {
    const name = task ?? '';
    if (score === null) failures.set(name, (failures.get(name) ?? 0) + 1);
    else {
      const before = passed.get(name) ?? { passed: 0, total: 0 };
      passed.set(name, { passed: before.passed + score, total: before.total + 1 });
    }
  }
  const answered = outcomes.filter(({ score }) => score !== null);
  const costs = answered.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  const onlyZeroCosts = costs.length > 0 && costs.every((cost) => cost === 0);
  return {
    architecture: outcomes[0]?.architecture ?? {},
    passed,
    failures,
    latency: latencyOf(
      answered.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs])),
    ),
    cost: costs.length === 0 || onlyZeroCosts ? null : mean(costs),
    onlyZeroCosts,
  };
}

function latencyOf(times: readonly number[]): Tally['latency'] {
  if (times.length === 0) return null;
  const sorted = [...times].sort((a, b) => a - b);
  const at = (p: number): number => sorted[Math.ceil(p * sorted.length) - 1] ?? 0;
  return { mean: mean(times), p50: at(0.5), p95: at(0.95) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
