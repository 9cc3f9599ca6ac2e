import type { z } from 'zod';
import { nearest } from '../units/nearest.ts';
import { quoted } from '../units/quoted.ts';
import type { FlatIssue } from './flatIssues.ts';
import { inside, type IssueFinding } from './issueFinding.ts';
import { schemasAt, validKeys } from './schemaWalk.ts';
import type { SetPlace, YamlSource } from './source.ts';
import { valueAt, type YamlPath } from './yamlPath.ts';

const MOST_LISTED = 12;

/** The keys of a map that are still to be given: the others cannot be what was meant. */
export function freeKeys(schemas: FlatIssue['schemas'], value: unknown): string[] {
  return validKeys(schemas, value).filter((key) => valueAt(value, [key]) === undefined);
}

/**
 * A key that a map does not take, with the one that was meant.
 *
 * @param source tells a key that was set from outside from one that the file has
 */
export function unknownKey(flat: FlatIssue, key: string, source: YamlSource): IssueFinding {
  const { path, schemas, value } = flat;
  const valid = validKeys(schemas, value);
  const set = source.setAt?.([...path, key], 'key') ?? null;
  const help =
    cutNumber(key, value) ??
    (set && setInstead(set, key, valid, flat)) ??
    advice(key, freeKeys(schemas, value), valid, flat);
  return unknown(path, key, help);
}

/** A name that a map with names of one kind does not take. */
export function wrongName(
  flat: FlatIssue,
  { issues: [why] }: z.core.$ZodIssueInvalidKey,
): IssueFinding {
  const key = String(flat.path.at(-1) ?? '');
  const valid = why?.code === 'invalid_value' ? why.values.map(String) : [];
  return unknown(
    flat.path.slice(0, -1),
    key,
    advice(key, valid, valid, null) ?? (why?.message || null),
  );
}

function unknown(path: YamlPath, key: string, help: string | null): IssueFinding {
  const message = `unknown key ${quoted(key)} ${inside(path)}`;
  return { code: 'unknown-key', message, help, path: [...path, key], part: 'key' };
}

/** A path that makes a key was meant to lead to one: whether that one is there already does not matter. */
function setInstead(
  set: SetPlace,
  key: string,
  valid: readonly string[],
  flat: FlatIssue,
): string | null {
  const near = nearest(key, valid);
  const parent = near === null ? parentOf(key, valid, flat) : null;
  const keys = near === null ? (parent === null ? [] : [parent, key]) : [near];
  const renamed = keys.length === 0 ? null : set.renamed(keys);
  return renamed === null ? null : `did you mean ${renamed}?`;
}

/**
 * The key beside it under which a key could stand; of several, one that is there, or the first of the
 * schema. What it holds now does not matter: `latency: 1s` could hold a `p95` as well.
 */
function parentOf(
  key: string,
  valid: readonly string[],
  { schemas, value }: FlatIssue,
): string | null {
  const within = { [key]: null };
  const parents = valid.filter((each) =>
    validKeys(schemasAt(schemas, [each], value), within).includes(key),
  );
  return parents.find((each) => valueAt(value, [each]) !== undefined) ?? parents[0] ?? null;
}

/** Between braces a comma ends a value: `{ cost: $1,000 }` is a cost of $1 and a key 000, which reads as 0. */
function cutNumber(key: string, value: unknown): string | null {
  const isRest = /^(?:0|\d{3})(?!\d)/u.test(key) && valueAt(value, [key]) === null;
  return isRest ? 'a comma ends a value between braces: write the number without it' : null;
}

/** The nearest word, where the key belongs, or all words when they are few. */
function advice(
  given: string,
  candidates: readonly string[],
  valid: readonly string[],
  flat: FlatIssue | null,
): string | null {
  const near = nearest(given, candidates);
  if (near !== null) return `did you mean ${quoted(near)}?`;
  const parent = flat && parentOf(given, valid, flat);
  if (parent !== null) return `${quoted(given)} belongs in ${quoted(parent)}`;
  const there = nearest(given, valid);
  if (there !== null) return `did you mean ${quoted(there)}, which is there already?`;
  const isShort = valid.length > 0 && valid.length <= MOST_LISTED;
  return isShort ? `valid keys: ${valid.join(', ')}` : null;
}
