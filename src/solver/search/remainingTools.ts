import type { Tool } from '../problem.ts';
import { earliestOf } from './envelope.ts';
import type { ToolSearch } from './keepTools.ts';
import { costOf, inParallel, inSeries, type Option } from './option.ts';
import type { RestOfAgent } from './restOfAgent.ts';

/** The best that tools which are not decided yet could do, given how many of them have to stay. */
export class Remaining {
  readonly #search: ToolSearch;
  readonly #tools: readonly Tool[];
  readonly #costs: readonly number[];
  readonly #scores: readonly number[];
  readonly #fastest: Option | null;
  readonly #completions = new Map<number, Option>();

  constructor(search: ToolSearch, tools: readonly Tool[]) {
    this.#search = search;
    this.#tools = tools;
    const kept = tools.map((tool) => search.ways(tool).filter((way) => way.tools > 0));
    this.#costs = kept.map((ways) => Math.min(...ways.map(costOf))).sort((a, b) => a - b);
    this.#scores = search.nothing.scores.map((_, task) =>
      tools.reduce(
        (sum, tool) => sum + Math.max(...search.ways(tool).map((way) => way.scores[task] ?? 0)),
        0,
      ),
    );
    this.#fastest = tools.length === 0 ? null : { ...search.nothing, ...timesAround(kept.flat()) };
  }

  /** Whether a state may still come to fit, with a set that is no worse than the best known. */
  mayFit(state: Option, rest: RestOfAgent): boolean {
    const mayLose = state.worth - rest.bestWorth;
    if (mayLose < -1e-9) return false;
    const droppable = this.#search.worth.mostDropped(
      { value: state.worth, served: state.served },
      this.#tools,
      mayLose,
    );
    const combine = this.#search.order === 'parallel' ? inParallel : inSeries;
    const completed = combine(state, this.#completion(this.#tools.length - droppable), false);
    return rest.mayFit(completed);
  }

  /** The best case of the remaining tools when this many of them stay. */
  #completion(staying: number): Option {
    const known = this.#completions.get(staying);
    if (known) return known;
    const combine = this.#search.order === 'parallel' ? inParallel : inSeries;
    let times: Option = this.#search.nothing;
    for (let count = 0; count < staying && this.#fastest; count++)
      times = combine(times, this.#fastest, false);
    const completion = {
      ...times,
      cost: this.#costs.slice(0, staying).reduce((sum, cost) => sum + cost, 0),
      fixed: 0,
      scores: this.#scores,
    };
    this.#completions.set(staying, completion);
    return completion;
  }
}

function timesAround(ways: readonly Option[]): Pick<Option, 'law' | 'again' | 'signs'> {
  const law = earliestOf(ways.map((way) => way.law));
  return { law, signs: [], again: { law, signs: [] } };
}
