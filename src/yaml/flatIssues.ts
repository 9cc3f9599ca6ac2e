import type { z } from 'zod';
import { nearest } from '../units/nearest.ts';
import type { Schema } from './schemaWalk.ts';
import { optionsOf, schemasAt } from './schemaWalk.ts';
import type { YamlPath } from './yamlPath.ts';
import { valueAt } from './yamlPath.ts';

type Issue = z.core.$ZodIssue;
type UnionIssue = z.core.$ZodIssueInvalidUnion;

/** An issue with its place from the top of the file, and the schemas that hold at that place. */
export interface FlatIssue {
  readonly issue: Issue;
  readonly path: YamlPath;
  readonly value: unknown;
  readonly schemas: readonly Schema[];
}

/** A value inside the file and what it is held against; paths of issues start here. */
interface Base {
  readonly path: YamlPath;
  readonly value: unknown;
  readonly schemas: readonly Schema[];
}

/**
 * The issues of a parse with every union resolved to the option that the author most likely meant:
 * one of the right type, with the least that is wrong.
 *
 * @param value the whole input
 * @example flatIssues(error.issues, schema, source.value)
 */
export function flatIssues(issues: readonly Issue[], schema: Schema, value: unknown): FlatIssue[] {
  return issues.flatMap((issue) => flatten(issue, { path: [], value, schemas: [schema] }));
}

function flatten(issue: Issue, base: Base): FlatIssue[] {
  const steps = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const here = {
    path: [...base.path, ...steps],
    value: valueAt(base.value, steps),
    schemas: schemasAt(base.schemas, steps, base.value),
  };
  if (issue.code !== 'invalid_union' || here.value === undefined) return [{ issue, ...here }];
  const chosen = bestOption(issue, here.value);
  if (chosen === null || isOtherWord(issue.errors[chosen])) return [{ issue, ...here }];
  const option = optionSchema(here.schemas, issue, chosen);
  const schemas = option === null ? here.schemas : [option];
  return (issue.errors[chosen] ?? []).flatMap((each) => flatten(each, { ...here, schemas }));
}

/** Where one option is a word and the others are not, all of them together say what fits. */
function isOtherWord(issues: readonly Issue[] | undefined): boolean {
  const [only] = issues ?? [];
  return only?.code === 'invalid_value' && only.path.length === 0;
}

/**
 * The schema of one option of the union that raised an issue.
 *
 * @returns null when the union cannot be found among the schemas
 * @example optionSchema(schemas, issue, 0)
 */
export function optionSchema(
  schemas: readonly Schema[],
  issue: UnionIssue,
  index: number,
): Schema | null {
  const unions = schemas
    .map(optionsOf)
    .filter((options) => options?.length === issue.errors.length);
  return unions[0]?.[index] ?? null;
}

/** The option of the right type with the lowest cost, first ones first; null when no type is right. */
function bestOption(issue: UnionIssue, value: unknown): number | null {
  let best: { index: number; cost: number } | null = null;
  for (const [index, issues] of issue.errors.entries()) {
    const cost = isOtherType(issues, value) ? Infinity : totalCost(issues, value);
    if (cost < (best?.cost ?? Infinity)) best = { index, cost };
  }
  return best?.index ?? null;
}

/** Whether an option wants another kind of value altogether: a map where there is text. */
function isOtherType(issues: readonly Issue[], value: unknown): boolean {
  return issues.some((issue) => {
    if (issue.path.length > 0) return false;
    if (issue.code === 'invalid_type')
      return !(issue.expected === 'int' && typeof value === 'number');
    if (issue.code === 'invalid_value')
      return issue.values.every((each) => typeof each !== typeof value);
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return false;
    return issue.errors.every((each) => isOtherType(each, value));
  });
}

/** A missing key that an unknown one was probably meant to be counts for less than two mistakes. */
function totalCost(issues: readonly Issue[], value: unknown): number {
  const unknown = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  return issues.reduce((sum, issue) => sum + cost(issue, unknown, value), 0);
}

/** Keys of the map itself tell options apart; what is wrong deeper inside does not. */
function cost(issue: Issue, unknown: readonly string[], value: unknown): number {
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0) return 4 * issue.keys.length;
  const [key] = issue.path;
  const isMissing = issue.path.length === 1 && valueAt(value, [String(key)]) === undefined;
  if (isMissing) return nearest(String(key), unknown) === null ? 4 : 3;
  return issue.path.length === 1 && issue.code === 'invalid_value' ? 3 : 1;
}
