import { nearest } from '../units/nearest.ts';
import type { Table } from '../table/schema.ts';
import { FIELDS, isChoice, isField, type Mapping, valueFor, valuesOf } from './mapping.ts';
import type { Outcome } from './outcome.ts';
import type { EvalRecord, ReadResults, Rejected } from './record.ts';

/** A name or value of a results file that means nothing in the table. */
export interface Misfit {
  readonly message: string;
  readonly help: string;
  /** What to show: a word of the file. */
  readonly word: string;
  /** 1-based line of the file; null where it has none. */
  readonly line: number | null;
}

export interface Graded {
  readonly outcomes: readonly Outcome[];
  readonly rejected: readonly Rejected[];
  readonly misfits: readonly Misfit[];
}

/** Turns the records of one file into outcomes: columns into fields and components, values into variants. */
export function outcomesOf(
  read: ReadResults,
  file: string,
  table: Table,
  mapping: Mapping,
): Graded {
  const plan = columnPlan(read, table, mapping);
  const misfits = [...plan.misfits];
  const rejected: Rejected[] = [...read.rejected];
  const wrongValues = new Set<string>();
  const outcomes = read.records.flatMap<Outcome>((record) => {
    const chosen = architectureOf(record, plan, table, mapping);
    if ('misfit' in chosen) {
      if (!wrongValues.has(chosen.misfit.message)) misfits.push(chosen.misfit);
      wrongValues.add(chosen.misfit.message);
      return [];
    }
    const outcome = outcomeOf(record, plan, chosen.architecture, file);
    if ('reason' in outcome) {
      rejected.push({ reason: outcome.reason, at: record.at });
      return [];
    }
    return [outcome];
  });
  return { outcomes, rejected, misfits };
}

/** Which column of a file holds what. */
interface ColumnPlan {
  readonly fields: ReadonlyMap<string, string>;
  readonly choices: ReadonlyMap<string, string>;
  readonly misfits: readonly Misfit[];
}

function columnPlan(read: ReadResults, table: Table, mapping: Mapping): ColumnPlan {
  const names = [...new Set(read.records.flatMap(({ fields }) => Object.keys(fields)))];
  const fields = new Map<string, string>();
  const choices = new Map<string, string>();
  const misfits: Misfit[] = [];
  const foreign: string[] = [];
  for (const [ours, theirs] of mapping.columns) {
    if (!names.includes(theirs)) misfits.push(noColumn(ours, theirs, names));
    else if (isField(ours)) fields.set(ours, theirs);
    else choices.set(ours, theirs);
  }
  const taken = new Set(mapping.columns.values());
  for (const name of names) {
    if (taken.has(name) || mapping.ignored.has(name) || name === '') continue;
    if (isField(name)) {
      if (!fields.has(name)) fields.set(name, name);
    } else if (isChoice(table, name)) {
      if (!choices.has(name)) choices.set(name, name);
    } else if (read.offered.has(name)) misfits.push(...severalRuns(read.records, name, mapping));
    else foreign.push(name);
  }
  if (read.records.length > 0 && !fields.has('item')) misfits.push(noItem(foreign));
  if (foreign.length > MOST_ALONE) misfits.push(noComponents(foreign));
  else misfits.push(...foreign.map((name) => noComponent(name, table)));
  return { fields, choices, misfits };
}

function noColumn(ours: string, theirs: string, names: readonly string[]): Misfit {
  const near = nearest(theirs, names);
  return {
    message: `there is no column "${theirs}" to take ${ours} from`,
    help: near === null ? `columns: ${names.slice(0, 12).join(', ')}` : `did you mean "${near}"?`,
    word: theirs,
    line: null,
  };
}

/** More foreign columns than this are named in one finding. */
const MOST_ALONE = 3;

/** What results elsewhere call the things we need, so that a flag can be suggested. */
const OTHER_NAMES: Readonly<Record<string, RegExp>> = {
  item: /^(?:id|(?:item|case|task|sample|question|example|test)_?id|question|test)$/iu,
  task: /^(?:category|task_?type|kind|suite|split|subset)$/iu,
  correct: /^(?:passed|pass|success|score|is_correct|reward|accuracy)$/iu,
  latency_ms: /^(?:duration_ms|elapsed_ms|time_ms|latency)$/iu,
  latency_s: /^(?:duration_s|elapsed_s|wall_s|seconds|duration|time)$/iu,
  cost: /^(?:cost_usd|usd|price|total_cost)$/iu,
  error: /^(?:infra_fail|infra_failure|failed|exception|error_message)$/iu,
};

function likely(name: string): string {
  const field = Object.entries(OTHER_NAMES).find(([, pattern]) => pattern.test(name))?.[0];
  return field ?? 'COMPONENT';
}

function noItem(foreign: readonly string[]): Misfit {
  const candidate = foreign.find((name) => likely(name) === 'item');
  return {
    message: 'no column says which item was graded',
    help: `--column item=${candidate ?? 'COLUMN'} says where it stands`,
    word: candidate ?? '',
    line: 1,
  };
}

function noComponents(foreign: readonly string[]): Misfit {
  return {
    message: `the table has no components called ${foreign.join(', ')}`,
    help: `say what each column is, or leave it out: ${foreign.map((name) => (likely(name) === 'COMPONENT' ? `--ignore ${name}` : `--column ${likely(name)}=${name}`)).join(' ')}`,
    word: foreign[0] ?? '',
    line: 1,
  };
}

function noComponent(name: string, table: Table): Misfit {
  const components = Object.keys(table.components);
  const near = nearest(name, [...components, ...FIELDS]);
  const how = `--column ${likely(name)}=${name} says what it is, --ignore ${name} leaves it out`;
  return {
    message: `the table has no component "${name}"`,
    help: near === null ? how : `did you mean "${near}"? Else ${how}`,
    word: name,
    line: 1,
  };
}

/** Columns that tell one run of a file from another. */
const RUNS: readonly string[] = ['provider', 'prompt', 'model'];

/** Runs that nothing tells apart would be taken for one architecture. */
function severalRuns(records: readonly EvalRecord[], name: string, mapping: Mapping): Misfit[] {
  if (!RUNS.includes(name)) return [];
  const values = [...new Set(records.map(({ fields }) => textOf(fields[name])))];
  if (values.length < 2) return [];
  const shown = values.slice(0, 3).join(', ');
  const known = [...mapping.columns.keys()].find((key) => !isField(key));
  return [
    {
      message: `the results hold ${values.length} ${name}s (${shown}${values.length > 3 ? ', …' : ''}), and nothing says what they are in the table`,
      help: `--column ${known ?? 'COMPONENT'}=${name} says which component they run, --ignore ${name} pools them`,
      word: name,
      line: null,
    },
  ];
}

function architectureOf(
  { fields, line }: EvalRecord,
  plan: ColumnPlan,
  table: Table,
  mapping: Mapping,
): { readonly architecture: Record<string, string> } | { readonly misfit: Misfit } {
  const found = new Map(mapping.choices);
  for (const [ours, theirs] of plan.choices) {
    const written = textOf(fields[theirs]);
    if (written === '') continue;
    const value = valueFor(table, ours, written, mapping);
    if (value === null) return { misfit: noValue(table, ours, written, line) };
    found.set(ours, value);
  }
  const entries = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return { architecture: Object.fromEntries(entries) };
}

function noValue(table: Table, component: string, written: string, line: number | null): Misfit {
  const values = valuesOf(table, component);
  const near = nearest(written, values);
  const how = `--value ${component}.VARIANT="${written}" says which one it is`;
  const isTools = component === 'tools';
  const known = isTools ? `tools: ${values.join(', ')}` : `${how}; variants: ${values.join(', ')}`;
  return {
    message: isTools
      ? `tools are "all" or names of tools, as in "a b", not "${written}"`
      : `${component} has no variant "${written}"`,
    help: near === null || isTools ? known : `did you mean "${near}"? Else ${how}`,
    word: written,
    line,
  };
}

function outcomeOf(
  { fields, at }: EvalRecord,
  plan: ColumnPlan,
  architecture: Record<string, string>,
  file: string,
): Outcome | { readonly reason: string } {
  const value = (name: string): string => textOf(fields[plan.fields.get(name) ?? '']);
  const item = value('item');
  if (item === '') return { reason: 'no item' };
  const failure = failureOf(value('error'));
  const score = failure === null ? scoreOf(value('correct')) : null;
  if (failure === null && score === null) return { reason: correctReason(value('correct')) };
  const ms = amount(value('latency_ms'));
  const seconds = amount(value('latency_s'));
  const trial = value('trial');
  return {
    architecture,
    task: value('task') || null,
    item: trial === '' ? item : `${item}@${trial}`,
    score,
    failure,
    latencyMs: ms ?? (seconds === null ? null : seconds * 1000),
    cost: amount(value('cost').replace(/^\$/u, '')),
    at: `${file}, ${at}`,
  };
}

/** A column of errors may hold messages, or only whether there was one. */
function failureOf(text: string): string | null {
  if (/^(?:|0|0\.0|false|no|none|null)$/iu.test(text)) return null;
  return /^(?:1|1\.0|true|yes)$/iu.test(text) ? 'failed' : text;
}

const RIGHT = /^(?:true|yes|pass|passed|correct|c)$/iu;
const WRONG = /^(?:false|no|fail|failed|incorrect|wrong|i)$/iu;

/** 0..1, where items may be right in part; null for anything else. */
function scoreOf(text: string): number | null {
  if (RIGHT.test(text)) return 1;
  if (WRONG.test(text)) return 0;
  const value = amount(text);
  return value !== null && value <= 1 ? value : null;
}

function correctReason(text: string): string {
  if (text === '') return 'nothing says whether it was correct';
  const value = amount(text);
  return value === null
    ? '`correct` is neither true, false nor a number'
    : '`correct` is over 1: it takes true, false, or a score from 0 to 1';
}

/** A number of 0 or more; null for anything else. */
function amount(text: string): number | null {
  if (text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
