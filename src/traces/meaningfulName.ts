import type { SpanTraits } from './span.ts';

/** Names that say only that a model was called, or which turn it was. */
const GENERIC =
  /^(?:(?:step|turn|iteration|attempt)[\W_]*\d*|(?:(?:azure|openai|anthropic|google|gemini|bedrock|mistral|ollama|cohere)[\W_]*)*(?:chat[\W_]?completions?|chat|completions?|generation|generate|messages?|responses?|llm|llm[\W_]?call|model|embeddings?)(?:[\W_]?create)?)$/i;

/** Classes of LangChain, and the AI SDK's own names: what was called, not what for. */
const FRAMEWORK =
  /^(?:LangGraph|Runnable\w*|__start__|\w*PromptTemplate|\w*OutputParser|AgentExecutor|(?:Azure)?Chat(?:OpenAI|Anthropic\w*|Google\w*|VertexAI\w*|Bedrock\w*|Mistral\w*|Ollama|Groq|Cohere|DeepSeek)|(?:OpenAI|HuggingFace|Cohere|Bedrock|Voyage)Embeddings|ai\.[a-z]\w*(?:\.do\w+)?)$/;

/** Turns and calls as agent frameworks name them: Google ADK, Strands Agents (two versions), LiteLLM. */
const TURN =
  /^(?:call_llm|execute_event_loop_cycle|cycle [0-9a-f-]{36}|model invoke|litellm_request|raw_gen_ai_request)$/i;

/** Operations whose span name is `{operation} {model}`: it never names a step. */
const NAMED_AFTER_MODEL =
  /^(?:chat|generate_content|text_completion|completion|responses|generate|embeddings|rerank)$/;

/** Operations whose span name is `{operation} {what}`: the rest is the name. */
const NAMED = /^(?:execute_tool|invoke_agent|invoke_workflow|retrieval) +(.+)$/;

/** Names inside of names: Pydantic AI's tools and agents, the agents of Google ADK before its version 1.13. */
const DECORATED = /^(?:running tool: *(.+)|(.*agent\w*) run|(?:agent_run|invocation) \[(.+)\])$/i;

/** What names a run, not a step: each would be a component of its own. */
const UUID = /[\W_]*[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}[\W_]*/gi;

/** The name without ids and without what a framework put around it; null when nothing is left. */
export function plainName(name: string | null): string | null {
  if (name === null) return null;
  const [whole, ...inner] = DECORATED.exec(name) ?? [];
  const plain = whole === undefined ? name : (inner.find((part) => part !== undefined) ?? name);
  const left = plain.length < UUID_LENGTH ? plain : plain.replaceAll(UUID, ' ').trim();
  return left === '' ? null : left;
}

const UUID_LENGTH = 36;

/** What a span calls itself, or null when that is a model, a number or an operation. */
export function meaningfulName({
  name,
  operation,
  model,
}: Pick<SpanTraits, 'name' | 'operation' | 'model'>): string | null {
  const rest = afterOperation(name, operation);
  if (rest !== null) return rest === '' || rest === model ? null : plainName(rest);
  if (isNamedAfterModel(name, operation, model)) return null;
  return name === '' ||
    name === operation ||
    name === model ||
    GENERIC.test(name) ||
    FRAMEWORK.test(name) ||
    TURN.test(name)
    ? null
    : plainName(name);
}

function afterOperation(name: string, operation: string | null): string | null {
  if (operation === null) return null;
  if (NAMED_AFTER_MODEL.test(operation)) return null;
  if (name.toLowerCase().startsWith(`${operation} `))
    return name.slice(operation.length + 1).trim();
  return NAMED.exec(name)?.[1]?.trim() ?? null;
}

/** `chat gpt-4o`, also where another convention than GenAI says what the span is. */
function isNamedAfterModel(name: string, operation: string | null, model: string | null): boolean {
  const [first = '', ...others] = name.split(' ');
  if (operation !== null && first.toLowerCase() === operation && NAMED_AFTER_MODEL.test(operation))
    return others.length > 0;
  const rest = others.join(' ');
  return (
    NAMED_AFTER_MODEL.test(first) &&
    rest !== '' &&
    model !== null &&
    (model.startsWith(rest) || rest.startsWith(model))
  );
}
