import type { Table } from '../table/schema.ts';
import { nearest } from '../units/nearest.ts';
import { textOf } from './itemValue.ts';
import { FIELDS, isField, type Mapping, valuesOf } from './mapping.ts';
import type { EvalRecord } from './record.ts';

/** A name or value of a results file that means nothing in the table. */
export interface Misfit {
  /** Another code than that of a name that means nothing. */
  readonly code?: 'unknown-name' | 'wrong-value';
  readonly message: string;
  readonly help: string;
  /** What to show: a word of the file. */
  readonly word: string;
  /** 1-based line of the file; null where it has none. */
  readonly line: number | null;
}

/** A `--column` that names a column the file does not have. */
export function noColumn(ours: string, theirs: string, names: readonly string[]): Misfit {
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

/** Columns that are neither fields nor components of the table. */
export function foreignColumns(names: readonly string[], table: Table): Misfit[] {
  if (names.length > MOST_ALONE) return [noComponents(names, table)];
  return names.map((name) => noComponent(name, table));
}

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

/** Letters that a column's name and a component's have to share from the start, to be taken for it. */
const STEM = 3;

/** `Planner` and `plan_model` are likely about `plan`. */
function likelyComponent(name: string, table: Table): string | null {
  const written = name.toLowerCase();
  const alike = Object.keys(table.components).filter((component) => {
    const [short = '', long = ''] = [component.toLowerCase(), written].toSorted(
      (a, b) => a.length - b.length,
    );
    return short.length >= STEM && long.startsWith(short);
  });
  const [only, other] = alike;
  return only === undefined || other !== undefined ? null : only;
}

/** Items that nothing tells apart cannot be counted. */
export function noItem(foreign: readonly string[]): Misfit {
  const candidate = foreign.find((name) => likely(name) === 'item');
  return {
    message: 'no column says which item was graded',
    help: `--column item=${candidate ?? 'COLUMN'} says where it stands`,
    word: candidate ?? '',
    line: 1,
  };
}

function noComponents(foreign: readonly string[], table: Table): Misfit {
  const flags = foreign.map((name) => {
    const field = likely(name);
    const ours = field === 'COMPONENT' ? likelyComponent(name, table) : field;
    return ours === null ? `--ignore ${name}` : `--column ${ours}=${name}`;
  });
  return {
    message: `the table has no components called ${foreign.join(', ')}`,
    help: `say what each column is, or leave it out: ${flags.join(' ')}`,
    word: foreign[0] ?? '',
    line: 1,
  };
}

function noComponent(name: string, table: Table): Misfit {
  const components = Object.keys(table.components);
  const near = nearest(name, [...components, ...FIELDS]);
  const field = likely(name);
  const ours = field === 'COMPONENT' ? (likelyComponent(name, table) ?? field) : field;
  const how = `--column ${ours}=${name} says what it is, --ignore ${name} leaves it out`;
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
export function severalRuns(
  records: readonly EvalRecord[],
  name: string,
  mapping: Mapping,
): Misfit[] {
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

/** A value of a results file that is no variant of its component. */
export function noValue(
  table: Table,
  component: string,
  written: string,
  line: number | null,
): Misfit {
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
