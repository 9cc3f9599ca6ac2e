import { zeroLaw } from '../latency/certain.ts';
import { earliest } from '../latency/earliest.ts';
import type { Law } from '../latency/law.ts';
import { mixture } from '../latency/mixture.ts';
import { repeat } from '../latency/repeat.ts';
import { series } from '../latency/series.ts';
import type { Choices } from './choices.ts';
import { freshRun, type LatencyComposer, type Run } from './latencyComposer.ts';
import type { Block, ParallelBlock, Problem, SequenceBlock, Step } from './problem.ts';
import { stepsIn } from './shortcutGroups.ts';
import { shortcutOutcomes } from './shortcutOutcomes.ts';

/** What has happened so far in a stretch of the workflow: output was shown, or it was not yet. */
interface Shown {
  /** Ways the output was first shown: probability and time since the stretch began. */
  readonly shown: readonly { readonly weight: number; readonly law: Law }[];
  /** Probability that it was not, and the time that passed. */
  readonly pending: number;
  readonly elapsed: Law;
}

/** A step that is on and shows something, with what it shows first. */
type Shows = (step: Step) => boolean;

/**
 * Time to the first token of the answer: to the start of the last step that streams, plus its own
 * time to first token (its latency if it states none). Null when nothing streams. A later step that
 * can reject blocks: then the first token comes with the end (design rule 5).
 */
export function firstToken(
  problem: Problem,
  composer: LatencyComposer,
  choices: Choices,
): Law | null {
  const order = stepsIn(problem.workflow);
  const isOn = (name: string) => choices.values.get(name) !== 'off';
  const streaming = order.findLast((name) => composer.step(name)?.streams === true && isOn(name));
  if (streaming === undefined) return null;
  const later = order.slice(order.indexOf(streaming) + 1);
  const blocked = later.some(
    (name) => isOn(name) && (composer.step(name)?.onReject ?? null) !== null,
  );
  if (blocked) return composer.endToEnd(choices);
  return firstShown(problem, composer, choices, (step) => step.name === streaming);
}

/**
 * Time to the first visible sign of work: the earliest first token of a step that streams or shows
 * progress (its end if it states none). Null when no step does.
 */
export function firstProgress(
  problem: Problem,
  composer: LatencyComposer,
  choices: Choices,
): Law | null {
  const shows = (step: Step) => step.streams || step.showsProgress;
  const any = problem.steps.some((step) => shows(step) && choices.values.get(step.name) !== 'off');
  return any ? firstShown(problem, composer, choices, shows) : null;
}

function firstShown(
  problem: Problem,
  composer: LatencyComposer,
  choices: Choices,
  shows: Shows,
): Law {
  const walker = new FirstOutput(composer, choices, shows);
  const end = walker.stretch(
    problem.workflow,
    0,
    problem.workflow.items.length,
    freshRun(choices, true),
  );
  return asLaw(end);
}

/** Where nothing was shown on the way, the output comes with the end. */
function asLaw({ shown, pending, elapsed }: Shown): Law {
  return mixture(pending > 0 ? [...shown, { weight: pending, law: elapsed }] : shown);
}

class FirstOutput {
  readonly #composer: LatencyComposer;
  readonly #choices: Choices;
  readonly #shows: Shows;

  constructor(composer: LatencyComposer, choices: Choices, shows: Shows) {
    this.#composer = composer;
    this.#choices = choices;
    this.#shows = shows;
  }

  stretch(sequence: SequenceBlock, from: number, to: number, run: Run): Shown {
    let state: Shown = { shown: [], pending: 1, elapsed: zeroLaw(this.#composer.lattice) };
    let index = from;
    while (index < to && state.pending > 0) {
      const group = this.#composer.groupAt(sequence, index, run);
      const next = group ? group.to : index + 1;
      state = then(state, this.#part(sequence, index, next, run));
      index = next;
    }
    return state;
  }

  #part(sequence: SequenceBlock, index: number, next: number, run: Run): Shown {
    const items = sequence.items.slice(index, next);
    if (!items.some((item) => this.#showsAnything(item)))
      return silent(this.#composer.partsOf(sequence, index, next, run));
    const group = this.#composer.groupAt(sequence, index, run);
    if (group === null) return this.#item(sequence, index, run);
    const ends = shortcutOutcomes(group, sequence, run).map((outcome) => ({
      weight: outcome.probability,
      end: this.stretch(sequence, group.from, group.to, { ...run, group, outcome }),
    }));
    return oneOf(ends, this.#composer);
  }

  #item(sequence: SequenceBlock, index: number, run: Run): Shown {
    const item = sequence.items[index];
    if (item?.kind === 'sequence') return this.stretch(item, 0, item.items.length, run);
    if (item?.kind === 'parallel') return this.#parallel(sequence, index, item, run);
    const whole = this.#composer.itemLaw(sequence, index, run);
    const step = item?.kind === 'step' ? this.#composer.step(item.step) : null;
    if (step === null || run.outcome.skipped.has(step.name)) return silent([whole]);
    return this.#step(step, whole, run);
  }

  /** A step shows its first output in its last call, if it runs at all. */
  #step(step: Step, whole: Law, run: Run): Shown {
    const option = step.options.find(
      (candidate) => candidate.value === this.#choices.values.get(step.name),
    );
    if (option === undefined) return silent([whole]);
    const { lattice } = this.#composer;
    const lookups = (run.outcome.lookups.get(step.name) ?? []).map((shortcut) =>
      this.#composer.law(shortcut.lookup),
    );
    const waited = lookups.reduce((sum, law) => series(sum, law), zeroLaw(lattice));
    const before = step.calls
      .filter(({ count }) => count > 0)
      .map(({ count, share }) => ({ count: count - 1, share }));
    const called = before.reduce((sum, { share }) => sum + share, 0);
    if (called === 0) return silent([waited]);
    const earlier = repeat(
      this.#composer.law(option.latency),
      before.map(({ count, share }) => ({ count, share: share / called })),
    );
    const first = series(earlier, this.#composer.law(option.ttft ?? option.latency));
    const weight = step.chance * called;
    return {
      shown: [{ weight, law: series(waited, first) }],
      pending: Math.max(0, 1 - weight),
      elapsed: waited,
    };
  }

  /** The branch that shows something first decides; branches that show nothing do not delay it. */
  #parallel(sequence: SequenceBlock, index: number, block: ParallelBlock, run: Run): Shown {
    const ends = block.branches
      .filter((branch) => this.#showsAnything(branch))
      .map((branch) => this.stretch(branch, 0, branch.items.length, run));
    const whole = this.#composer.itemLaw(sequence, index, run);
    const only = ends.length === 1 ? ends[0] : undefined;
    if (only) return { ...only, elapsed: whole };
    const first = ends.map(asLaw).reduce((a, b) => earliest(a, b));
    return { shown: [{ weight: 1, law: first }], pending: 0, elapsed: whole };
  }

  #showsAnything(block: Block): boolean {
    return stepsIn(block).some((name) => {
      const step = this.#composer.step(name);
      return step !== null && this.#shows(step) && this.#choices.values.get(name) !== 'off';
    });
  }
}

function silent(laws: readonly Law[]): Shown {
  const [first, ...rest] = laws;
  if (first === undefined) throw new Error('a stretch of the workflow has at least one law');
  return { shown: [], pending: 1, elapsed: rest.reduce((sum, law) => series(sum, law), first) };
}

function then(before: Shown, after: Shown): Shown {
  return {
    shown: [
      ...before.shown,
      ...after.shown.map(({ weight, law }) => ({
        weight: before.pending * weight,
        law: series(before.elapsed, law),
      })),
    ],
    pending: before.pending * after.pending,
    elapsed: series(before.elapsed, after.elapsed),
  };
}

function oneOf(
  ends: readonly { readonly weight: number; readonly end: Shown }[],
  composer: LatencyComposer,
): Shown {
  const pending = ends.reduce((sum, { weight, end }) => sum + weight * end.pending, 0);
  const waiting = ends.filter(({ end }) => end.pending > 0);
  return {
    shown: ends.flatMap(({ weight, end }) =>
      end.shown.map((part) => ({ weight: weight * part.weight, law: part.law })),
    ),
    pending,
    elapsed:
      pending > 0
        ? mixture(
            waiting.map(({ weight, end }) => ({
              weight: (weight * end.pending) / pending,
              law: end.elapsed,
            })),
          )
        : zeroLaw(composer.lattice),
  };
}
