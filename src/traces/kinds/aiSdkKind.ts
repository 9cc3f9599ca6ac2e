import type { SpanKind } from './spanKind.ts';

/**
 * Kind by `ai.operationId` of the AI SDK 4-6, or null. `ai.streamText` and its like hold the calls
 * `ai.streamText.doStream`, and repeat their usage.
 */
export function aiSdkKind(operation: string): SpanKind | null {
  if (/\.do(?:Generate|Stream)$/i.test(operation)) return 'llm';
  if (/\.doEmbed$/i.test(operation)) return 'embedding';
  if (/\.doRerank$/i.test(operation)) return 'rerank';
  if (/^ai\.toolcall$/i.test(operation)) return 'tool';
  return /^ai\.(?:generate|stream|embed|rerank)/i.test(operation) ? 'scope' : null;
}
