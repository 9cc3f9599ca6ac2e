import type { z } from 'zod';
import { nearest } from '../units/nearest.ts';
import { quoted } from '../units/quoted.ts';
import type { DiagnosticCode } from './codes.ts';
import { describeValue } from './describeValue.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { FlatIssue } from './flatIssues.ts';
import { inside, type IssueFinding } from './issueFinding.ts';
import type { IssueParams } from './issueParams.ts';
import type { MetaOf } from './plainWords.ts';
import { oneOf, word, wrongSize, wrongType } from './plainWords.ts';
import { placeIn, type YamlSource } from './source.ts';
import { freeKeys, unknownKey, wrongName } from './unknownKey.ts';
import { pathText } from './yamlPath.ts';

const MOST_LISTED = 12;

/**
 * The issues of a schema as findings with a place in the file and advice. A missing key that an
 * unknown one beside it was meant to be is left out: it is the same mistake.
 *
 * @example issueDiagnostics(flatIssues(error.issues, schema, source.value), source, metaOf)
 */
export function issueDiagnostics(
  issues: readonly FlatIssue[],
  source: YamlSource,
  metaOf: MetaOf,
): Diagnostic[] {
  const misspelt = new Set(issues.flatMap(meantKeys));
  const isSaid = (flat: FlatIssue): boolean => isMissing(flat) && misspelt.has(pathText(flat.path));
  return issues
    .filter((flat) => !isSaid(flat))
    .flatMap((flat) => findings(flat, source, metaOf))
    .map(({ path, part, ...finding }) => {
      return { ...finding, severity: 'error' as const, ...placeIn(source, path, part) };
    });
}

function meantKeys({ issue, path, schemas, value }: FlatIssue): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const valid = freeKeys(schemas, value);
  return issue.keys.map((key) => pathText([...path, nearest(key, valid) ?? '']));
}

function isMissing({ issue, path, value }: FlatIssue): boolean {
  const mayBeMissing = ['invalid_type', 'invalid_value', 'invalid_union'].includes(issue.code);
  return mayBeMissing && value === undefined && path.length > 0;
}

function findings(flat: FlatIssue, source: YamlSource, metaOf: MetaOf): IssueFinding[] {
  if (isMissing(flat)) return [missingKey(flat, source, metaOf)];
  const { issue } = flat;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(flat, key, source));
    case 'invalid_key':
      return [wrongName(flat, issue)];
    case 'custom':
      return [custom(flat, issue)];
    case 'invalid_type':
      return [typeFinding(flat, metaOf)];
    case 'invalid_union':
      return [unionFinding(flat, issue, metaOf)];
    case 'invalid_value':
      return [valueFinding(flat, issue.values)];
    default:
      return [finding(flat, 'wrong-value', wrongSize(flat, where(flat)), null)];
  }
}

/** The schema's own message wins over the general one. */
function finding(
  flat: FlatIssue,
  code: DiagnosticCode,
  message: string,
  help: string | null,
): IssueFinding {
  return { code, message: flat.issue.message || message, help, path: flat.path, part: 'value' };
}

function where({ path }: FlatIssue): string {
  return path.length === 0 ? 'the file' : pathText(path);
}

/** Told at the map that lacks it, or at what took it out. */
function missingKey(flat: FlatIssue, source: YamlSource, metaOf: MetaOf): IssueFinding {
  const key = String(flat.path.at(-1) ?? '');
  const parent = flat.path.slice(0, -1);
  const examples = flat.schemas.map((schema) => metaOf(schema).example);
  const example = examples.find((each) => each !== null) ?? firstWord(flat.issue);
  const help = example === null ? null : `add it, as in ${key}: ${example}`;
  const message = `missing key ${quoted(key)} ${inside(parent)}`;
  const path = source.setAt?.(flat.path, 'key') ? flat.path : parent;
  return { code: 'missing-key', message, help, path, part: 'key' };
}

function firstWord(issue: z.core.$ZodIssue): string | null {
  const options = issue.code === 'invalid_union' && 'options' in issue ? issue.options : undefined;
  const [first] = issue.code === 'invalid_value' ? issue.values : (options ?? []);
  return first === undefined ? null : word(first);
}

function custom(flat: FlatIssue, issue: z.core.$ZodIssueCustom): IssueFinding {
  const { code, help, part }: IssueParams = issue.params ?? {};
  const general = `${where(flat)} does not fit`;
  const made = finding(flat, code ?? 'wrong-value', general, help ?? null);
  return { ...made, part: part ?? 'value' };
}

/** With a discriminator, its value is none that is known; without, no option is of the right type. */
function unionFinding(
  flat: FlatIssue,
  issue: z.core.$ZodIssueInvalidUnion,
  metaOf: MetaOf,
): IssueFinding {
  if (issue.discriminator !== undefined) {
    return valueFinding(flat, 'options' in issue ? (issue.options ?? []) : []);
  }
  if ('matches' in issue) {
    const said = `${where(flat)} fits more than one form, and only one may be used`;
    return finding(flat, 'conflict', said, null);
  }
  const words = issue.errors.flatMap((issues) => issues.flatMap(wordsOf));
  if (!words.some((each) => typeof each === typeof flat.value)) return typeFinding(flat, metaOf);
  const near = nearest(String(flat.value), words.map(String));
  const help = near === null ? null : `did you mean ${quoted(near)}?`;
  return { ...typeFinding(flat, metaOf), code: 'wrong-value', help };
}

function wordsOf(issue: z.core.$ZodIssue): readonly z.core.util.Primitive[] {
  return issue.code === 'invalid_value' && issue.path.length === 0 ? issue.values : [];
}

function typeFinding(flat: FlatIssue, metaOf: MetaOf): IssueFinding {
  const { issue, value } = flat;
  if (issue.code === 'invalid_type' && issue.expected === 'never') {
    return {
      ...finding(flat, 'unknown-key', `${where(flat)} does not belong here`, null),
      part: 'key',
    };
  }
  return finding(flat, 'wrong-type', wrongType(flat, where(flat), metaOf), typeHelp(issue, value));
}

/** YAML's usual traps: a name that reads as a number, one item where a list is wanted. */
function typeHelp(issue: z.core.$ZodIssue, value: unknown): string | null {
  if (issue.code !== 'invalid_type' || typeof value === 'object') return null;
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  if (issue.expected === 'array') return `write a list, as in [${String(value)}]`;
  const isTrap = issue.expected === 'string' && Number.isFinite(Number(value));
  return isTrap ? `put it in quotes: "${String(value)}"` : null;
}

function valueFinding(flat: FlatIssue, values: readonly z.core.util.Primitive[]): IssueFinding {
  const words = values.map(word);
  const shown = words.length <= MOST_LISTED ? `must be ${oneOf(words)}, but is` : 'cannot be';
  const isScalar = typeof flat.value !== 'object' || flat.value === null;
  const near =
    isScalar && words.length > 1 ? nearest(String(flat.value), values.map(String)) : null;
  const help = near === null ? null : `did you mean ${quoted(near)}?`;
  const message = `${where(flat)} ${shown} ${describeValue(flat.value)}`;
  return finding(flat, isScalar ? 'wrong-value' : 'wrong-type', message, help);
}
