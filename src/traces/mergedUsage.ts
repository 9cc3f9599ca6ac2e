import type { Span, Usage } from './span.ts';

/** Tokens of several calls together; a field is null unless every call reports it. */
export function mergedUsage(calls: readonly { readonly span: Span }[]): Usage | null {
  let sum: Usage | null = null;
  for (const { span } of calls) {
    if (span.usage === null) return null;
    sum = sum === null ? span.usage : sumOf(sum, span.usage);
  }
  return sum;
}

function sumOf(a: Usage, b: Usage): Usage {
  return {
    input: add(a.input, b.input),
    cached: add(a.cached, b.cached),
    written: add(a.written, b.written),
    output: add(a.output, b.output),
    reasoning: add(a.reasoning, b.reasoning),
  };
}

function add(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
