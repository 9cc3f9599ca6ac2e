import { Aggregator } from '../../aggregate.ts';
import type { Measurement } from '../../measurement.ts';
import type { TraceSources } from '../../measureTraces.ts';
import { Rejections } from '../../rejections.ts';
import { SpanIntake } from '../../spanIntake.ts';
import type { SpanSource } from './spanSource.ts';

/** What is measured of the rows, and who looks on. */
export type RowOptions = Pick<
  TraceSources,
  'rules' | 'since' | 'until' | 'onRequest' | 'onOccurrence' | 'onProgress'
>;

/** Measures the rows of a source, one part after the other: memory is that of the largest part. */
export async function measureRows<Row>(
  source: SpanSource<Row>,
  { rules = [], since, until, onRequest, onOccurrence, onProgress = () => undefined }: RowOptions,
): Promise<Measurement> {
  const period = { from: since ?? -Infinity, to: until ?? Infinity };
  const aggregator = new Aggregator(period, onRequest === undefined ? null : []);
  // Databases give rows in any order: the place that is named does not depend on it.
  const rejections = new Rejections((place, known) => place < known);
  let [rows, spans] = [0, 0];
  for (let part = 0; part < source.parts; part += 1) {
    const intake = new SpanIntake(rules, rejections);
    const reader = source.open(intake.add);
    for await (const batch of source.rows(part)) {
      for (const row of batch) reader.add(row);
      rows += batch.length;
      onProgress({
        bytes: rows,
        totalBytes: source.total,
        spans: rows,
        measured: part / source.parts,
      });
    }
    reader.end();
    spans += intake.total;
    for (const trace of intake.traces())
      for (const run of aggregator.addTrace(trace)) onOccurrence?.(run, trace.spans);
  }
  if (onRequest !== undefined) aggregator.requests().forEach(onRequest);
  return aggregator.result({
    files: { read: source.origin.files, notRead: [], damaged: [] },
    lines: { total: rows, accepted: rows, blank: 0, rejected: [] },
    spans: { total: spans, rejected: rejections.list() },
    origin: source.origin,
  });
}
