import type { Order, Tool, ToolGroup } from '../problem.ts';
import { mergePairs } from './mergePairs.ts';
import { inParallel, inSeries, type Option } from './option.ts';
import { prune } from './prune.ts';
import type { RestOfAgent } from './restOfAgent.ts';
import { Remaining } from './remainingTools.ts';
import type { ToolWorth } from './toolWorth.ts';

/** States of the tools that are followed, over all tools; beyond, pairs of them are taken as one that is better than both. */
const MOST_FOLLOWED = 16_000;

/** States of a first, quick look. */
const MOST_AT_FIRST = 120;

/** The tools of an agent, and what can be done with them. */
export interface ToolSearch {
  readonly group: ToolGroup;
  readonly worth: ToolWorth;
  readonly order: Order;
  /** Nothing decided yet. */
  readonly nothing: Option;
  /** Ways to have a tool; the one that keeps none of it drops it. */
  ways(tool: Tool): readonly Option[];
  /** A complete set of tools as it is compared with others. */
  complete(option: Option): Option;
}

/** A state stands for several that were merged, so that what it promises may not exist. */
type State = Option & { readonly merged?: boolean | undefined };

/**
 * Looks for the best set of tools together with the rest of an agent: decides tool by tool, and goes
 * on with what may still fit and still beat the best set known. Tells `rest` every set that is worth
 * trying.
 *
 * @returns what no set can exceed, worth and number of tools, where states had to be merged; null
 * when the search was exact
 */
export function keepTools(
  search: ToolSearch,
  rest: RestOfAgent,
): { readonly worth: number; readonly tools: number } | null {
  greedy(search, rest);
  decide(search, rest, (states) => spread(states, MOST_AT_FIRST));
  const most = Math.ceil(MOST_FOLLOWED / Math.max(1, search.group.tools.length));
  let merges = 0;
  const last = decide(search, rest, (states) => {
    let left = states;
    for (; left.length > most; merges++) left = mergePairs(left);
    return left;
  });
  if (merges === 0) return null;
  const promised = last.filter(({ merged }) => merged === true);
  if (promised.length === 0) return null;
  const worth = Math.max(...promised.map((state) => state.worth));
  return { worth, tools: Math.max(...promised.map(({ tools }) => tools)) };
}

/** Evenly some of the states, from the most worth to the least. */
function spread(states: readonly State[], most: number): State[] {
  if (states.length <= most) return [...states];
  const sorted = states.toSorted((a, b) => b.worth - a.worth);
  return Array.from(
    { length: most },
    (_, index) => sorted[Math.floor((index * sorted.length) / most)] as State,
  );
}

/** Decides tool by tool; complete sets are tried, and merged ones returned. */
function decide(
  search: ToolSearch,
  rest: RestOfAgent,
  limited: (states: readonly State[]) => readonly State[],
): readonly State[] {
  const combine = search.order === 'parallel' ? inParallel : inSeries;
  const tools = inDecisionOrder(search);
  let states: readonly State[] = [start(search)];
  tools.forEach((tool, index) => {
    const remaining = new Remaining(search, tools.slice(index + 1));
    const next = states.flatMap((state) =>
      search.ways(tool).map((way) => ({
        ...grown(search, state, tool, way, combine),
        merged: state.merged === true,
      })),
    );
    const possible = next.filter((state) => remaining.mayFit(state, rest));
    states = limited(prune(possible, false));
  });
  const complete = states.map((state) => ({ ...search.complete(state), merged: state.merged }));
  rest.try(complete.filter(({ merged }) => merged !== true));
  return complete.filter((state) => state.merged === true && rest.mayBeBetter(state));
}

function start({ nothing, worth }: ToolSearch): State {
  return { ...nothing, worth: worth.whole.value, served: worth.whole.served };
}

function grown(
  { worth }: ToolSearch,
  state: State,
  tool: Tool,
  way: Option,
  combine: typeof inSeries,
): Option {
  const option = combine(state, way, false);
  const before = { value: state.worth, served: state.served };
  const { value, served } = way.tools > 0 ? before : worth.without(before, tool.name);
  return { ...option, worth: value, served };
}

/** What takes longest is decided first, so that what cannot fit is seen early. */
function inDecisionOrder(search: ToolSearch): Tool[] {
  const slowness = (tool: Tool) => Math.max(...search.ways(tool).map(weightOf));
  return search.group.tools.toSorted((a, b) => slowness(b) - slowness(a));
}

/** Mean time to its end, or to silence where only output on the way is followed. */
function weightOf(option: Option): number {
  return option.law.mean + option.signs.reduce((sum, { waiting }) => sum + waiting.mean, 0);
}

/** Drops tools in some plausible orders until what is left fits: something to beat. */
function greedy(search: ToolSearch, rest: RestOfAgent): void {
  const { group, worth } = search;
  const combine = search.order === 'parallel' ? inParallel : inSeries;
  const kept = (tool: Tool) => search.ways(tool).find(({ tools }) => tools > 0);
  const loss = (tool: Tool) => worth.whole.value - worth.without(worth.whole, tool.name).value;
  const time = (tool: Tool) => weightOf(kept(tool) ?? search.nothing);
  const cost = (tool: Tool) => kept(tool)?.cost ?? 0;
  const gain = (tool: Tool) => (kept(tool)?.scores ?? []).reduce((sum, each) => sum + each, 0);
  const orders: readonly ((tool: Tool) => number)[] = [
    loss,
    (tool) => -time(tool),
    (tool) => -cost(tool),
    (tool) => loss(tool) / (1e-9 + time(tool)),
    gain,
  ];
  for (const key of orders) {
    const dropped = group.tools.toSorted((a, b) => key(a) - key(b));
    let states: State[] = [start(search)];
    const nested: Option[] = [];
    // From the last one to be dropped to the first: every suffix of the order is a set to keep.
    for (const tool of dropped.toReversed()) {
      const way = kept(tool);
      if (way === undefined) break;
      states = states.map((state) => grown(search, state, tool, way, combine));
      nested.push(...states);
    }
    rest.tryLargest(nested.toReversed().map((state) => withDropped(search, state, group.tools)));
  }
}

/** A set of kept tools, completed by dropping all others. */
function withDropped(search: ToolSearch, state: State, tools: readonly Tool[]): Option {
  const combine = search.order === 'parallel' ? inParallel : inSeries;
  const kept = new Set(namesIn(state.picks));
  const whole = tools
    .filter(({ name }) => !kept.has(name))
    .reduce<Option>((option, tool) => {
      const way = search.ways(tool).find((each) => each.tools === 0);
      return way === undefined ? option : grown(search, option, tool, way, combine);
    }, state);
  return search.complete(whole);
}

function namesIn(picks: Option['picks']): string[] {
  return 'left' in picks
    ? [...namesIn(picks.left), ...namesIn(picks.right)]
    : [...(picks.tools ?? [])];
}
