import { Aggregator } from '../../aggregate.ts';
import type { Measurement } from '../../measurement.ts';
import type { TraceSources } from '../../measureTraces.ts';
import type { Trace } from '../../span.ts';
import { EngineError } from '../engineError.ts';
import { Ledger } from '../pushDown/ledger.ts';
import { pushedDown } from '../pushDown/pushedDown.ts';
import { replaceCounted } from '../pushDown/replaceCounted.ts';
import type { Counts, SignatureCounts } from '../pushDown/signatureCounts.ts';
import { readRows, type RowsRead } from '../rows/measureRows.ts';
import type { Countable } from './countable.ts';
import { countSql, MOST_SIGNATURES } from './countQuery.ts';
import { countsOf } from './countRows.ts';
import { isOneOf, partOf } from './selection.ts';
import { originOf, type Target } from './target.ts';

/**
 * All spans are counted where they lie; one in so many traces is read whole, which tells what the spans
 * are, and how requests use them. The same count over the traces that were read must give what reading
 * them gave: where it does not, the sample stands.
 *
 * @throws EngineError when the spans look too different from each other to be counted
 */
export async function measurePushedDown(
  target: Target,
  table: Countable,
  sources: TraceSources,
): Promise<Measurement> {
  const { counts, signature } = await countAll(target, table);
  const ledger = new Ledger();
  const sample = await readSample(table, signature, sources, ledger);
  const examples = examplesOf(counts, ledger);
  if (examples.length > 0)
    await readRows(table.traces(signature, examples), sourcesOf(sources), (trace, aggregator) =>
      ledger.addTrace(trace.spans, aggregator.addTrace(trace)),
    );
  const checked = await countKnown(target, table, signature, examples);
  const replaced = replaceCounted(sample.aggregator.state(), {
    seen: ledger.seen(),
    checked: new Map(checked.map((each) => [each.signature, each])),
    counted: counts.signatures,
  });
  const period = { from: sources.since ?? -Infinity, to: sources.until ?? Infinity };
  const origin = originOf(target, table.oneIn, []);
  return pushedDown({ counts, sample: sample.head, replaced, period, origin });
}

/** Of traces that are read only to see what their spans are. */
function sourcesOf({ rules = [] }: TraceSources): Pick<TraceSources, 'rules'> {
  return { rules };
}

interface CountedAll {
  readonly counts: Counts;
  /** SQL of the signature that was counted by. */
  readonly signature: string;
}

/** Names that are different for every span would make as many groups as spans: then without them. */
async function countAll({ database }: Target, table: Countable): Promise<CountedAll> {
  const { where, parameters } = table.exact;
  for (const withNames of [true, false]) {
    const signature = table.signature(withNames);
    const rows = await database.rows({
      purpose: 'all spans, counted by what they look like',
      sql: countSql(table.shape, { where, signature, distinct: false }),
      parameters,
    });
    const counts = countsOf(rows);
    if (counts.signatures.length <= MOST_SIGNATURES) return { counts, signature };
  }
  throw new EngineError(
    `spans of more than ${MOST_SIGNATURES} kinds: some attribute is different for every one`,
    'have all spans of a period sent instead: &sample=all, with --since and --until',
  );
}

async function readSample(
  table: Countable,
  signature: string,
  sources: TraceSources,
  ledger: Ledger,
): Promise<RowsRead> {
  const edges = new Edges(sources);
  return readRows(table.sample(signature), sources, (trace, aggregator) =>
    ledger.addTrace(trace.spans, edges.aggregatorOf(trace, aggregator).addTrace(trace)),
  );
}

/** Traces around the period are looked at as well: their spans are among those that are checked. */
class Edges {
  readonly #from: number;
  readonly #to: number;
  readonly #outside = new Aggregator({ from: -Infinity, to: Infinity }, null);

  constructor({ since, until }: Pick<TraceSources, 'since' | 'until'>) {
    this.#from = since ?? -Infinity;
    this.#to = until ?? Infinity;
  }

  aggregatorOf({ spans: [first] }: Trace, inside: Aggregator): Aggregator {
    const start = first?.startMs ?? 0;
    if (start >= this.#from && start < this.#to) return inside;
    inside.addOutside();
    return this.#outside;
  }
}

/** Ids of traces with what the sample lacks. */
function examplesOf({ signatures }: Counts, ledger: Ledger): string[] {
  const missing = signatures.filter(({ signature }) => !ledger.has(signature));
  return [...new Set(missing.flatMap(({ examples }) => examples))].sort();
}

/** Counts the traces that were read, each span once. */
async function countKnown(
  { database }: Target,
  { shape, selection, oneIn }: Countable,
  signature: string,
  examples: readonly string[],
): Promise<readonly SignatureCounts[]> {
  const sampled = partOf('1', shape.trace, { part: 0, parts: 1, oneIn });
  const known =
    examples.length === 0 ? sampled : `(${sampled} OR ${isOneOf(shape.trace, examples)})`;
  const rows = await database.rows({
    purpose: 'the traces that were read, counted the same way: a check',
    sql: countSql(shape, { where: `${selection.where} AND ${known}`, signature, distinct: true }),
    parameters: selection.parameters,
  });
  return countsOf(rows).signatures;
}
