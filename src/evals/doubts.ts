import type { Diagnostic } from '../yaml/diagnostic.ts';
import type { ColumnPlan } from './columnPlan.ts';
import { amount, textOf } from './itemValue.ts';
import type { ReadResults } from './record.ts';

/** What was made of entries that do not say all they could: nothing is left out, but something is assumed. */
export interface Doubt {
  readonly code: Diagnostic['code'];
  readonly severity: 'warning' | 'note';
  readonly message: string;
  readonly help: string | null;
  readonly word: string;
  /** 1-based line of the file; null where it has none. */
  readonly line: number | null;
}

/** All that is assumed of the entries of one file. */
export function doubtsOf(read: ReadResults, plan: ColumnPlan): Doubt[] {
  return [
    ...noNumbers(read, plan),
    ...emptyChoices(read, plan),
    ...otherScores(read, plan),
    ...fromCache(read),
  ];
}

const AMOUNTS = ['latency_ms', 'latency_s', 'cost'] as const;

/** Latencies and costs that are no numbers. */
function noNumbers({ records }: ReadResults, { fields }: ColumnPlan): Doubt[] {
  return AMOUNTS.flatMap<Doubt>((field) => {
    const column = fields.get(field);
    if (column === undefined) return [];
    const wrong = records.filter((record) => {
      const text = textOf(record.fields[column]);
      return text !== '' && amount(text.replace(/^\$/u, '')) === null;
    });
    const [first] = wrong;
    if (first === undefined) return [];
    const word = textOf(first.fields[column]);
    return [
      {
        code: 'wrong-value',
        severity: 'warning',
        message: `${wrong.length} of ${records.length} entries have a ${column} that is no number of 0 or more, as "${word}" in ${first.at}: taken as not recorded`,
        help: 'write plain numbers, as in 1100.5; the unit is that of the column',
        word,
        line: first.line,
      },
    ];
  });
}

/** A choice that only some entries name is as in the baseline for the others. */
function emptyChoices({ records }: ReadResults, { choices }: ColumnPlan): Doubt[] {
  return [...choices].flatMap<Doubt>(([name, column]) => {
    const empty = records.filter(({ fields }) => textOf(fields[column]) === '');
    const [first] = empty;
    if (first === undefined || empty.length === records.length) return [];
    const many = `${empty.length} of ${records.length} entries do`;
    return [
      {
        code: 'assumed-default',
        severity: 'warning',
        message: `${many} not say which ${name} they ran (first: ${first.at}): taken as that of the baseline`,
        help: null,
        word: '',
        line: null,
      },
    ];
  });
}

/** Several scores of one item, of which one counts. */
function otherScores({ records, counted }: ReadResults, { fields }: ColumnPlan): Doubt[] {
  const names = new Set(records.flatMap((record) => Object.keys(record.fields)));
  const scores = [...names].filter((name) => name.startsWith('scores.'));
  const other = scores.find((name) => name !== counted);
  if (counted === undefined || other === undefined || fields.get('correct') !== 'correct')
    return [];
  return [
    {
      code: 'assumed-default',
      severity: 'note',
      message: `items have several scores (${scores.join(', ')}): ${counted} says whether they are right`,
      help: `--column correct=${other} takes another one`,
      word: '',
      line: null,
    },
  ];
}

function fromCache({ cached = 0, records }: ReadResults): Doubt[] {
  if (cached === 0) return [];
  return [
    {
      code: 'assumed-default',
      severity: 'note',
      message: `${cached} of ${records.length} answers came from a cache: what they took and cost counts as not recorded`,
      help: 'run the eval without its cache to measure both',
      word: '',
      line: null,
    },
  ];
}
