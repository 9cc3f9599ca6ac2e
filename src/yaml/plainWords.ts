import type { z } from 'zod';
import { quoted } from '../units/quoted.ts';
import { describeValue } from './describeValue.ts';
import type { FlatIssue } from './flatIssues.ts';
import { optionSchema } from './flatIssues.ts';
import type { Schema } from './schemaWalk.ts';

type Issue = z.core.$ZodIssue;
type SizeIssue = z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall;

/** How a schema describes itself: `a duration`, as in `600ms`. */
export interface SchemaMeta {
  readonly description: string | null;
  readonly example: string | number | null;
}

/** Looks up how a schema, or one it wraps, describes itself. */
export type MetaOf = (schema: Schema) => SchemaMeta;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'empty',
};

/**
 * What is wrong with a value of the wrong type, or of none of the types that fit.
 *
 * @example 'want must be a map, but is the text "fast"'
 */
export function wrongType(flat: FlatIssue, where: string, metaOf: MetaOf): string {
  const words = [...new Set(expected(flat.issue, flat.schemas, metaOf))];
  const wanted = words.length === 0 ? 'another kind of value' : oneOf(words);
  return `${where} must be ${wanted}, but is ${describeValue(flat.value)}`;
}

function expected(issue: Issue, schemas: readonly Schema[], metaOf: MetaOf): string[] {
  if (issue.code === 'invalid_value') return issue.values.map(word);
  if (issue.code === 'invalid_type') return [KINDS[issue.expected] ?? 'another kind of value'];
  if (issue.code !== 'invalid_union') return [];
  return issue.errors.flatMap((issues, index) => {
    const option = optionSchema(schemas, issue, index);
    const { description, example } = option === null ? NOTHING : metaOf(option);
    if (description !== null && example !== null) return [`${description} (as in ${example})`];
    const first = issues[0];
    return first === undefined ? [] : expected(first, option === null ? [] : [option], metaOf);
  });
}

const NOTHING: SchemaMeta = { description: null, example: null };

/**
 * Words in a sentence: `a, b or c`.
 *
 * @example oneOf(['text', 'a list', 'a map']) // 'text, a list or a map'
 */
export function oneOf(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/**
 * A value that a schema allows, as it is written in a file.
 *
 * @example word('all') // 'all'
 */
export function word(value: z.core.util.Primitive): string {
  return typeof value === 'string' && !/^[\w.@-]+$/u.test(value) ? quoted(value) : String(value);
}

/**
 * What is wrong with the size or the form of a value.
 *
 * @example 'turns must be at least 1, but is the number 0'
 */
export function wrongSize(flat: FlatIssue, where: string): string {
  const { issue, value } = flat;
  switch (issue.code) {
    case 'too_small':
    case 'too_big':
      return `${where} ${bound(issue)}${actual(issue, value)}`;
    case 'not_multiple_of':
      return `${where} must be a multiple of ${issue.divisor}, but is ${describeValue(value)}`;
    case 'invalid_format':
      return `${where} is ${describeValue(value)}, which does not have the form that is needed here`;
    default:
      return `${where} is ${describeValue(value)}, which does not fit here`;
  }
}

function bound(issue: SizeIssue): string {
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const things = THINGS[issue.origin];
  if (things === undefined) return `must be ${comparison(issue)} ${limit}`;
  if (issue.code === 'too_small' && limit === 1 && issue.exact !== true) return 'must not be empty';
  const amount = `${limit} ${limit === 1 ? things.replace(/s$/u, '') : things}`;
  return `must have ${issue.exact === true ? 'exactly' : comparison(issue)} ${amount}`;
}

const THINGS: Readonly<Record<string, string>> = {
  string: 'characters',
  array: 'items',
  set: 'items',
  map: 'keys',
  object: 'keys',
  record: 'keys',
};

function comparison(issue: SizeIssue): string {
  const inclusive = issue.inclusive !== false;
  if (issue.code === 'too_small') return inclusive ? 'at least' : 'more than';
  return inclusive ? 'at most' : 'less than';
}

function actual(issue: SizeIssue, value: unknown): string {
  if (typeof value === 'number') return `, but is ${describeValue(value)}`;
  if (Array.isArray(value) && value.length > 0) return `, but has ${value.length}`;
  return issue.origin === 'string' && value !== '' ? `, but is ${describeValue(value)}` : '';
}
