import { zeroLaw } from '../latency/certain.ts';
import { earliest } from '../latency/earliest.ts';
import { withChance } from '../latency/chance.ts';
import { type Law, lawFrom } from '../latency/law.ts';
import { parallelAll } from '../latency/parallel.ts';
import { mixture } from '../latency/mixture.ts';
import { repeat } from '../latency/repeat.ts';
import { series } from '../latency/series.ts';
import type { Choices } from './choices.ts';
import { freshRun, type LatencyComposer, type Run } from './latencyComposer.ts';
import type { Block, ParallelBlock, Problem, SequenceBlock, Step } from './problem.ts';
import { stepsIn } from './stepsIn.ts';
import { lookupsBefore, shortcutOutcomes } from './shortcutOutcomes.ts';

/** What has happened so far in a stretch of the workflow: output was shown, or it was not yet. */
interface Shown {
  /** Ways the output was first shown: probability and time since the stretch began. */
  readonly shown: readonly { readonly weight: number; readonly law: Law }[];
  /** Probability that it was not, and the time that passed. */
  readonly pending: number;
  readonly elapsed: Law;
}

/** What counts as output: of which steps, and in which of their calls. */
interface Sign {
  /** Tells signs of one problem apart. */
  readonly name: string;
  shows(step: Step): boolean;
  /** The answer comes with the last call; a first sign of work with the first. */
  readonly call: 'first' | 'last';
}

/**
 * Time to the first token of the answer: to the start of the last step that streams, plus its own
 * time to first token (its latency if it states none). Null when nothing streams. A later step that
 * can reject blocks: then the first token comes with the end (docs/rules.md).
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
  return firstShown(problem, composer, choices, {
    name: `answer of ${streaming}`,
    shows: (step) => step.name === streaming,
    call: 'last',
  });
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
  return any
    ? firstShown(problem, composer, choices, { name: 'work', shows, call: 'first' })
    : null;
}

/** Either side of the composer's cut is walked once for all architectures that agree on it. */
function firstShown(
  problem: Problem,
  composer: LatencyComposer,
  choices: Choices,
  sign: Sign,
): Law {
  const { workflow } = problem;
  const walker = new FirstOutput(composer, choices, sign);
  const side = (from: number, to: number) =>
    known(composer, `${sign.name}:${from}-${to}:${composer.choicesIn(from, to, choices)}`, () =>
      walker.stretch(workflow, from, to, freshRun(choices, true)),
    );
  const before = side(0, composer.cut);
  return asLaw(
    before.pending === 0 ? before : then(before, side(composer.cut, workflow.items.length)),
  );
}

const walked = new WeakMap<LatencyComposer, Map<string, Shown>>();

function known(composer: LatencyComposer, key: string, walk: () => Shown): Shown {
  const kept = walked.get(composer) ?? new Map<string, Shown>();
  walked.set(composer, kept);
  const shown = kept.get(key) ?? walk();
  kept.set(key, shown);
  return shown;
}

/** Where nothing was shown on the way, the output comes with the end. */
function asLaw({ shown, pending, elapsed }: Shown): Law {
  return mixture(pending > 0 ? [...shown, { weight: pending, law: elapsed }] : shown);
}

class FirstOutput {
  readonly #composer: LatencyComposer;
  readonly #choices: Choices;
  readonly #sign: Sign;

  constructor(composer: LatencyComposer, choices: Choices, sign: Sign) {
    this.#composer = composer;
    this.#choices = choices;
    this.#sign = sign;
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
    if (!this.#mayShow(sequence, index, next))
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
    if (item === undefined) return silent([]);
    const waited = this.#waited(run, item);
    if (item.kind === 'sequence')
      return then(waited, this.stretch(item, 0, item.items.length, run));
    if (item.kind === 'parallel') return then(waited, this.#parallel(item, run));
    const step = item.kind === 'step' ? this.#composer.step(item.step) : null;
    if (step === null || run.outcome.skipped.has(step.name))
      return silent([this.#composer.itemLaw(sequence, index, run)]);
    if (step.onReject !== null && this.#choices.values.get(step.name) !== 'off')
      return then(waited, this.#verdicts(sequence, index, step, step.onReject.times));
    return then(waited, this.#step(step));
  }

  /** Lookups before an item. */
  #waited(run: Run, item: Block): Shown {
    const lookups = lookupsBefore(run.outcome, item).map((shortcut) =>
      this.#composer.law(shortcut.lookup),
    );
    return silent([zeroLaw(this.#composer.lattice), ...lookups]);
  }

  /** A step shows its output in one of its calls, if it runs at all. */
  #step(step: Step): Shown {
    const { lattice } = this.#composer;
    const option = step.options.find(({ value }) => value === this.#choices.values.get(step.name));
    if (option === undefined) return silent([zeroLaw(lattice)]);
    const law = this.#composer.law(option.latency);
    const whole = withChance(repeat(law, step.calls), step.chance);
    const calling = step.calls.filter(({ count }) => count > 0);
    const called = calling.reduce((sum, { share }) => sum + share, 0);
    if (called === 0 || !this.#sign.shows(step)) return silent([whole]);
    const earlier = calling.map(({ count, share }) => ({
      count: this.#sign.call === 'first' ? 0 : count - 1,
      share: share / called,
    }));
    const first = series(repeat(law, earlier), this.#composer.law(option.ttft ?? option.latency));
    const weight = step.chance * called;
    return {
      shown: [{ weight, law: first }],
      pending: Math.max(0, 1 - weight),
      elapsed: zeroLaw(lattice),
    };
  }

  /** The verifier, and what it has run again, until something is shown. */
  #verdicts(sequence: SequenceBlock, index: number, step: Step, times: number): Shown {
    const own = this.#step({ ...step, chance: 1 });
    const { redo, chance } = step.onReject ?? { redo: '', chance: 0 };
    const nothing = silent([zeroLaw(this.#composer.lattice)]);
    const from = sequence.items.findIndex((item) => item.kind === 'step' && item.step === redo);
    const again = () =>
      then(
        this.stretch(sequence, from, index, freshRun(this.#choices, false)),
        this.#verdicts(sequence, index, step, times - 1),
      );
    const verdict =
      times === 0
        ? own
        : then(
            own,
            oneOf(
              [
                { weight: 1 - chance, end: nothing },
                ...(chance > 0 ? [{ weight: chance, end: again() }] : []),
              ],
              this.#composer,
            ),
          );
    return oneOf(
      [
        { weight: 1 - step.chance, end: nothing },
        { weight: step.chance, end: verdict },
      ].filter(({ weight }) => weight > 0),
      this.#composer,
    );
  }

  /** The branch that shows something first decides; while none has, all of them have to end. */
  #parallel(block: ParallelBlock, run: Run): Shown {
    const ends = block.branches.map((branch) => this.stretch(branch, 0, branch.items.length, run));
    const shown = ends
      .map((end) => asPartialLaw(end, this.#composer))
      .reduce((a, b) => earliest(a, b));
    const pending = ends.reduce((product, end) => product * end.pending, 1);
    return {
      shown: pending < 1 ? [{ weight: 1 - pending, law: whole(shown, 1 - pending) }] : [],
      pending,
      elapsed: parallelAll(ends.map(({ elapsed }) => elapsed)),
    };
  }

  /** Whether something in a stretch, or in what its verifiers have run again, may show output. */
  #mayShow(sequence: SequenceBlock, from: number, to: number): boolean {
    for (let index = from; index < to; index++) {
      const item = sequence.items[index];
      if (item === undefined) continue;
      if (this.#showsAnything(item)) return true;
      const redo =
        item.kind === 'step' ? this.#composer.step(item.step)?.onReject?.redo : undefined;
      if (redo === undefined) continue;
      const start = sequence.items.findIndex(
        (other) => other.kind === 'step' && other.step === redo,
      );
      if (sequence.items.slice(start, index).some((other) => this.#showsAnything(other)))
        return true;
    }
    return false;
  }

  #showsAnything(block: Block): boolean {
    return stepsIn(block).some((name) => {
      const step = this.#composer.step(name);
      return step !== null && this.#sign.shows(step) && this.#choices.values.get(name) !== 'off';
    });
  }
}

/** The time at which something is shown, as a law that misses the cases in which nothing is. */
function asPartialLaw({ shown }: Shown, { lattice }: LatencyComposer): Law {
  const cells = new Float64Array(lattice.size);
  let mean = 0;
  for (const { weight, law } of shown) {
    law.mass.forEach((mass, index) => {
      cells[law.start + index] = (cells[law.start + index] ?? 0) + weight * mass;
    });
    mean += weight * law.mean;
  }
  return lawFrom(lattice, 0, cells, mean);
}

/** A partial law of total probability `weight`, made whole. */
function whole(partial: Law, weight: number): Law {
  const cells = partial.mass.map((mass) => mass / weight);
  return lawFrom(partial.lattice, partial.start, cells, partial.mean / weight);
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
