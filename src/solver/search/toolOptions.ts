import type { Order, Problem, Tool } from '../problem.ts';
import type { WorthOf } from './building.ts';
import type { LeafOptions } from './leafOptions.ts';
import { inParallel, inSeries, type Option, type Picks } from './option.ts';

/** What goes while options are built. */
export interface Sieve {
  /** Options that could be part of an answer; dominated ones are gone. */
  kept(options: readonly Option[]): readonly Option[];
  /** Options within the bounds on time and cost, dominated or not. */
  withinBounds(options: readonly Option[]): readonly Option[];
}

/** The options of the tools: every set that may be kept, in every order. */
export function toolOptions(
  problem: Problem,
  leaves: LeafOptions,
  sieve: Sieve,
  worth: WorthOf | undefined,
): Option[] {
  const group = problem.tools;
  if (group === null) return [leaves.nothing()];
  const { limits } = problem;
  const least = limits.tools.kind === 'atLeast' ? limits.tools.count : 0;
  const counted = valuesEveryTool(problem) ? group.tools.length : Math.max(2, least);
  return group.orders.flatMap((order) =>
    inOrder(group.tools, { order, leaves, sieve, worth, counted })
      .filter(({ tools }) => tools >= least && (tools > 1 || order === group.orders[0]))
      .map((option) => withOrder(option, order, leaves))
      .map((option) => (valuesEveryTool(problem) ? option : { ...option, tools: 0 })),
  );
}

/** Tools that may be given up, up to which the number kept is a corner of its own in the frontier. */
const MOST_VALUED = 12;

/** Whether a tool more than wanted counts for something (docs/rules.md). */
export function valuesEveryTool({ tools, limits }: Problem): boolean {
  if (tools === null || limits.tools.kind === 'all') return true;
  const required = limits.tools.kind === 'named' ? limits.tools.tools.length : 0;
  return tools.tools.length - required <= MOST_VALUED;
}

/** How sets of tools are built. */
interface Assembly {
  readonly order: Order;
  readonly leaves: LeafOptions;
  readonly sieve: Sieve;
  readonly worth: WorthOf | undefined;
  /** Tools kept are told apart up to this number. */
  readonly counted: number;
}

/** Adds tool by tool, each with its variants, or without it where it may be dropped. */
function inOrder(
  tools: readonly Tool[],
  { order, leaves, sieve, worth, counted }: Assembly,
): Option[] {
  const combine = order === 'parallel' ? inParallel : inSeries;
  const all = tools.reduce<readonly Option[]>(
    (before, tool) => {
      const found = added(before, leaves.toolWays(tool), combine).map((option) =>
        option.tools > counted ? { ...option, tools: counted } : option,
      );
      // Sets that are compared as a whole are not comparable before they are complete.
      return worth?.kind === 'set' ? sieve.withinBounds(found) : sieve.kept(found);
    },
    [leaves.nothing()],
  );
  if (worth?.kind !== 'set') return [...all];
  return all.map((option) => ({ ...option, worth: worth.kept(toolsIn(option.picks)) }));
}

function added(
  before: readonly Option[],
  ways: readonly Option[],
  combine: typeof inSeries,
): Option[] {
  return before.flatMap((option) => ways.map((way) => combine(option, way, false)));
}

/** Fewer than two tools have no order. */
export function withOrder(option: Option, order: Order, leaves: LeafOptions): Option {
  const effective = option.tools > 1 ? order : 'series';
  return {
    ...option,
    rows: option.rows & leaves.rowsWith('order', effective),
    picks: { left: option.picks, right: { values: [], tools: null, order: effective } },
  };
}

function toolsIn(picks: Picks): string[] {
  return 'left' in picks
    ? [...toolsIn(picks.left), ...toolsIn(picks.right)]
    : [...(picks.tools ?? [])];
}
