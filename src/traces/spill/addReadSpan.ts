import type { ReadSpan, Usage } from '../span.ts';
import * as record from './spanRecord.ts';
import type { SpanSpill } from './spanSpill.ts';

const IDS = new Int32Array(8);

/** @param traits number of the span's traits */
export function addReadSpan(
  spill: Pick<SpanSpill, 'add'>,
  { traceId, spanId, parentId, ...span }: ReadSpan,
  traits: number,
): void {
  IDS.set(traceId.words);
  IDS[4] = spanId.high;
  IDS[5] = spanId.low;
  IDS[6] = parentId === null ? 0 : parentId.high;
  IDS[7] = parentId === null ? 0 : parentId.low;
  spill.add(
    { words: IDS, trace: 0, span: 4, parent: 6 },
    {
      startMs: span.startMs,
      durationMs: span.durationMs,
      traits,
      flags:
        (span.failed ? record.FAILED : 0) |
        (span.entry ? record.ENTRY : 0) |
        (span.ttftRejected ? record.TTFT_REJECTED : 0) |
        (span.evaluated ? record.EVALUATED : 0) |
        secondFlags(span.usage, span.ttftMs, span.costUsd),
      ttftMs: span.ttftMs,
      costUsd: span.costUsd,
      usage: span.usage,
    },
  );
}

/** Whether a call reports something of its own, and tokens among that. */
export function secondFlags(
  usage: Usage | null,
  ttftMs: number | null,
  costUsd: number | null,
): number {
  if (usage !== null) return record.HAS_SECOND | record.HAS_USAGE;
  return ttftMs !== null || costUsd !== null ? record.HAS_SECOND : 0;
}
