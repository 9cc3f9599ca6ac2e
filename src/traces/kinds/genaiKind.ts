import type { SpanKind } from './spanKind.ts';

/** Registry of semantic-conventions v1.41.1, its successor, and values seen in the wild. */
const KINDS: ReadonlyMap<string, SpanKind> = new Map([
  ['chat', 'llm'],
  ['generate_content', 'llm'],
  ['text_completion', 'llm'],
  ['completion', 'llm'],
  ['generate', 'llm'],
  ['call_llm', 'llm'],
  ['plan', 'llm'],
  ['embeddings', 'embedding'],
  ['retrieval', 'retrieval'],
  ['search_memory', 'retrieval'],
  ['rerank', 'rerank'],
  ['execute_tool', 'tool'],
  ['guardrail.run', 'verifier'],
  ['guard', 'verifier'],
  ['invoke_agent', 'scope'],
  ['create_agent', 'scope'],
  ['invoke_workflow', 'scope'],
  ['agent_step', 'scope'],
]);

/** What gateways and SDKs write in place of the registry's words: LiteLLM its call type, others the API. */
const OTHERS: readonly (readonly [RegExp, SpanKind])[] = [
  [/^(?:a|text_|chat_|achat_)?(?:completion|response|message)s?$/, 'llm'],
  [/^(?:anthropic_messages|a?generate_content(?:_stream)?)$/, 'llm'],
  [/^a?embeddings?$/, 'embedding'],
  [/^a?rerank$/, 'rerank'],
  [/^a?moderations?$/, 'verifier'],
  [/_memory(?:_store)?$/, 'tool'],
];

/**
 * Kind by `gen_ai.operation.name`, or null. Memory writes are tools: they take time and no model. A
 * `plan` without a model is the phase that holds the call, which may lack a span.
 */
export function genaiKind(operation: string, model: string | null): SpanKind | null {
  if (operation === 'plan' && model === null) return 'scope';
  return KINDS.get(operation) ?? OTHERS.find(([pattern]) => pattern.test(operation))?.[1] ?? null;
}
