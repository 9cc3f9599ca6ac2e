import type { Document } from 'yaml';
import { LineCounter, parseDocument } from 'yaml';
import type { DiagnosticCode } from './codes.ts';
import type { Diagnostic, Range } from './diagnostic.ts';
import { holdsTooMuch } from './holdsTooMuch.ts';
import { isTooDeep } from './isTooDeep.ts';
import { Locator } from './locate.ts';
import { parseOptions } from './parseOptions.ts';
import type { Positions } from './positions.ts';
import { positionsIn } from './positions.ts';
import { structureErrors } from './structureErrors.ts';
import { syntaxErrors } from './syntaxErrors.ts';
import type { YamlPath } from './yamlPath.ts';

/** A YAML text as a plain value that still knows where each part of it stands. */
export interface YamlSource {
  readonly file: string;
  /** The text without its byte order mark; ranges refer to it. */
  readonly text: string;
  /** Plain objects, lists and scalars; undefined when the text cannot be read. */
  readonly value: unknown;
  /** Syntax errors, duplicate keys, an empty file: what is wrong whatever the file is for. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where a path is, or its nearest ancestor that exists; null when there is no content at all. */
  rangeOf(path: YamlPath, part: 'key' | 'value'): Range | null;
  /** Where a value that was set from outside is written; null for what the text itself says. */
  setAt?(path: YamlPath, part: 'key' | 'value'): SetPlace | null;
}

/** Where something that was set from outside is written. */
export interface SetPlace {
  readonly file: string;
  readonly range: Range;
  /** How to set it with other keys in place of the last one; null for a key within what was set. */
  renamed(keys: readonly string[]): string | null;
}

/** The file and the place of a path, wherever its value comes from. */
export function placeIn(
  source: YamlSource,
  path: YamlPath,
  part: 'key' | 'value',
): { readonly file: string; readonly range: Range | null } {
  const { file, range } = source.setAt?.(path, part) ?? {
    file: source.file,
    range: source.rangeOf(path, part),
  };
  return { file, range };
}

/**
 * Reads a YAML 1.2 text (core schema, merge keys). Never throws.
 *
 * @param file the path as the user gave it, for messages
 * @example readYaml('want: { ttft: 500ms }', 'spec.yaml').value // { want: { ttft: '500ms' } }
 */
export function readYaml(text: string, file: string): YamlSource {
  const content = text.replace(/^\uFEFF/u, '');
  if (isTooDeep(content)) return unreadable(content, file, 'it is nested too deeply');
  if (holdsTooMuch(content)) return unreadable(content, file, 'it holds more than 300,000 values');
  try {
    return fromDocument(content, file);
  } catch (error) {
    return unreadable(content, file, reason(error));
  }
}

function fromDocument(text: string, file: string): YamlSource {
  const counter = new LineCounter();
  const document = parseDocument(text, { ...parseOptions, lineCounter: counter });
  const positions = positionsIn(text, counter);
  const syntax = syntaxErrors(document, positions, file);
  if (document.errors.length > 0)
    return source({ text, file, document, positions }, syntax, undefined);
  const found = [
    ...syntax,
    ...structureErrors(document, positions, file),
    ...emptiness(document, file),
  ];
  const { value, wrong } = toValue(document);
  const isSaid = found.some(({ severity }) => severity === 'error');
  if (wrong !== null && !isSaid) found.push(diagnostic('yaml-syntax', wrong, file));
  return source({ text, file, document, positions }, found, value);
}

function source(
  read: { text: string; file: string; document: Document; positions: Positions },
  diagnostics: readonly Diagnostic[],
  value: unknown,
): YamlSource {
  const { text, file, document, positions } = read;
  const locator = new Locator(document);
  const rangeOf = (path: YamlPath, part: 'key' | 'value'): Range | null => {
    return positions.rangeOfLocated(locator.locate(path), part);
  };
  return { file, text, value, diagnostics, rangeOf };
}

function unreadable(text: string, file: string, why: string): YamlSource {
  const diagnostics = [diagnostic('yaml-syntax', `the file cannot be read: ${why}`, file)];
  return { file, text, value: undefined, diagnostics, rangeOf: () => null };
}

function emptiness(document: Document, file: string): Diagnostic[] {
  const isEmpty = document.contents === null;
  return isEmpty ? [diagnostic('empty-file', 'the file is empty', file)] : [];
}

/** Converting can fail where the syntax is right: too many aliases would fill the memory. */
function toValue(document: Document): { value: unknown; wrong: string | null } {
  if (document.contents === null) return { value: undefined, wrong: null };
  try {
    return { value: document.toJS() as unknown, wrong: null };
  } catch (error) {
    return {
      value: undefined,
      wrong: `the aliases of the file cannot be resolved: ${reason(error)}`,
    };
  }
}

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /excessive alias count/iu.test(message)
    ? 'they repeat each other too many times'
    : message;
}

/** About the file as a whole: no line of it shows what is wrong. */
function diagnostic(code: DiagnosticCode, message: string, file: string): Diagnostic {
  return { code, severity: 'error', message, file, range: null, help: null };
}
