import { Aggregator } from '../../aggregate.ts';
import type { Measurement } from '../../measurement.ts';
import type { TraceSources } from '../../measureTraces.ts';
import type { Trace } from '../../span.ts';
import { Ledger } from '../pushDown/ledger.ts';
import { pushedDown } from '../pushDown/pushedDown.ts';
import { replaceCounted } from '../pushDown/replaceCounted.ts';
import type { Counts, SignatureCounts } from '../pushDown/signatureCounts.ts';
import { readRows, type RowsRead } from '../rows/measureRows.ts';
import type { SpanSource } from '../rows/spanSource.ts';
import { countSql, MOST_SIGNATURES } from './countQuery.ts';
import { countsOf } from './countRows.ts';
import { EngineError } from '../engineError.ts';
import { figures } from './figures.ts';
import {
  attributeCells,
  cellBatches,
  clickHouseCells,
  otelSource,
  type ReadPlan,
} from './otelSource.ts';
import { literal } from './quote.ts';
import { partOf, traceColumn, type Selection } from './selection.ts';
import { signature } from './signature.ts';
import { originOf, type Target } from './target.ts';

/**
 * All spans are counted where they lie; one in so many traces is read whole, which tells what the spans
 * are, and how requests use them. The same count over the traces that were read must give what reading
 * them gave: where it does not, the sample stands.
 *
 * @param exact the rows of the period without a margin
 * @throws EngineError when the spans look too different from each other to be counted
 */
export async function measurePushedDown(
  target: Target,
  plan: ReadPlan,
  exact: Selection,
  sources: TraceSources,
): Promise<Measurement> {
  const { counts, marks } = await countAll(target, plan, exact);
  const ledger = new Ledger();
  const sample = await readSample(otelSource(target, plan, marks), sources, ledger);
  const examples = await readExamples(target, plan, { marks, counts, ledger }, sources);
  const checked = await countKnown(target, plan, marks, examples);
  const replaced = replaceCounted(sample.aggregator.state(), {
    seen: ledger.seen(),
    checked: new Map(checked.map((each) => [each.signature, each])),
    counted: counts.signatures,
  });
  const period = { from: sources.since ?? -Infinity, to: sources.until ?? Infinity };
  return pushedDown({
    counts,
    sample: sample.head,
    replaced,
    period,
    origin: originOf(target, plan.oneIn, []),
  });
}

interface CountedAll {
  readonly counts: Counts;
  /** SQL of the signature that was counted by. */
  readonly marks: string;
}

/** Names that are different for every span would make as many groups as spans: then without them. */
async function countAll(
  { database, table }: Target,
  { expressions, keys }: ReadPlan,
  { where, parameters }: Selection,
): Promise<CountedAll> {
  for (const withNames of [true, false]) {
    const marks = signature(expressions, { keys, withNames });
    const rows = await database.rows({
      purpose: 'all spans, counted by what they look like',
      sql: countSql(expressions, {
        from: table.from,
        where,
        signature: marks,
        figures: figures(expressions, keys),
        distinct: false,
      }),
      parameters,
    });
    const counts = countsOf(rows);
    if (counts.signatures.length <= MOST_SIGNATURES) return { counts, marks };
  }
  throw new EngineError(
    `spans of more than ${MOST_SIGNATURES} kinds: some attribute is different for every one`,
    'read a sample of whole traces instead of counting: clickhouse://…&sample=all with --since and --until',
  );
}

async function readSample(
  source: SpanSource<unknown[]>,
  sources: TraceSources,
  ledger: Ledger,
): Promise<RowsRead> {
  const edges = new Edges(sources);
  return readRows(source, sources, (trace, aggregator) =>
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

/** Traces in which one signature that the sample lacks occurs; their ids. */
async function readExamples(
  target: Target,
  { expressions, selection, keys }: ReadPlan,
  { marks, counts, ledger }: { marks: string; counts: Counts; ledger: Ledger },
  { rules = [] }: TraceSources,
): Promise<readonly string[]> {
  const missing = counts.signatures.filter((each) => !ledger.has(each.signature));
  const ids = [...new Set(missing.flatMap(({ examples }) => examples))].sort();
  if (ids.length === 0) return ids;
  const attributes = attributeCells(expressions, keys, marks);
  const where = `${selection.where} AND ${isOneOf(target, ids)}`;
  const query = { purpose: 'traces with what the sample lacks', where, attributes };
  const source = {
    origin: originOf(target, 1, []),
    total: ids.length,
    parts: 1,
    open: (emit: Parameters<typeof clickHouseCells>[1]) =>
      clickHouseCells(
        attributes.map(([key]) => key),
        emit,
      ),
    rows: () => cellBatches(target, expressions, query, selection.parameters),
  };
  await readRows(source, { rules }, (trace, aggregator) =>
    ledger.addTrace(trace.spans, aggregator.addTrace(trace)),
  );
  return ids;
}

/** Ids that came from the table itself. */
function isOneOf({ table }: Target, ids: readonly string[]): string {
  return `${traceColumn(table)} IN (${ids.map(literal).join(', ')})`;
}

/** Counts the traces that were read, each span once. */
async function countKnown(
  target: Target,
  { expressions, selection, keys, oneIn }: ReadPlan,
  marks: string,
  examples: readonly string[],
): Promise<readonly SignatureCounts[]> {
  const { database, table } = target;
  const sampled = partOf('1', traceColumn(table), { part: 0, parts: 1, oneIn });
  const known = examples.length === 0 ? sampled : `(${sampled} OR ${isOneOf(target, examples)})`;
  const rows = await database.rows({
    purpose: 'the traces that were read, counted the same way: a check',
    sql: countSql(expressions, {
      from: table.from,
      where: `${selection.where} AND ${known}`,
      signature: marks,
      figures: figures(expressions, keys),
      distinct: true,
    }),
    parameters: selection.parameters,
  });
  return countsOf(rows).signatures;
}
