import type { Accuracy } from '../accuracy.ts';
import type { Choices } from '../choices.ts';
import type { Problem } from '../problem.ts';
import type { PeopleCost } from '../result.ts';
import { judgedProblem } from './judgedProblem.ts';
import type { StoredArchitecture } from './storedCandidate.ts';
import type { WhatIf } from './whatIf.ts';

/** What another limit would change as plain JSON, small: whatever repeats is written once. */
export interface WrittenWhatIf {
  readonly problem: Omit<Problem, 'limits' | 'today'>;
  readonly limits: Omit<Problem['limits'], 'accuracy'>;
  readonly accuracyLimit: {
    readonly atLeast: number;
    readonly tasks: readonly (readonly [string, number])[];
  } | null;
  readonly today: WrittenChoices | null;
  readonly complete: boolean;
  readonly everySet: boolean;
  readonly mostDropped: number | null;
  readonly epsilon: number | null;
  /** What architectures choose: names with the values that occur. */
  readonly choices: readonly (readonly [name: string, values: readonly string[]])[];
  /** Parts of names. */
  readonly words: readonly string[];
  readonly toolSets: readonly ToolSet[];
  readonly times: readonly string[];
  readonly accuracies: readonly (readonly [Accuracy, PeopleCost | null])[];
  readonly architectures: readonly WrittenArchitecture[];
}

type WrittenChoices = readonly [
  values: readonly (readonly [string, string])[],
  tools: readonly string[],
  order: Choices['order'],
];

interface ToolSet {
  readonly tools: readonly string[];
  readonly share: number | null;
  readonly about: boolean;
}

/** Numbers are places in the lists above; times in ms, money in USD. */
export type WrittenArchitecture = readonly [
  id: string,
  words: readonly number[],
  values: readonly number[],
  toolSet: number,
  parallel: 0 | 1,
  wanted: 0 | 1,
  accuracy: number,
  times: readonly (number | null)[],
  perRequest: number | null,
  perConversation: number | null,
  launch: number | null,
  month12: number | null,
];

/** A name is made of parts that many names share. */
const BETWEEN_WORDS = ', ';

/** Writes what {@link readWhatIf} reads. */
export function writeWhatIf(whatIf: WhatIf): WrittenWhatIf {
  const { limits, today, ...problem } = judgedProblem(whatIf.problem);
  const { accuracy, ...others } = limits;
  const names = [
    ...new Set(whatIf.architectures.flatMap(({ choices }) => [...choices.values.keys()])),
  ];
  const values = names.map(() => new Numbered<string>());
  const words = new Numbered<string>();
  const toolSets = new Numbered<ToolSet>();
  const accuracies = new Numbered<readonly [Accuracy, PeopleCost | null]>();
  const times = Object.keys(whatIf.architectures[0]?.times ?? {});
  const architectures = whatIf.architectures.map((each): WrittenArchitecture => {
    const { choices, cost, coverage } = each;
    return [
      each.id,
      each.name.split(BETWEEN_WORDS).map((word) => words.at(word)),
      names.map((name, index) => numberOf(values[index], choices.values.get(name))),
      toolSets.at({ tools: choices.tools, ...coverage }),
      choices.order === 'parallel' ? 1 : 0,
      each.wanted ? 1 : 0,
      accuracies.at([each.accuracy, each.people]),
      times.map((key) => finite(each.times[key] ?? null)),
      finite(cost.perRequest),
      finite(cost.perConversation),
      finite(cost.perMonth.launch),
      finite(cost.perMonth.month12),
    ];
  });
  return {
    problem,
    limits: others,
    accuracyLimit: accuracy && { atLeast: accuracy.atLeast, tasks: [...accuracy.tasks] },
    today: today && [[...today.values], today.tools, today.order],
    complete: whatIf.complete,
    everySet: whatIf.everySet,
    mostDropped: whatIf.mostDropped,
    epsilon: whatIf.epsilon,
    choices: names.map((name, index) => [name, values[index]?.all ?? []]),
    words: words.all,
    toolSets: toolSets.all,
    times,
    accuracies: accuracies.all,
    architectures,
  };
}

/** A choice that an architecture does not make. */
const NONE = -1;

function numberOf(values: Numbered<string> | undefined, value: string | undefined): number {
  return values === undefined || value === undefined ? NONE : values.at(value);
}

/** Gives equal things one number. */
class Numbered<T> {
  readonly all: T[] = [];
  readonly #places = new Map<string, number>();

  at(thing: T): number {
    const key = JSON.stringify(thing);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.length);
    this.all.push(thing);
    return this.all.length - 1;
  }
}

/** To the last digit: figures are to be printed, and compared with limits, as they were. */
function finite(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : value;
}

/** Reads what {@link writeWhatIf} wrote. */
export function readWhatIf(written: WrittenWhatIf): WhatIf {
  const { today, accuracyLimit, limits } = written;
  return {
    problem: {
      ...written.problem,
      limits: {
        ...limits,
        accuracy: accuracyLimit && {
          atLeast: accuracyLimit.atLeast,
          tasks: new Map(accuracyLimit.tasks),
        },
      },
      today: today && { values: new Map(today[0]), tools: today[1], order: today[2] },
    },
    complete: written.complete,
    everySet: written.everySet,
    mostDropped: written.mostDropped,
    epsilon: written.epsilon,
    architectures: written.architectures.map((each) => readArchitecture(written, each)),
  };
}

function readArchitecture(
  { choices, words, toolSets, accuracies, times }: WrittenWhatIf,
  [id, name, values, set, parallel, wanted, accuracy, ms, ...costs]: WrittenArchitecture,
): StoredArchitecture {
  const [perRequest, perConversation, launch, month12] = costs;
  const kept = toolSets[set] ?? { tools: [], share: null, about: false };
  const [known, people] = accuracies[accuracy] ?? [UNKNOWN, null];
  return {
    id,
    name: name.map((word) => words[word] ?? '').join(BETWEEN_WORDS),
    choices: {
      values: new Map(
        choices.flatMap(([key, all], index) => {
          const value = all[values[index] ?? NONE];
          return value === undefined ? [] : [[key, value] as const];
        }),
      ),
      tools: kept.tools,
      order: parallel === 1 ? 'parallel' : 'series',
    },
    times: Object.fromEntries(times.map((key, index) => [key, ms[index] ?? null])),
    accuracy: known,
    cost: { perRequest, perConversation, perMonth: { launch, month12 } },
    people,
    coverage: { share: kept.share, about: kept.about },
    wanted: wanted === 1,
  };
}

const UNKNOWN: Accuracy = {
  value: null,
  low: null,
  high: null,
  basis: 'unknown',
  n: null,
  tasks: {},
};
