import type { Accuracy } from '../accuracy.ts';
import { judgedProblem } from './judgedProblem.ts';
import type { WhatIf } from './whatIf.ts';
import {
  BASES,
  BETWEEN_WORDS,
  NONE,
  type ToolSet,
  type WrittenAccuracy,
  type WrittenArchitecture,
  type WrittenWhatIf,
} from './written.ts';

/** Digits of what is compared with limits, and of what is only shown. */
const COMPARED = 9;
const SHOWN = 6;
const SHOWN_SHARE = 5;

/** Writes what `readWhatIf` reads. */
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
