import type { SpanTraits } from './span.ts';

/** Names that say only that a model was called, or which turn it was. */
const GENERIC =
  /^(?:(?:step|turn|iteration|attempt)[\W_]*\d*|(?:(?:azure|openai|anthropic|google|gemini|bedrock|mistral|ollama|cohere)[\W_]*)*(?:chat[\W_]?completions?|chat|completions?|generation|generate|messages?|responses?|llm|llm[\W_]?call|model|embeddings?)(?:[\W_]?create)?)$/i;

/** Operations whose span name is `{operation} {model}`: it never names a step. */
const NAMED_AFTER_MODEL =
  /^(?:chat|generate_content|text_completion|completion|generate|embeddings|rerank)$/;

/** What a span calls itself, or null when that is a model, a number or an operation. */
export function meaningfulName({
  name,
  operation,
  model,
}: Pick<SpanTraits, 'name' | 'operation' | 'model'>): string | null {
  if (operation !== null && name.toLowerCase().startsWith(`${operation} `)) {
    const rest = name.slice(operation.length + 1).trim();
    return NAMED_AFTER_MODEL.test(operation) || rest === '' || rest === model ? null : rest;
  }
  return name === '' || name === operation || name === model || GENERIC.test(name) ? null : name;
}
