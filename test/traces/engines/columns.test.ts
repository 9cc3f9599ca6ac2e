import { describe, expect, test } from 'vitest';
import { columnsOf, isMisfit, misfitText } from '../../../src/traces/engines/rows/columns.ts';

describe('the columns of a table of spans', () => {
  test('the collector’s are known as they are', () => {
    expect(
      columnsOf([
        'Timestamp',
        'TraceId',
        'SpanId',
        'ParentSpanId',
        'SpanName',
        'Duration',
        'SpanAttributes',
      ]),
    ).toEqual({
      traceId: 'TraceId',
      spanId: 'SpanId',
      parentId: 'ParentSpanId',
      name: 'SpanName',
      start: 'Timestamp',
      durationNs: 'Duration',
      attributes: 'SpanAttributes',
    });
  });

  test('those that Phoenix writes are known', () => {
    const found = [
      'context.trace_id',
      'context.span_id',
      'parent_id',
      'name',
      'span_kind',
      'start_time',
      'end_time',
      'status_code',
    ];
    expect(columnsOf(found)).toEqual({
      traceId: 'context.trace_id',
      spanId: 'context.span_id',
      parentId: 'parent_id',
      name: 'name',
      kind: 'span_kind',
      start: 'start_time',
      end: 'end_time',
      status: 'status_code',
    });
  });

  test('capitals do not matter', () => {
    const columns = columnsOf(['TRACE_ID', 'SPAN_ID', 'NAME', 'START_TIME', 'DURATION_MS']);
    expect(isMisfit(columns)).toBe(false);
  });

  test('a duration without its unit is none', () => {
    const misfit = columnsOf(['trace_id', 'span_id', 'name', 'start_time', 'duration']);
    if (!isMisfit(misfit)) throw new Error('it fits');
    expect(misfit.missing).toEqual(['Duration or EndTime']);
    expect(misfitText(misfit).help).toContain('duration has no unit');
  });

  test('what is missing is named, with what is there and what may be meant', () => {
    const misfit = columnsOf(['TracId', 'SpanId', 'SpanNam', 'Timestamp', 'Duration']);
    if (!isMisfit(misfit)) throw new Error('it fits');
    const { message, help } = misfitText(misfit);
    expect(message).toBe(
      'no spans: it lacks TraceId, SpanName; it has TracId, SpanId, SpanNam, Timestamp, Duration',
    );
    expect(help).toContain('is TracId the TraceId?; is SpanNam the SpanName?');
  });

  test('of a wide table the first columns are listed', () => {
    const misfit = columnsOf(Array.from({ length: 30 }, (_, at) => `column_${at}`));
    if (!isMisfit(misfit)) throw new Error('it fits');
    expect(misfitText(misfit).message).toContain('column_11 and 18 more');
  });
});
