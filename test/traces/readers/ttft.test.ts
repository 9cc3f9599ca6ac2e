import { describe, expect, test } from 'vitest';
import { readSpan } from '../helpers/readSpan.ts';
import { nanoseconds, type SpanOptions } from '../helpers/spans.ts';

type Attributes = NonNullable<SpanOptions['attributes']>;

const LANGFUSE = 'langfuse.observation.completion_start_time';

function ttftOf(attributes: Attributes, events: readonly unknown[] = []): number | null {
  return readSpan({ attributes, events }).ttftMs;
}

function event(name: string, ms: number, key = 'timeUnixNano'): Record<string, unknown> {
  return { name, [key]: nanoseconds(ms) };
}

describe('time to first token', () => {
  test.each([
    ['gen_ai.response.time_to_first_chunk', 0.25, 250],
    ['gen_ai.client.operation.time_to_first_chunk', 0.25, 250],
    ['gen_ai.server.time_to_first_token', 0.25, 250],
    ['gen_ai.latency.time_to_first_token', 0.25, 250],
    ['gen_ai.response.time_to_first_chunk', '0.25', 250],
    ['gen_ai.response.time_to_first_chunk', 1, 1000],
    [LANGFUSE, '"2026-11-22T00:00:00.250Z"', 250],
    [LANGFUSE, '2026-11-22T00:00:00.250Z', 250],
    [LANGFUSE, '2026-11-22T01:00:00.250+01:00', 250],
  ])('%s of %j is %d ms', (key, value, ms) => {
    expect(ttftOf({ [key]: value })).toBe(ms);
  });

  test.each([
    ['First Token Stream Event', 300],
    ['first_token', 300],
    ['gen_ai.first.token', 300],
    ['first chunk', 300],
    ['ai.stream.firstChunk', 300],
    ['llm.first-token', null],
    ['token', null],
  ])('event %j is %j ms', (name, ms) => {
    expect(ttftOf({}, [event('start', 0), event(name, 300)])).toBe(ms);
    expect(ttftOf({}, [event(name, 300, 'time_unix_nano')])).toBe(ms);
  });

  test('of several events the first counts', () => {
    expect(ttftOf({}, [event('first token', 300), event('first token', 100)])).toBe(300);
  });

  test('what the client saw beats an event, then Langfuse, then the server', () => {
    const client = { 'gen_ai.client.operation.time_to_first_chunk': 0.1 };
    const events = [event('first token', 200)];
    const langfuse = { [LANGFUSE]: '2026-11-22T00:00:00.300Z' };
    const server = { 'gen_ai.server.time_to_first_token': 0.4 };
    expect(ttftOf({ ...server, ...langfuse, ...client }, events)).toBe(100);
    expect(ttftOf({ ...server, ...langfuse }, events)).toBe(200);
    expect(ttftOf({ ...server, ...langfuse })).toBe(300);
    expect(ttftOf(server)).toBe(400);
  });

  test.each([
    ['of no call', {}],
    ['negative seconds', { 'gen_ai.server.time_to_first_token': -1 }],
    ['text', { 'gen_ai.server.time_to_first_token': 'soon' }],
    ['no date', { [LANGFUSE]: 'soon' }],
    ['no text', { [LANGFUSE]: 5 }],
  ])('%s is missing, not rejected', (_, attributes) => {
    expect(readSpan({ attributes })).toMatchObject({ ttftMs: null, ttftRejected: false });
  });

  test.each([
    ['0', { 'gen_ai.server.time_to_first_token': 0 }],
    ['after the end', { 'gen_ai.server.time_to_first_token': 1.001 }],
    ['in milliseconds', { 'gen_ai.server.time_to_first_token': 250 }],
    ['before the start', { [LANGFUSE]: '2026-11-21T23:59:59.999Z' }],
  ])('%s is rejected', (_, attributes) => {
    expect(readSpan({ attributes })).toMatchObject({ ttftMs: null, ttftRejected: true });
  });

  test('at the very end is credible', () => {
    expect(ttftOf({ 'gen_ai.server.time_to_first_token': 1 })).toBe(1000);
  });

  test('an event without a time is missing', () => {
    expect(ttftOf({}, [{ name: 'first token' }])).toBeNull();
  });
});
