import { agent, chat, nanoseconds, type SpanOptions, T0, tool } from './spans.ts';

/** How instrumentations write the same three things: an agent or step, a call of a model, a tool. */

type Attributes = NonNullable<SpanOptions['attributes']>;

interface Named {
  readonly name: string;
  readonly attributes: Attributes;
}

interface Call {
  readonly model: string;
  readonly input: number;
  readonly output: number;
}

export interface Convention {
  agent(name: string): Named;
  model(call: Call): Named;
  tool(name: string): Named;
  /**
   * What a call says of its first token.
   * @param at ms after {@link T0}
   * @param ms after the start of the call
   */
  firstToken(
    attributes: Attributes,
    at: number,
    ms: number,
  ): Pick<SpanOptions, 'attributes' | 'events'>;
}

const adding = (attributes: Attributes, more: Attributes) => ({
  attributes: { ...attributes, ...more },
});

/** open-telemetry/semantic-conventions, docs/gen-ai/gen-ai-agent-spans.md and gen-ai-spans.md (v1.41). */
export const GENAI: Convention = {
  agent: (name) => ({ name: `invoke_agent ${name}`, attributes: agent(name) }),
  model: ({ model, input, output }) => ({
    name: `chat ${model}`,
    attributes: chat(model, {
      'gen_ai.usage.input_tokens': input,
      'gen_ai.usage.output_tokens': output,
    }),
  }),
  tool: (name) => ({ name: `execute_tool ${name}`, attributes: tool(name) }),
  firstToken: (attributes, _, ms) =>
    adding(attributes, { 'gen_ai.server.time_to_first_token': ms / 1000 }),
};

/** Arize-ai/openinference, spec/semantic_conventions.md; the first token is an event of the instrumentors. */
const OPEN_INFERENCE: Convention = {
  agent: (name) => ({
    name,
    attributes: { 'openinference.span.kind': 'AGENT', 'agent.name': name },
  }),
  model: ({ model, input, output }) => ({
    name: 'ChatCompletion',
    attributes: {
      'openinference.span.kind': 'LLM',
      'llm.model_name': model,
      'llm.token_count.prompt': input,
      'llm.token_count.completion': output,
    },
  }),
  tool: (name) => ({ name, attributes: { 'openinference.span.kind': 'TOOL', 'tool.name': name } }),
  firstToken: (_, at) => ({
    events: [{ name: 'First Token Stream Event', timeUnixNano: nanoseconds(at) }],
  }),
};

/** langfuse/langfuse-js, packages/core/src/constants.ts (LangfuseOtelSpanAttributes): values are JSON texts. */
const LANGFUSE: Convention = {
  agent: (name) => ({ name, attributes: { 'langfuse.observation.type': 'agent' } }),
  model: ({ model, input, output }) => ({
    name: 'generation',
    attributes: {
      'langfuse.observation.type': 'generation',
      'langfuse.observation.model.name': model,
      'langfuse.observation.usage_details': JSON.stringify({ input, output }),
    },
  }),
  tool: (name) => ({ name, attributes: { 'langfuse.observation.type': 'tool' } }),
  firstToken: (attributes, at) =>
    adding(attributes, {
      'langfuse.observation.completion_start_time': JSON.stringify(
        new Date(Number(T0) * 1000 + at).toISOString(),
      ),
    }),
};

/** ai-sdk.dev/docs/ai-sdk-core/telemetry ("Collected data"), version 5. */
const AI_SDK: Convention = {
  agent: (name) => ({
    name: 'ai.streamText',
    attributes: { 'ai.operationId': 'ai.streamText', 'ai.telemetry.functionId': name },
  }),
  model: ({ model, input, output }) => ({
    name: 'ai.streamText.doStream',
    attributes: {
      'ai.operationId': 'ai.streamText.doStream',
      'ai.model.id': model,
      'ai.usage.inputTokens': input,
      'ai.usage.outputTokens': output,
    },
  }),
  tool: (name) => ({
    name: 'ai.toolCall',
    attributes: { 'ai.operationId': 'ai.toolCall', 'ai.toolCall.name': name },
  }),
  firstToken: (attributes, _, ms) => adding(attributes, { 'ai.response.msToFirstChunk': ms }),
};

/** traceloop/openllmetry, opentelemetry-semantic-conventions-ai/__init__.py (SpanAttributes). */
const TRACELOOP: Convention = {
  agent: (name) => ({
    name: `${name}.agent`,
    attributes: { 'traceloop.span.kind': 'agent', 'traceloop.entity.name': name },
  }),
  model: ({ model, input, output }) => ({
    name: 'openai.chat',
    attributes: {
      'llm.request.type': 'chat',
      'gen_ai.request.model': model,
      'gen_ai.usage.prompt_tokens': input,
      'gen_ai.usage.completion_tokens': output,
      'traceloop.workflow.name': 'flow',
    },
  }),
  tool: (name) => ({
    name: `${name}.tool`,
    attributes: { 'traceloop.span.kind': 'tool', 'traceloop.entity.name': name },
  }),
  firstToken: (_, at) => ({
    events: [{ name: 'llm.content.completion.first_token', timeUnixNano: nanoseconds(at) }],
  }),
};

/** langchain-ai/langsmith-sdk, js/src/experimental/otel/constants.ts: run types, and GenAI's own usage. */
const LANGSMITH: Convention = {
  agent: (name) => ({ name, attributes: { 'langsmith.span.kind': 'chain' } }),
  model: ({ model, input, output }) => ({
    name: 'ChatOpenAI',
    attributes: {
      'langsmith.span.kind': 'llm',
      'gen_ai.request.model': model,
      'gen_ai.usage.input_tokens': input,
      'gen_ai.usage.output_tokens': output,
    },
  }),
  tool: (name) => ({ name, attributes: { 'langsmith.span.kind': 'tool' } }),
  firstToken: (_, at) => ({ events: [{ name: 'first_token', timeUnixNano: nanoseconds(at) }] }),
};

export const CONVENTIONS: Readonly<Record<string, Convention>> = {
  'OTel GenAI': GENAI,
  OpenInference: OPEN_INFERENCE,
  Langfuse: LANGFUSE,
  'AI SDK 4-6': AI_SDK,
  Traceloop: TRACELOOP,
  LangSmith: LANGSMITH,
};
