import type { Factor, Observation } from '../../src/accuracy/model/design.ts';
import { fromLogOdds, logOdds } from '../../src/accuracy/logOdds.ts';
import { normalQuantile } from '../../src/latency/normalQuantile.ts';
import { mulberry32 } from './mulberry32.ts';

/** A made-up agent whose accuracies are known, with some of its architectures measured. */
export interface World {
  /** With effects stated as a table would: off by a log-normal factor of sd 0.5. */
  readonly factors: readonly Factor[];
  readonly observations: readonly Observation[];
  /** True accuracies of architectures that were not measured. */
  readonly rest: readonly { readonly levels: readonly number[]; readonly accuracy: number }[];
}

export interface WorldOptions {
  /** Standard deviation of every pair's interaction, in log odds. */
  readonly interaction: number;
  /** Measured architectures: the baseline, and others drawn evenly. */
  readonly rows: number;
  readonly items: number;
  readonly count: number;
}

const LEVELS = [4, 3, 3, 2, 2, 2];
const BASELINE = 0.88;

/** Reproducible worlds: 6 choices, 288 architectures. */
export function worlds({ interaction, rows, items, count }: WorldOptions): World[] {
  return Array.from({ length: count }, (_, seed) => {
    const random = mulberry32(1000 * seed + Math.round(interaction * 100) + rows);
    const normal = (): number => normalQuantile(Math.min(0.999999, Math.max(1e-6, random())));
    const effects = LEVELS.map((levels) =>
      Array.from({ length: levels }, (_unused, level) => (level === 0 ? 0 : -0.5 + 0.5 * normal())),
    );
    const pairs = new Map<string, number>();
    const truth = (levels: readonly number[]): number => {
      let sum = logOdds(BASELINE);
      levels.forEach((level, factor) => {
        sum += effects[factor]?.[level] ?? 0;
        levels.forEach((other, second) => {
          if (second <= factor || level === 0 || other === 0) return;
          const key = `${factor} ${level} ${second} ${other}`;
          const known = pairs.get(key) ?? interaction * normal();
          pairs.set(key, known);
          sum += known;
        });
      });
      return fromLogOdds(sum);
    };
    const all = combinations().map((levels) => ({ levels, accuracy: truth(levels) }));
    const [baseline, ...others] = all;
    const drawn = shuffled(others, random).slice(0, rows - 1);
    const measured = [...(baseline ? [baseline] : []), ...drawn];
    return {
      factors: effects.map((own, factor) => ({
        name: `choice ${factor + 1}`,
        levels: own.map((effect, level) => {
          const mid = effect * Math.exp(0.5 * normal());
          return {
            name: `level ${level}`,
            stated: level === 0 ? null : [{ mid, sd: Math.abs(mid) * 0.5 }],
          };
        }),
      })),
      observations: measured.map(({ levels, accuracy }) => ({
        levels,
        counts: [{ passed: binomial(items, accuracy, random), total: items }],
      })),
      rest: all.filter((each) => !measured.includes(each)),
    };
  });
}

function combinations(): number[][] {
  return LEVELS.reduce<number[][]>(
    (all, levels) =>
      all.flatMap((before) => Array.from({ length: levels }, (_, level) => [...before, level])),
    [[]],
  );
}

function shuffled<T>(values: readonly T[], random: () => number): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

function binomial(n: number, p: number, random: () => number): number {
  let hits = 0;
  for (let trial = 0; trial < n; trial++) if (random() < p) hits += 1;
  return hits;
}
