import type { Accuracy } from '../accuracy.ts';
import type { Choices } from '../choices.ts';
import type { Problem } from '../problem.ts';
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
  readonly tasks: readonly string[];
  readonly accuracies: readonly WrittenAccuracy[];
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

/** By task after the overall figures: value, low and high of each, all null where it has none. */
type WrittenAccuracy = readonly [
  value: number | null,
  low: number | null,
  high: number | null,
  basis: number,
  n: number | null,
  ...tasks: (number | null)[],
];

/** What the figures of an accuracy rest on is written as a place in this list. */
const BASES: readonly Accuracy['basis'][] = ['measured', 'predicted', 'unknown'];

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
  month12: number | null,
];

/** Digits of what is compared with limits, and of what is only shown. */
const COMPARED = 9;
const SHOWN = 6;
const SHOWN_SHARE = 5;

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
  const accuracies = new Numbered<WrittenAccuracy>();
  const tasks = [
    ...new Set(whatIf.architectures.flatMap(({ accuracy }) => Object.keys(accuracy.tasks))),
  ];
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
      accuracies.at(writeAccuracy(each.accuracy, tasks, accuracy?.tasks ?? NO_FLOORS)),
      times.map((key) => finite(each.times[key] ?? null, COMPARED)),
      finite(cost.perRequest, COMPARED),
      finite(cost.perMonth.month12, SHOWN),
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
    tasks,
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

const NO_FLOORS: ReadonlyMap<string, number> = new Map();

/** @param floors tasks whose figures are compared with limits */
function writeAccuracy(
  accuracy: Accuracy,
  tasks: readonly string[],
  floors: ReadonlyMap<string, number>,
): WrittenAccuracy {
  const { value, low, high, basis, n } = accuracy;
  return [
    finite(value, COMPARED),
    finite(low, COMPARED),
    finite(high, SHOWN_SHARE),
    BASES.indexOf(basis),
    n,
    ...tasks.flatMap((name) => {
      const task = accuracy.tasks[name];
      const digits = floors.has(name) ? COMPARED : SHOWN_SHARE;
      return [
        finite(task?.value ?? null, digits),
        finite(task?.low ?? null, digits),
        finite(task?.high ?? null, SHOWN_SHARE),
      ];
    }),
  ];
}

function finite(value: number | null, digits: number): number | null {
  return value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(digits));
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
  { problem, choices, words, toolSets, tasks, accuracies, times }: WrittenWhatIf,
  written: WrittenArchitecture,
): StoredArchitecture {
  const [id, name, values, set, parallel, wanted, accuracy, ms, perRequest, month12] = written;
  const { turns, requests } = problem.traffic;
  const kept = toolSets[set] ?? { tools: [], share: null, about: false };
  const known = accuracies[accuracy];
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
    accuracy: known === undefined ? UNKNOWN : readAccuracy(known, tasks),
    cost: {
      perRequest,
      perConversation: perRequest === null ? null : perRequest * turns,
      perMonth: {
        launch: perRequest === null || requests === null ? null : perRequest * requests,
        month12,
      },
      parts: {},
    },
    coverage: { share: kept.share, about: kept.about },
    wanted: wanted === 1,
  };
}

function readAccuracy(
  [value, low, high, basis, n, ...figures]: WrittenAccuracy,
  tasks: readonly string[],
): Accuracy {
  const known = tasks.flatMap((name, index) => {
    const [share = null, least = null, most = null] = figures.slice(3 * index, 3 * index + 3);
    return share === null ? [] : [[name, { value: share, low: least, high: most }] as const];
  });
  return {
    value,
    low,
    high,
    basis: BASES[basis] ?? 'unknown',
    n,
    tasks: Object.fromEntries(known),
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
