import { FIELDS, isChoice, isField, type Mapping, valueFor, valuesOf } from '../evals/mapping.ts';
import { suggest } from '../spec/findings.ts';
import type { Table } from '../table/schema.ts';
import { UsageError } from './usageError.ts';

/** The flags of `grade` that say what names and values of results mean in the table. */
export interface MappingFlags {
  readonly column?: readonly string[];
  readonly choice?: readonly string[];
  readonly value?: readonly string[];
  readonly ignore?: readonly string[];
}

/** @throws UsageError for a flag that names what the table lacks */
export function mappingOf(flags: MappingFlags, table: Table): Mapping {
  const values = valuesFlag(flags.value ?? [], table);
  const mapping = {
    columns: new Map((flags.column ?? []).map((text) => columnFlag(text, table))),
    choices: new Map<string, string>(),
    values,
    ignored: new Set((flags.ignore ?? []).flatMap((text) => text.split(','))),
  };
  return { ...mapping, choices: choicesOf('choice', flags.choice ?? [], table, mapping) };
}

/** `plan=haiku`, repeated or separated by commas, as choices of a table. */
export function choicesOf(
  flag: string,
  texts: readonly string[],
  table: Table,
  mapping: Mapping,
): Map<string, string> {
  const pairs = texts
    .flatMap((text) => text.split(','))
    .map((text) => pairOf(flag, text, 'plan=haiku'));
  return new Map(
    pairs.map(([name, written]) => {
      requireChoice(flag, name, table);
      const value = valueFor(table, name, written, mapping);
      if (value === null) throw noVariant(flag, name, written, table);
      return [name, value] as const;
    }),
  );
}

function columnFlag(text: string, table: Table): [string, string] {
  const [name, column] = pairOf('column', text, 'plan=planner');
  if (!isField(name)) requireChoice('column', name, table, FIELDS);
  return [name, column];
}

function valuesFlag(texts: readonly string[], table: Table): Map<string, Map<string, string>> {
  const values = new Map<string, Map<string, string>>();
  for (const text of texts) {
    const [ours, theirs] = pairOf('value', text, 'plan.haiku="Claude Haiku"');
    const at = ours.lastIndexOf('.');
    const [name, variant] = [ours.slice(0, at), ours.slice(at + 1)];
    requireChoice('value', name, table);
    requireValue('value', name, variant, table);
    const known = values.get(name) ?? new Map<string, string>();
    values.set(name, known.set(theirs, variant));
  }
  return values;
}

function pairOf(flag: string, text: string, example: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--${flag} ${text}: write it as ${example}`);
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function requireValue(flag: string, name: string, variant: string, table: Table): void {
  if (name !== 'tools' && !valuesOf(table, name).includes(variant))
    throw noVariant(flag, name, variant, table);
}

function noVariant(flag: string, name: string, written: string, table: Table): UsageError {
  const message = `--${flag}: ${name} has no variant "${written}"`;
  return new UsageError(message, suggest(written, valuesOf(table, name)));
}

function requireChoice(
  flag: string,
  name: string,
  table: Table,
  others: readonly string[] = [],
): void {
  if (isChoice(table, name)) return;
  throw new UsageError(
    `--${flag}: the table has no component "${name}"`,
    suggest(name, [...Object.keys(table.components), ...others]),
  );
}
