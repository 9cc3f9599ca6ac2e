import type { EmitSpan } from '../../formats/format.ts';
import { otlpStatus } from '../../formats/otlpWords.ts';
import { nanosOfAny } from '../../formats/times.ts';
import type { RowReader } from './spanSource.ts';

/**
 * A span as cells of text, in this order; after them one cell for each attribute that was asked for.
 * Times are nanoseconds since 1970, or anything that formats/times.ts reads where `timesAreNanos` is not.
 */
export const CELLS = [
  'traceId',
  'spanId',
  'parentId',
  'name',
  'kind',
  /** Service and machine whose clock wrote the times. */
  'clock',
  'scope',
  'start',
  'end',
  'status',
  /** When the first event about a first token happened. */
  'firstToken',
  /** Not empty where an evaluation result was recorded on the span. */
  'evaluated',
] as const;

export type Cell = (typeof CELLS)[number];

/** An attribute that the span does not have; a cell may be empty text otherwise. */
export const ABSENT = '\u001E';

const COUNT = CELLS.length;

/** Reads rows of cells. A row of another length is rejected: a text in it holds what separates cells. */
export function cellReader(
  keys: readonly string[],
  emit: EmitSpan,
  { timesAreNanos = true }: { readonly timesAreNanos?: boolean } = {},
): RowReader<readonly string[]> {
  const timeOf = timesAreNanos ? asItIs : nanosOfAny;
  return {
    add: (cells) => {
      if (cells.length !== COUNT + keys.length) return emit(null, null, 'a row of another length');
      const [traceId, spanId, parentId, name, kind, clock, scope, start, end, status] = cells;
      emit(
        {
          traceId,
          spanId,
          parentSpanId: parentId,
          name,
          kind: isConsumer(kind) ? 5 : 1,
          startTimeUnixNano: timeOf(start),
          endTimeUnixNano: timeOf(end),
          attributes: attributesOf(cells, keys),
          events: eventsOf(cells[10], cells[11]),
          status: otlpStatus(isError(status)),
        },
        scope === '' ? null : (scope ?? null),
        `span ${spanId}`,
        clock,
      );
    },
    end: () => undefined,
  };
}

function asItIs(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

function isConsumer(kind: string | undefined): boolean {
  return kind !== undefined && /consumer/i.test(kind);
}

function isError(status: string | undefined): boolean {
  return status !== undefined && (/error/i.test(status) || status === '2');
}

function attributesOf(cells: readonly string[], keys: readonly string[]): unknown[] {
  const attributes: unknown[] = [];
  for (let at = 0; at < keys.length; at += 1) {
    const value = cells[COUNT + at];
    if (value !== ABSENT) attributes.push({ key: keys[at], value: { stringValue: value } });
  }
  return attributes;
}

const NO_EVENTS: readonly unknown[] = [];

function eventsOf(
  firstToken: string | undefined,
  evaluated: string | undefined,
): readonly unknown[] {
  if (firstToken === '' && evaluated === '') return NO_EVENTS;
  return [
    ...(firstToken === '' ? [] : [{ name: 'first token', timeUnixNano: firstToken }]),
    ...(evaluated === '' ? [] : [{ name: 'gen_ai.evaluation.result', timeUnixNano: firstToken }]),
  ];
}
