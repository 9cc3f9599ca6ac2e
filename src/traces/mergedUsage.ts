import type { Usage } from './span.ts';

/** Tokens of several calls together; a field is null unless every call reports it. */
export function mergedUsage(usages: readonly (Usage | null)[]): Usage | null {
  const known = usages.filter((usage) => usage !== null);
  const [first] = known;
  if (first === undefined || known.length < usages.length) return null;
  return known.slice(1).reduce(
    (sum, usage) => ({
      input: add(sum.input, usage.input),
      cached: add(sum.cached, usage.cached),
      written: add(sum.written, usage.written),
      output: add(sum.output, usage.output),
      reasoning: add(sum.reasoning, usage.reasoning),
    }),
    first,
  );
}

function add(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
