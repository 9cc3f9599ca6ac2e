import { zeroLaw } from '../latency/certain.ts';
import { withChance } from '../latency/chance.ts';
import { earliest } from '../latency/earliest.ts';
import { parallelAll } from '../latency/parallel.ts';
import { repeat } from '../latency/repeat.ts';
import { series } from '../latency/series.ts';
import type { Choices } from './choices.ts';
import { asPartialLaw, followedBy, oneOf, type Shown, silent, whole } from './firstShown.ts';
import type { LatencyComposer } from './latencyComposer.ts';
import type { Block, ParallelBlock, SequenceBlock, Step } from './problem.ts';
import { lookupsBefore, shortcutOutcomes } from './shortcutOutcomes.ts';
import { stepsIn } from './stepsIn.ts';
import { freshRun, type Run } from './workflowRun.ts';

/** What counts as output: of which steps, and in which of their calls. */
export interface Sign {
  /** Tells signs of one problem apart. */
  readonly name: string;
  shows(step: Step): boolean;
  /** The answer comes with the last call; a first sign of work with the first. */
  readonly call: 'first' | 'last';
}

/** Walks the workflow of one architecture until output is shown. */
export class FirstOutputWalk {
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
      state = followedBy(state, this.#part(sequence, index, next, run));
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
    return oneOf(ends, this.#composer.lattice);
  }

  #item(sequence: SequenceBlock, index: number, run: Run): Shown {
    const item = sequence.items[index];
    if (item === undefined) return silent([]);
    const waited = this.#waited(run, item);
    if (item.kind === 'sequence')
      return followedBy(waited, this.stretch(item, 0, item.items.length, run));
    if (item.kind === 'parallel') return followedBy(waited, this.#parallel(item, run));
    const step = item.kind === 'step' ? this.#composer.step(item.step) : null;
    if (step === null || run.outcome.skipped.has(step.name))
      return silent([this.#composer.itemLaw(sequence, index, run)]);
    if (step.onReject !== null && this.#choices.values.get(step.name) !== 'off')
      return followedBy(waited, this.#verdicts(sequence, index, step, step.onReject.times));
    return followedBy(waited, this.#step(step));
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
      followedBy(
        this.stretch(sequence, from, index, freshRun(this.#choices, false)),
        this.#verdicts(sequence, index, step, times - 1),
      );
    const verdict =
      times === 0
        ? own
        : followedBy(
            own,
            oneOf(
              [
                { weight: 1 - chance, end: nothing },
                ...(chance > 0 ? [{ weight: chance, end: again() }] : []),
              ],
              this.#composer.lattice,
            ),
          );
    return oneOf(
      [
        { weight: 1 - step.chance, end: nothing },
        { weight: step.chance, end: verdict },
      ].filter(({ weight }) => weight > 0),
      this.#composer.lattice,
    );
  }

  /** The branch that shows something first decides; while none has, all of them have to end. */
  #parallel(block: ParallelBlock, run: Run): Shown {
    const ends = block.branches.map((branch) => this.stretch(branch, 0, branch.items.length, run));
    const shown = ends
      .map((end) => asPartialLaw(end, this.#composer.lattice))
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
