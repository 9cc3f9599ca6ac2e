import type {
  Option as Way,
  Order,
  Tool,
  Block,
  ParallelBlock,
  Problem,
  SequenceBlock,
  Step,
} from '../problem.ts';
import { isSurelyBeyond, isSurelySlower, isWithin } from './bounds.ts';
import { type Bounds, type Building, OUTSIDE, type Where } from './building.ts';
import type { Clockwork } from './clocks.ts';
import type { Label } from './label.ts';
import { LeafOptions } from './leafOptions.ts';
import { loopOptions } from './loopOption.ts';
import { inParallel, inSeries, type Option, together } from './option.ts';
import { prune } from './prune.ts';
import { remembering } from './remembering.ts';
import { shortcutOptions } from './shortcutOptions.ts';
import { StepTimes } from './stepTimes.ts';
import { Stretches, type Unit } from './stretches.ts';
import { thin } from './thin.ts';
import { timesInSeries } from './times.ts';
import { toolOptions, withOrder } from './toolOptions.ts';

/**
 * Builds the options of stretches of a workflow from the inside out. Everything that couples steps
 * (loops, shortcuts, tools in parallel) is folded into the options of one stretch, and every
 * operation is monotone in the times it combines, so that dominated options can go early.
 */
export class OptionSets {
  readonly #problem: Problem;
  readonly #label: Label;
  readonly #building: Building;
  readonly #stretches: Stretches;
  readonly #times: StepTimes;
  readonly #leaves: LeafOptions;

  /** @param label choices that are fixed for all options */
  constructor(problem: Problem, clockwork: Clockwork, label: Label, building: Building = {}) {
    this.#problem = problem;
    this.#label = label;
    this.#building = building;
    this.#stretches = new Stretches(problem);
    this.#times = new StepTimes(clockwork);
    this.#leaves = new LeafOptions(problem, this.#times, label, building.worth);
  }

  /** Option sets whose series, in this order, is the workflow: independent of one another. @throws Coupled */
  stages(): Option[][] {
    return this.#units(this.#problem.workflow, 0, this.#problem.workflow.items.length, OUTSIDE);
  }

  /** The stages beside that of the tools; null where tools are coupled with other steps. @throws Coupled */
  stagesAroundTools(): Option[][] | null {
    const { workflow } = this.#problem;
    const units = this.#stretches.of(workflow, 0, workflow.items.length);
    const isTools = (unit: Unit) => workflow.items[unit.start]?.kind === 'tools';
    const alone = units.some((unit) => unit.kind === 'item' && isTools(unit));
    if (!alone) return null;
    return units
      .filter((unit) => !isTools(unit))
      .map((unit) => this.#unit(workflow, unit, OUTSIDE));
  }

  /** Ways to have a tool, or to drop it where that is allowed. */
  toolWays(tool: Tool): readonly Option[] {
    return this.#leaves.toolWays(tool);
  }

  /** A set of tools that are run in an order. */
  inToolOrder(option: Option, order: Order): Option {
    return withOrder(option, order, this.#leaves);
  }

  /** The only way to do nothing. */
  nothing(): Option[] {
    return [this.#leaves.nothing()];
  }

  /** Two stretches in a row. */
  inSeries(a: readonly Option[], b: readonly Option[], where: Where): Option[] {
    const bounds = this.#boundsAt(where);
    const again = remembering(timesInSeries);
    const pairs = a.flatMap((one) =>
      b.flatMap((other) =>
        bounds !== null && isSurelyBeyond(one, other, bounds)
          ? []
          : [inSeries(one, other, where.redone, again)],
      ),
    );
    return this.#kept(pairs, where);
  }

  #kept(options: readonly Option[], where: Where, share = 1): Option[] {
    this.#building.watch?.();
    const possible = this.#withinBounds(options, where);
    if (this.#building.prune === false) return [...possible];
    const { slack } = this.#building;
    const left = prune(possible, where.redone);
    return slack === undefined ? left : thin(left, where.redone, slack, slack.most / share);
  }

  #withinBounds(options: readonly Option[], where: Where): readonly Option[] {
    const bounds = this.#boundsAt(where);
    return bounds === null ? options : options.filter((option) => isWithin(option, bounds));
  }

  /** What holds for a stretch by itself: where it may not be run, nothing does. */
  #boundsAt({ certain }: Where): Bounds | null {
    return certain ? (this.#building.bounds ?? null) : null;
  }

  #sequence(sequence: SequenceBlock, from: number, to: number, where: Where): Option[] {
    const [first, ...rest] = this.#units(sequence, from, to, where);
    return rest.reduce(
      (before, unit) => this.inSeries(before, unit, where),
      first ?? this.nothing(),
    );
  }

  /** Stretches of a sequence that are independent of one another. */
  #units(sequence: SequenceBlock, from: number, to: number, where: Where): Option[][] {
    return this.#stretches.of(sequence, from, to).map((unit) => this.#unit(sequence, unit, where));
  }

  #unit(sequence: SequenceBlock, unit: Unit, where: Where): Option[] {
    if (unit.kind === 'loop') return this.#loop(sequence, unit.start, unit.verifier, where);
    if (unit.kind === 'item') return this.#item(sequence.items[unit.start], where);
    const items = sequence.items.slice(unit.start, unit.end);
    const sets = items.map((item) => this.#item(item, { redone: true, certain: false }));
    const workshop = {
      problem: this.#problem,
      label: this.#label,
      leaves: this.#leaves,
      times: this.#times,
    };
    return this.#kept(shortcutOptions(workshop, sequence, unit.group, sets, where.redone), where);
  }

  #item(item: Block | undefined, where: Where): Option[] {
    if (item === undefined) return this.nothing();
    if (item.kind === 'step') return this.#kept(this.#leaves.steps(item.step), where);
    if (item.kind === 'tools') return this.#tools(where);
    if (item.kind === 'sequence') return this.#sequence(item, 0, item.items.length, where);
    return this.#branches(item, where);
  }

  #tools(where: Where): Option[] {
    const sieve = {
      // Every tool doubles the sets, so that each gets its share of what can be followed.
      kept: (options: readonly Option[]) =>
        this.#kept(options, where, this.#problem.tools?.tools.length),
      withinBounds: (options: readonly Option[]) => this.#withinBounds(options, where),
    };
    const options = toolOptions(this.#problem, this.#leaves, sieve, this.#building.worth);
    return this.#kept(options, where);
  }

  #branches(block: ParallelBlock, where: Where): Option[] {
    const sets = block.branches.map((branch) =>
      this.#sequence(branch, 0, branch.items.length, where),
    );
    return sets.reduce((a, b) => this.#inParallel(a, b, where));
  }

  #inParallel(a: readonly Option[], b: readonly Option[], where: Where): Option[] {
    const pairs = a.flatMap((one) => b.map((other) => inParallel(one, other, where.redone)));
    return this.#kept(pairs, where);
  }

  /** Everything from the redone step to the verifier, for every way to run either. */
  #loop(sequence: SequenceBlock, from: number, verifier: Step, where: Where): Option[] {
    const end = sequence.items.findIndex(
      (item) => item.kind === 'step' && item.step === verifier.name,
    );
    const bodies = this.#sequence(sequence, from, end, { ...where, redone: true });
    const closed = this.#leaves
      .chosenWays(verifier)
      .flatMap((way) => this.#closed(bodies, verifier, way, where));
    return this.#kept(closed, where);
  }

  #closed(bodies: readonly Option[], verifier: Step, way: Way | null, where: Where): Option[] {
    const option = this.#leaves.step(verifier, way, null);
    const { chance, onReject } = verifier;
    if (way === null || onReject === null) {
      return bodies.map((body) => {
        const { law, signs, again } = body;
        return { ...together(body, option), law, signs, again };
      });
    }
    const once = this.#times.once(verifier, way);
    const bounds = this.#boundsAt(where);
    // A loop takes no less than its body and one verdict.
    const isTooSlow = ({ law }: Option) =>
      bounds !== null && chance === 1 && isSurelySlower(law, once.law, bounds);
    const left = bodies.filter((body) => !isTooSlow(body));
    return loopOptions(left, { option, once, chance, onReject }, where.redone);
  }
}
