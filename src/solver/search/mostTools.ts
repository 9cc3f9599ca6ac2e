import type { Choices } from '../choices.ts';
import type { Limits, Problem, ToolGroup } from '../problem.ts';
import { timeQuestions } from '../timeQuestion.ts';
import { type Best, searchClasses } from './bestPair.ts';
import { Coupled, OUTSIDE, type Watch } from './building.ts';
import { toChoices } from './classes.ts';
import { type Clocks, type Clockwork, clockwork } from './clocks.ts';
import { boundsOf } from './heldLimits.ts';
import { keepTools } from './keepTools.ts';
import { type Label, labels } from './label.ts';
import type { Option } from './option.ts';
import { OptionSets } from './optionSets.ts';
import { isEntangled } from './pool.ts';
import { RestOfAgent } from './restOfAgent.ts';
import { Slack } from './slack.ts';
import { halves } from './splits.ts';
import { type Ranking, toolWorth } from './toolWorth.ts';
import { worthOf } from './coverageRanking.ts';

/** Options of the rest of an agent that are followed. */
const MOST_OF_THE_REST = 8_000;

/** The best set of tools that keeps all other limits. */
export interface MostTools {
  /** More than one only where they tie; none where no set is possible. */
  readonly choices: readonly Choices[];
  /** Where the search was not exact: what no set exceeds. Coverage is null when the table does not tell the use of every tool. */
  readonly atMost: { readonly coverage: number | null; readonly tools: number } | null;
}

/**
 * The architectures with the best set of tools that keeps all other limits: most coverage, then most
 * tools, then cheapest (docs/rules.md). Exact on the lattice, or the best of what was followed and
 * what no set can exceed.
 *
 * @param limits the limits that hold; that on tools is ignored
 * @param by what comes first: coverage, or the number of tools
 * @returns null when steps are coupled in a way that only enumeration can follow
 */
export function mostTools(
  problem: Problem,
  limits: Limits,
  clocks: Clocks,
  by: Ranking = 'coverage',
  watch: Watch = () => {},
): MostTools | null {
  const free: Problem = { ...problem, limits: { ...limits, tools: { kind: 'atLeast', count: 0 } } };
  if (problem.tools === null || isEntangled(problem)) return null;
  const best: Best = {
    worth: Number.NEGATIVE_INFINITY,
    tools: -1,
    cost: Number.POSITIVE_INFINITY,
    found: [],
  };
  const promises: Promised[] = [];
  try {
    const questions = timeQuestions(free);
    for (const label of labels(free, questions)) {
      const work = clockwork(free, clocks, questions, label);
      const promised = searchLabel(free, work, { group: problem.tools, label, by, watch }, best);
      if (promised === 'coupled') return null;
      promises.push(...promised);
    }
  } catch (error) {
    if (error instanceof Coupled) return null;
    throw error;
  }
  const choices = best.found.map(([one, other]) =>
    toChoices(problem, { left: one.picks, right: other.picks }),
  );
  return { choices: distinct(choices), atMost: atMostOf(problem.tools, by, best, promises) };
}

/** What may exist beyond what was followed. */
interface Promised {
  readonly worth: number;
  readonly tools: number;
}

interface Asked {
  readonly group: ToolGroup;
  readonly label: Label;
  readonly by: Ranking;
  readonly watch: Watch;
}

function searchLabel(
  problem: Problem,
  work: Clockwork,
  asked: Asked,
  best: Best,
): readonly Promised[] | 'coupled' {
  const { group, label, by, watch } = asked;
  const slack = new Slack(MOST_OF_THE_REST);
  const sets = new OptionSets(problem, work, label, { bounds: boundsOf(problem), slack, watch });
  const around = work.rules.length > 0 ? null : sets.stagesAroundTools();
  if (around === null) return searchWhole(problem, work, asked, best);
  const options = around.reduce<Option[]>(
    (before, stage) => sets.inSeries(before, stage, OUTSIDE),
    sets.nothing(),
  );
  const rest = new RestOfAgent(problem, work, options, best);
  const worth = toolWorth(group, by);
  const promised = group.orders.flatMap((order) => {
    const complete = (option: Option) => sets.inToolOrder(option, order);
    const ways = (tool: ToolGroup['tools'][number]) => sets.toolWays(tool);
    const nothing = sets.nothing()[0];
    if (nothing === undefined) return [];
    return keepTools({ group, worth, order, nothing, ways, complete }, rest) ?? [];
  });
  const whole = { worth: worth.whole.value, tools: group.tools.length };
  return slack.epsilon > 0 ? [...promised, whole] : promised;
}

/** Where tools are coupled with other steps, every set is an option of what couples them. */
function searchWhole(
  problem: Problem,
  work: Clockwork,
  { group, label, by, watch }: Asked,
  best: Best,
): readonly Promised[] | 'coupled' {
  const worth = worthOf(group, by);
  if (worth === null) return 'coupled';
  const sets = new OptionSets(problem, work, label, { worth, bounds: boundsOf(problem), watch });
  searchClasses(problem, work, halves(sets, sets.stages()), best);
  return [];
}

function atMostOf(
  group: ToolGroup,
  by: Ranking,
  best: Best,
  promises: readonly Promised[],
): MostTools['atMost'] {
  const better = promises.filter(
    ({ worth, tools }) => worth > best.worth || (worth === best.worth && tools > best.tools),
  );
  if (better.length === 0) return null;
  const worth = Math.max(...better.map((promise) => promise.worth));
  const coverageOf = group.sets === null ? Math.exp(worth) : worth;
  const known =
    by === 'coverage' &&
    (group.sets !== null || group.tools.every(({ usedBy }) => usedBy !== null));
  return {
    coverage: known ? Math.min(1, coverageOf) : null,
    tools: Math.max(best.tools, ...better.map(({ tools }) => tools)),
  };
}

function distinct(all: readonly Choices[]): Choices[] {
  const keyed = all.map(
    (choices) =>
      [JSON.stringify([[...choices.values], choices.tools, choices.order]), choices] as const,
  );
  return [...new Map(keyed).values()];
}
