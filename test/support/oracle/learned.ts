import { LearnedChoices, type Runs, type Told } from './learnedChoices.ts';
import type { Component, Counts } from './system.ts';

/** Log odds of an architecture on a task by effects alone, and how far off they may be. */
export interface Odds {
  /** Null where nobody tells what some choice does. */
  readonly mean: number | null;
  /** Standard deviation, interactions and a residual of its own included. */
  readonly sd: number;
}

/** A choice, and the part of its component's effect that it has: one of two steps of a component has half. */
export interface Shared {
  readonly component: Component;
  readonly value: string;
  readonly part: number;
}

/** How much effects vary before anything is measured: standard deviations in log odds. */
interface Spreads {
  readonly main: number;
  readonly pair: number;
  readonly residual: number;
  /** What is stated may be off by this many times what it says. */
  readonly stated: number;
}

const spreads: Spreads[] = [];
for (const main of [0.25, 0.5, 1])
  for (const pair of [0.02, 0.1, 0.2, 0.4])
    for (const residual of [0.02, 0.1, 0.2])
      for (const stated of [1, 2]) spreads.push({ main, pair, residual, stated });

const logit = (share: number) => Math.log(share / (1 - share));

/** Variance of the log odds of counts, with half an item more right and half an item more wrong. */
export function noiseOf({ passed, total }: Counts): number {
  return 1 / (passed + 0.5) + 1 / (total - passed + 0.5);
}

/**
 * What measured rows say of effects, worked out a second time: log odds of an architecture are a common
 * level, the effects of its choices, an interaction of each two of them and a residual of its own, all of
 * them unknown and normal. Every row updates what is believed of all of them at once, one row after the
 * other, on a dense covariance matrix. How much effects vary is averaged over a grid, weighed by how well
 * each foretold the rows of all tasks (docs/accuracy.md).
 *
 * @returns null where what the table states stands
 */
export function learnedFrom(told: Told): Learned | null {
  const choices = new LearnedChoices(told);
  return choices.rowsTell() ? new Learned(told, choices) : null;
}

export class Learned {
  readonly #told: Told;
  readonly #choices: LearnedChoices;
  readonly #weighed: readonly { weight: number; beliefs: ReadonlyMap<string, Belief> }[];

  constructor(told: Told, choices: LearnedChoices) {
    this.#told = told;
    this.#choices = choices;
    const tried = spreads.map((each) => {
      const beliefs = new Map([...told.bases.keys()].map((task) => [task, this.#seen(task, each)]));
      const evidence = [...beliefs.values()].reduce((sum, belief) => sum + belief.evidence, 0);
      return { beliefs, evidence };
    });
    const best = Math.max(...tried.map(({ evidence }) => evidence));
    const likely = tried.filter(({ evidence }) => evidence - best >= Math.log(0.1));
    const whole = likely.reduce((sum, { evidence }) => sum + Math.exp(evidence - best), 0);
    this.#weighed = likely.map(({ beliefs, evidence }) => ({
      beliefs,
      weight: Math.exp(evidence - best) / whole,
    }));
  }

  /**
   * @param runs what an architecture runs
   * @param parts the same with what it lacks of the baseline
   */
  odds(task: string, runs: Runs, parts: readonly Shared[]): Odds {
    const baseline = this.#mean(task, this.#mainOf(this.#told.baseline));
    let mean: number | null = baseline;
    for (const { component, value, part } of parts) {
      if (this.#choices.teller(component, value) === 'nobody') mean = null;
      if (mean === null) continue;
      const changed: Runs = (one) => (one === component ? value : this.#told.baseline(one));
      mean += part * (this.#mean(task, this.#mainOf(changed)) - baseline);
    }
    return { mean, sd: this.#sd(task, runs) };
  }

  #mean(task: string, unknowns: readonly string[]): number {
    return this.#weighed.reduce(
      (sum, { weight, beliefs }) => sum + weight * (beliefs.get(task)?.mean(unknowns) ?? 0),
      0,
    );
  }

  /** Around the mean by effects alone: what interactions add to it is part of what it may be off by. */
  #sd(task: string, runs: Runs): number {
    const [main, all] = [this.#mainOf(runs), this.#allOf(runs)];
    const centre = this.#mean(task, main);
    const variance = this.#weighed.reduce((sum, { weight, beliefs }) => {
      const belief = beliefs.get(task);
      if (belief === undefined) return Number.NaN;
      return sum + weight * (belief.variance(all) + (belief.mean(all) - centre) ** 2);
    }, 0);
    return Math.sqrt(variance);
  }

  /** What is believed on a task once all rows are seen. */
  #seen(task: string, each: Spreads): Belief {
    const belief = new Belief((unknown) => this.#before(task, each, unknown));
    const pooled = new Map<string, { unknowns: string[]; passed: number; total: number }>();
    for (const { passed, runs } of this.#told.rows) {
      const own = passed.get(task);
      if (own === undefined) continue;
      const unknowns = this.#allOf(runs);
      const before = pooled.get(unknowns.join()) ?? { passed: 0, total: 0 };
      pooled.set(unknowns.join(), {
        unknowns,
        passed: before.passed + own.passed,
        total: before.total + own.total,
      });
    }
    for (const { unknowns, ...counts } of pooled.values()) {
      const { passed, total } = counts;
      belief.see(unknowns, logit((passed + 0.5) / (total + 1)), noiseOf(counts));
    }
    return belief;
  }

  #before(task: string, { main, pair, residual, stated }: Spreads, unknown: string): Normal {
    const [kind = '', name, value = ''] = unknown.split('|');
    const { open } = this.#choices;
    if (kind === 'common') return { mean: 1, sd: 3 };
    if (kind === 'whole') return { mean: 0, sd: residual };
    if (kind === 'pair')
      return { mean: 0, sd: pair / Math.sqrt((open.length * (open.length - 1)) / 2) };
    const component = open.find((one) => one.name === name);
    if (component === undefined) throw new Error(unknown);
    if (this.#choices.teller(component, value) === 'table') {
      const shift = this.#told.stated(component, value, task);
      return { mean: shift?.mid ?? 0, sd: Math.max(0.1, stated * (shift?.sd ?? 0)) };
    }
    // What is stated is stated against the baseline's value, which then has no effect of its own.
    const isBaseline = value === this.#told.baseline(component);
    const others = this.#choices.others(component);
    const isAnchor = others.some((other) => this.#choices.teller(component, other) === 'table');
    return { mean: 0, sd: isBaseline && isAnchor ? 0 : main };
  }

  #mainOf(runs: Runs): string[] {
    const values = [...this.#choices.valuesOf(runs)];
    return ['common', ...values.map(([{ name }, value]) => `main|${name}|${value}`)];
  }

  #allOf(runs: Runs): string[] {
    const main = this.#mainOf(runs);
    const [, ...own] = main;
    const pairs = own.flatMap((a, index) => own.slice(index + 1).map((b) => `pair|${a}&${b}`));
    return [...main, ...pairs, `whole|${own.join('&')}`];
  }
}

interface Normal {
  readonly mean: number;
  readonly sd: number;
}

/** What is believed of any number of unknowns, jointly normal; each is there from when it is first named. */
class Belief {
  readonly #before: (unknown: string) => Normal;
  readonly #place = new Map<string, number>();
  readonly #means: number[] = [];
  readonly #covariances: number[][] = [];
  /** Logarithm of how probable all that was seen was before it was seen. */
  evidence = 0;

  constructor(before: (unknown: string) => Normal) {
    this.#before = before;
  }

  mean(unknowns: readonly string[]): number {
    return this.#places(unknowns).reduce((sum, at) => sum + (this.#means[at] ?? 0), 0);
  }

  variance(unknowns: readonly string[]): number {
    const places = this.#places(unknowns);
    let sum = 0;
    for (const a of places) for (const b of places) sum += this.#covariances[a]?.[b] ?? 0;
    return sum;
  }

  /** A sum of unknowns was measured, with some noise. */
  see(unknowns: readonly string[], measured: number, noise: number): void {
    const places = this.#places(unknowns);
    const shared = this.#means.map((_, one) =>
      places.reduce((sum, at) => sum + (this.#covariances[one]?.[at] ?? 0), 0),
    );
    const variance = this.variance(unknowns) + noise;
    const surprise = measured - this.mean(unknowns);
    this.evidence -= (surprise ** 2 / variance + Math.log(2 * Math.PI * variance)) / 2;
    shared.forEach((own, a) => {
      this.#means[a] = (this.#means[a] ?? 0) + (own * surprise) / variance;
      const row = this.#covariances[a] ?? [];
      shared.forEach((other, b) => {
        row[b] = (row[b] ?? 0) - (own * other) / variance;
      });
    });
  }

  #places(unknowns: readonly string[]): number[] {
    return unknowns.map((unknown) => {
      const known = this.#place.get(unknown);
      if (known !== undefined) return known;
      const { mean, sd } = this.#before(unknown);
      const place = this.#means.push(mean) - 1;
      for (const row of this.#covariances) row.push(0);
      this.#covariances.push(this.#means.map((_, at) => (at === place ? sd ** 2 : 0)));
      this.#place.set(unknown, place);
      return place;
    });
  }
}
