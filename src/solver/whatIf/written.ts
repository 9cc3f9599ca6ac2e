import type { Accuracy } from '../accuracy.ts';
import type { Choices } from '../choices.ts';
import type { Problem } from '../problem.ts';

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

/** What runs today, by the names that choices go by. */
export type WrittenChoices = readonly [
  values: readonly (readonly [string, string])[],
  tools: readonly string[],
  order: Choices['order'],
];

/** Tools that are kept together, and the share of requests they serve. */
export interface ToolSet {
  readonly tools: readonly string[];
  readonly share: number | null;
  readonly about: boolean;
}

/** By task after the overall figures: value, low and high of each, all null where it has none. */
export type WrittenAccuracy = readonly [
  value: number | null,
  low: number | null,
  high: number | null,
  basis: number,
  n: number | null,
  ...tasks: (number | null)[],
];

/** What the figures of an accuracy rest on is written as a place in this list. */
export const BASES: readonly Accuracy['basis'][] = ['measured', 'predicted', 'unknown'];

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

/** A choice that an architecture does not make. */
export const NONE = -1;

/** A name is made of parts that many names share. */
export const BETWEEN_WORDS = ', ';
