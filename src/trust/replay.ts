import { leafOf } from '../latency/leafOf.ts';
import type { CountDistribution } from '../latency/latencyInput.ts';
import type { Choices } from '../solver/choices.ts';
import { optionOf } from '../solver/optionOf.ts';
import type { Option, Problem, Step } from '../solver/problem.ts';
import { runsByName } from './asTraced.ts';
import { seededUniform } from './bootstrap.ts';
import type { ObservedRun } from './observed.ts';
import { ascendingOf, shareUpTo } from './ranked.ts';
import { rebuilt } from './rebuilt.ts';
import { timeOfRuns, type Traced, type TracedRequest } from './traced.ts';
import { optionRun } from './variantOf.ts';

/**
 * End to end times that traced requests would have had under another architecture, in ms. What ran in
 * a request as the architecture has it stays as it was; a step run another way takes the time of the
 * same rank in the new way's law, so that a slow request stays slow (the Schaake shuffle; M. Clark et
 * al., J. Hydrometeorology 5 (2004)); what no trace shows is drawn at random. The critical path is
 * then worked out anew, and the request's own time added.
 */
export class Replay {
  readonly #problem: Problem;
  readonly #traced: Traced;
  readonly #seed: number;
  readonly #ranks = new Map<string, Float64Array>();
  readonly #ran: ReadonlyMap<string, readonly ObservedRun[]>;
  readonly #quantiles = new Map<Option['latency'], (p: number) => number>();

  constructor(problem: Problem, traced: Traced, seed: number) {
    this.#problem = problem;
    this.#traced = traced;
    this.#seed = seed;
    this.#ran = runsByName(traced);
  }

  /** Times of all requests under the architecture, in the order of the requests. */
  times(choices: Choices): Float64Array {
    const random = seededUniform(this.#seed);
    const { requests, own } = this.#traced;
    const n = requests.length;
    const columns = new Map<string, Float64Array>();
    requests.forEach((request, at) => {
      for (const [name, ms] of this.#timesOf(request, choices, random)) {
        const column = columns.get(name) ?? new Float64Array(n);
        columns.set(name, column);
        column[at] = ms;
      }
    });
    const steps = rebuilt(this.#problem, choices.order, n, (name) => columns.get(name));
    return steps.map((ms, at) => Math.max(0, ms + own[at]!));
  }

  #timesOf(request: TracedRequest, choices: Choices, random: () => number): Map<string, number> {
    const { steps, tools } = this.#problem;
    const times = new Map<string, number>();
    const skipped = this.#lookUp(request, choices, random, times);
    const missing = this.#missed(request, choices);
    for (const step of steps) {
      const option = step.options.find(({ value }) => value === choices.values.get(step.name));
      if (option === undefined || skipped.has(step.name)) continue;
      times.set(step.name, this.#stepTime(request, step, option, choices, missing, random));
    }
    for (const tool of tools?.tools ?? []) {
      if (!choices.tools.includes(tool.name) || skipped.has('tools')) continue;
      const option = optionOf(tool, choices);
      const drawn = missing.has('tools') || !this.#ran.has(tool.name);
      times.set(
        tool.name,
        drawn
          ? this.#drawn(tool, option, random)
          : this.#inRank(tool.name, tool.options, option, request.byName.get(tool.name) ?? []),
      );
    }
    this.#redo(choices, random, times);
    return times;
  }

  #stepTime(
    request: TracedRequest,
    step: Step,
    option: Option,
    choices: Choices,
    missing: ReadonlySet<string>,
    random: () => number,
  ): number {
    if (missing.has(step.name) || !this.#ran.has(step.name))
      return this.#drawn(step, option, random);
    const runs = request.byName.get(step.name) ?? [];
    return this.#inRank(step.name, step.options, option, this.#kept(request, step, runs, choices));
  }

  /** Without its verifier, a step that was sent back runs once: what began after the verdict goes. */
  #kept(
    request: TracedRequest,
    step: Step,
    runs: readonly ObservedRun[],
    choices: Choices,
  ): readonly ObservedRun[] {
    const { steps } = this.#problem;
    const place = steps.indexOf(step);
    for (const verifier of steps) {
      const off = choices.values.get(verifier.name) === 'off';
      const verdict = request.byName.get(verifier.name)?.[0];
      if (!off || verifier.onReject === null || verdict === undefined) continue;
      const from = steps.findIndex(({ name }) => name === verifier.onReject?.redo);
      if (from <= place && place < steps.indexOf(verifier))
        return runs.filter(({ startMs }) => startMs < verdict.endMs);
    }
    return runs;
  }

  /** The runs in the way that is asked for: as they were where they ran so, else of the same rank. */
  #inRank(
    name: string,
    options: readonly Option[],
    option: Option,
    runs: readonly ObservedRun[],
  ): number {
    const ofOption = runs.map((run) => optionRun(options, run));
    if (ofOption.every((each) => each === option)) return timeOfRuns(runs);
    return runs.reduce((sum, run, at) => {
      const from = ofOption[at] ?? null;
      if (from === option) return sum + run.durationMs;
      return sum + this.#quantile(option)(this.#rankOf(name, options, from, run));
    }, 0);
  }

  /** Rank of a run among those of the same way, strictly inside 0..1. */
  #rankOf(name: string, options: readonly Option[], from: Option | null, run: ObservedRun): number {
    const key = `${name} ${from?.value ?? ''}`;
    const known = this.#ranks.get(key);
    const ascending =
      known ??
      ascendingOf(
        (this.#ran.get(name) ?? [])
          .filter((each) => optionRun(options, each) === from)
          .map(({ durationMs }) => durationMs),
      );
    if (known === undefined) this.#ranks.set(key, ascending);
    return Math.max(shareUpTo(ascending, run.durationMs) - 0.5 / ascending.length, 1e-6);
  }

  #quantile({ latency }: Option): (p: number) => number {
    const known = this.#quantiles.get(latency);
    if (known) return known;
    const leaf = leafOf(latency);
    const quantile = (p: number) => leaf.quantile(p);
    this.#quantiles.set(latency, quantile);
    return quantile;
  }

  /** Of what no trace shows: whether it runs, how often and how long, all by chance. */
  #drawn(
    { chance, calls }: { readonly chance: number; readonly calls: CountDistribution },
    option: Option,
    random: () => number,
  ): number {
    if (random() >= chance) return 0;
    let time = 0;
    for (let call = countAt(calls, random()); call > 0; call--)
      time += this.#quantile(option)(inside(random()));
    return time;
  }

  /** Lookups of shortcuts, and the steps that their hits save. Traced ones hit where they hit. */
  #lookUp(
    request: TracedRequest,
    choices: Choices,
    random: () => number,
    times: Map<string, number>,
  ): ReadonlySet<string> {
    const skipped = new Set<string>();
    for (const shortcut of this.#problem.shortcuts) {
      if (choices.values.get(shortcut.name) !== 'on') continue;
      if (shortcut.skips.some((step) => skipped.has(step))) continue;
      const runs = request.byName.get(shortcut.name) ?? [];
      if (this.#ran.has(shortcut.name)) times.set(shortcut.name, timeOfRuns(runs));
      else {
        times.set(shortcut.name, leafOf(shortcut.lookup).quantile(inside(random())));
        if (random() < shortcut.hit) for (const step of shortcut.skips) skipped.add(step);
      }
    }
    return skipped;
  }

  /** Steps that a shortcut saved in this request, which the architecture does without. */
  #missed(request: TracedRequest, choices: Choices): ReadonlySet<string> {
    const missed = new Set<string>();
    for (const { name, skips } of this.#problem.shortcuts) {
      if (choices.values.get(name) === 'on' || !request.byName.has(name)) continue;
      const ran = (step: string) =>
        step === 'tools'
          ? (this.#problem.tools?.tools ?? []).some((tool) => request.byName.has(tool.name))
          : request.byName.has(step);
      if (!skips.some(ran)) for (const step of skips) missed.add(step);
    }
    return missed;
  }

  /** Rejections by a verifier that no trace shows: everything from the step it names runs again. */
  #redo(choices: Choices, random: () => number, times: Map<string, number>): void {
    const { steps } = this.#problem;
    for (const verifier of steps) {
      const { onReject } = verifier;
      const on = choices.values.get(verifier.name) !== 'off';
      if (onReject === null || !on || this.#ran.has(verifier.name)) continue;
      const from = steps.findIndex(({ name }) => name === onReject.redo);
      const again = steps.slice(from, steps.indexOf(verifier) + 1);
      for (let round = 0; round < onReject.times && random() < onReject.chance; round++)
        for (const step of again) this.#again(step, choices, random, times);
    }
  }

  #again(step: Step, choices: Choices, random: () => number, times: Map<string, number>): void {
    const option = step.options.find(({ value }) => value === choices.values.get(step.name));
    if (option === undefined) return;
    times.set(step.name, (times.get(step.name) ?? 0) + this.#drawn(step, option, random));
  }
}

function countAt(calls: CountDistribution, at: number): number {
  let below = 0;
  for (const { count, share } of calls) {
    below += share;
    if (at < below) return count;
  }
  return calls.at(-1)?.count ?? 0;
}

function inside(p: number): number {
  return Math.min(Math.max(p, 1e-6), 1 - 1e-6);
}
