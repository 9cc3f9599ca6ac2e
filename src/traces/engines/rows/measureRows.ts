import { Aggregator, type Read } from '../../aggregate.ts';
import type { Measurement } from '../../measurement.ts';
import type { TraceSources } from '../../measureTraces.ts';
import { Rejections } from '../../rejections.ts';
import type { Trace } from '../../span.ts';
import { HeldRequests } from '../../spill/heldRequests.ts';
import { SpanIntake } from '../../spanIntake.ts';
import type { SpanSource } from './spanSource.ts';

/** What is measured of the rows, and who looks on. */
export type RowOptions = Pick<
  TraceSources,
  'rules' | 'since' | 'until' | 'onRequest' | 'onOccurrence' | 'onProgress'
>;

/** What reading all rows came to. */
export interface RowsRead {
  readonly aggregator: Aggregator;
  readonly head: Read;
}

/** Reads the rows of a source, one part after the other: memory is that of the largest part. */
export async function readRows<Row>(
  source: SpanSource<Row>,
  { rules = [], since, until, onRequest, onProgress = () => undefined }: RowOptions,
  onTrace: (trace: Trace, aggregator: Aggregator) => void,
): Promise<RowsRead> {
  const period = { from: since ?? -Infinity, to: until ?? Infinity };
  const aggregator = new Aggregator(period, onRequest === undefined ? null : new HeldRequests());
  // Databases give rows in any order: the place that is named does not depend on it.
  const rejections = new Rejections((place, known) => place < known);
  let [rows, spans] = [0, 0];
  for (let part = 0; part < source.parts; part += 1) {
    const intake = new SpanIntake(rules, rejections);
    const reader = source.open(intake.add);
    for await (const batch of source.rows(part)) {
      for (const row of batch) reader.add(row);
      rows += batch.length;
      const measured = part / source.parts;
      onProgress({ bytes: rows, totalBytes: source.total, spans: rows, measured });
    }
    reader.end();
    spans += intake.total;
    for (const trace of intake.traces()) onTrace(trace, aggregator);
  }
  const head = {
    files: { read: source.origin.files, notRead: [], damaged: [] },
    lines: { total: rows, accepted: rows, blank: 0, rejected: [] },
    spans: { total: spans, rejected: rejections.list() },
    origin: source.origin,
  };
  return { aggregator, head };
}

/** Measures the rows of a source. */
export async function measureRows<Row>(
  source: SpanSource<Row>,
  options: RowOptions,
): Promise<Measurement> {
  const { onOccurrence, onRequest } = options;
  const { aggregator, head } = await readRows(source, options, (trace, each) => {
    for (const run of each.addTrace(trace)) onOccurrence?.(run, trace.spans);
  });
  if (onRequest !== undefined) for (const each of aggregator.requests()) onRequest(each);
  return aggregator.result(head);
}
