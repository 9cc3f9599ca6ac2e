import type { SpanKind } from './spanKind.ts';

/** LangSmith js/src/schemas.ts; `prompt` and `parser` take no time worth a name. */
const KINDS: ReadonlyMap<string, SpanKind> = new Map([
  ['llm', 'llm'],
  ['tool', 'tool'],
  ['retriever', 'retrieval'],
  ['embedding', 'embedding'],
  ['chain', 'scope'],
  ['prompt', 'scope'],
  ['parser', 'scope'],
]);

/** Kind by LangSmith `run_type`, or null. */
export function langsmithKind(runType: string): SpanKind | null {
  return KINDS.get(runType) ?? null;
}
