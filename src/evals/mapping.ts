import type { Table } from '../table/schema.ts';
import { waysToRun } from '../table/ways.ts';

/** Names of a graded item that are no components. */
export const FIELDS = [
  'task',
  'item',
  'trial',
  'correct',
  'latency_ms',
  'latency_s',
  'cost',
  'error',
] as const;
export type Field = (typeof FIELDS)[number];

/** How the names and values of results become those of a table; what users say with flags. */
export interface Mapping {
  /** Our name (a field, a component, `order` or `tools`) to the column that holds it. */
  readonly columns: ReadonlyMap<string, string>;
  /** Choices that hold for every item. */
  readonly choices: ReadonlyMap<string, string>;
  /** Component to their value to our variant. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Columns that say nothing of the architecture. */
  readonly ignored: ReadonlySet<string>;
}

export const NO_MAPPING: Mapping = {
  columns: new Map(),
  choices: new Map(),
  values: new Map(),
  ignored: new Set(),
};

export function isField(name: string): name is Field {
  return (FIELDS as readonly string[]).includes(name);
}

/** Whether a name may stand in an architecture. */
export function isChoice(table: Table, name: string): boolean {
  return name === 'order' || name === 'tools' || Object.hasOwn(table.components, name);
}

const WORDS: Readonly<Record<string, string>> = {
  true: 'on',
  yes: 'on',
  '1': 'on',
  false: 'off',
  no: 'off',
  '0': 'off',
  none: 'off',
};

/**
 * What a value of the results means for a component: a variant by its name, however it is spelled, or
 * by its model; `on` or `off`. Null when it means nothing.
 */
export function valueFor(
  table: Table,
  name: string,
  written: string,
  mapping: Mapping,
): string | null {
  const mapped = mapping.values.get(name)?.get(written);
  const value = mapped ?? written;
  if (name === 'order') return ['series', 'parallel'].includes(value) ? value : null;
  if (name === 'tools') return toolsValue(table, value);
  const component = table.components[name];
  if (component === undefined) return null;
  const ways = waysToRun(component);
  const names = ['on', 'off', ...ways.map((way) => way.name)];
  if (names.includes(value)) return value;
  const alike = names.find((each) => slug(each) === slug(value));
  const byModel = ways.filter(({ model }) => model !== undefined && namesModel(value, model));
  const [only] = byModel;
  return (
    alike ?? WORDS[value.toLowerCase()] ?? (byModel.length === 1 ? (only?.name ?? null) : null)
  );
}

/** Values that a component may have, for messages. */
export function valuesOf(table: Table, name: string): string[] {
  if (name === 'order') return ['series', 'parallel'];
  if (name === 'tools')
    return Object.keys(table.components).filter((each) => table.components[each]?.kind === 'tool');
  const component = table.components[name];
  return component === undefined
    ? []
    : [...waysToRun(component).map((way) => way.name), 'on', 'off'];
}

/** `all`, or names separated by spaces, `+`, `|`, `;` or commas; written back in the table's order. */
function toolsValue(table: Table, value: string): string | null {
  if (value === 'all') return value;
  const names = value.split(/[\s+|;,]+/u).filter((name) => name !== '');
  if (names.some((name) => table.components[name]?.kind !== 'tool')) return null;
  return Object.keys(table.components)
    .filter((name) => names.includes(name))
    .join(' ');
}

/** Letters and digits of any script count; what has none of them is its own spelling. */
function slug(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  const words = plain.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  return /^-?$/u.test(words) ? plain : words;
}

/** `anthropic/claude-haiku-4-5` names the model claude-haiku-4-5. */
function namesModel(value: string, model: string): boolean {
  return slug(value) === slug(model) || slug(value).endsWith(`-${slug(model)}`);
}
