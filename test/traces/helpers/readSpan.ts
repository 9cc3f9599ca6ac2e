import { SpanReader } from '../../../src/traces/readers/otlpSpan.ts';
import type { ReadSpan } from '../../../src/traces/span.ts';
import { otlpSpan, type SpanOptions } from './spans.ts';

/** One span as the reader sees it alone. */
export function readSpan(
  options: Partial<SpanOptions>,
  { reader = new SpanReader(), scope = 'my-agent' }: { reader?: SpanReader; scope?: string } = {},
): ReadSpan {
  const span = reader.read(otlpSpan({ id: 1, name: 'work', ms: 1000, ...options }), scope);
  if (typeof span === 'string') throw new Error(span);
  return span;
}
