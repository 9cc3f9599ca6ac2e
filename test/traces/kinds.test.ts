import { describe, expect, test } from 'vitest';
import { classify, type Authority } from '../../src/traces/classify.ts';
import { genaiKind } from '../../src/traces/kinds/genaiKind.ts';
import { langfuseKind } from '../../src/traces/kinds/langfuseKind.ts';
import { roleOfName } from '../../src/traces/kinds/roleOfName.ts';
import { shapeKind, type SpanShape } from '../../src/traces/kinds/shapeKind.ts';
import { meaningfulName } from '../../src/traces/meaningfulName.ts';

const PLAIN = {
  name: 'work',
  model: null,
  hasUsage: false,
  tool: null,
  transport: false,
  vectorStore: false,
};

describe('GenAI operations', () => {
  test.each([
    ['chat', 'llm'],
    ['generate_content', 'llm'],
    ['text_completion', 'llm'],
    ['completion', 'llm'],
    ['generate', 'llm'],
    ['plan', 'llm'],
    ['embeddings', 'embedding'],
    ['retrieval', 'retrieval'],
    ['search_memory', 'retrieval'],
    ['rerank', 'rerank'],
    ['execute_tool', 'tool'],
    ['update_memory', 'tool'],
    ['delete_memory_store', 'tool'],
    ['guardrail.run', 'verifier'],
    ['guard', 'verifier'],
    ['invoke_agent', 'scope'],
    ['create_agent', 'scope'],
    ['invoke_workflow', 'scope'],
    ['agent_step', 'scope'],
    // LiteLLM's call types, and the APIs that Sentry and others name.
    ['acompletion', 'llm'],
    ['responses', 'llm'],
    ['aresponses', 'llm'],
    ['anthropic_messages', 'llm'],
    ['aembedding', 'embedding'],
    ['arerank', 'rerank'],
    ['amoderation', 'verifier'],
    ['memory', null],
    ['chatting', null],
    ['', null],
  ])('%s: %j', (operation, kind) => {
    expect(genaiKind(operation, 'gpt-5')).toBe(kind);
  });
});

test('a plan without a model is the phase that holds the call', () => {
  expect(genaiKind('plan', null)).toBe('scope');
  expect(genaiKind('chat', null)).toBe('llm');
});

describe('Langfuse types', () => {
  test.each([
    ['generation', 'llm'],
    ['embedding', 'embedding'],
    ['retriever', 'retrieval'],
    ['tool', 'tool'],
    ['evaluator', 'verifier'],
    ['guardrail', 'verifier'],
    ['agent', 'scope'],
    ['chain', 'scope'],
    ['span', null],
    ['event', null],
    ['chat', null],
  ])('%s: %j', (type, kind) => {
    expect(langfuseKind(type)).toBe(kind);
  });
});

describe('shapes', () => {
  test.each([
    ['a model with tokens', { model: 'm', hasUsage: true, tool: 't' }, 'llm'],
    ['a model without tokens', { model: 'm' }, null],
    ['tokens without a model', { hasUsage: true }, null],
    ['a tool over HTTP', { tool: 't', transport: true }, 'tool'],
    ['HTTP named like a retrieval', { transport: true, name: 'POST /retrieve' }, 'transport'],
    ['a vector store', { vectorStore: true }, 'retrieval'],
    ['retriever', { name: 'DocRetriever' }, 'retrieval'],
    ['vector', { name: 'vector_query' }, 'retrieval'],
    ['search index', { name: 'search_index' }, 'retrieval'],
    ['knn', { name: 'kNN lookup' }, 'retrieval'],
    ['anything else', {}, null],
  ])('%s', (_, shape, kind) => {
    expect(shapeKind({ ...PLAIN, ...shape })).toBe(kind);
  });
});

describe('a span is', () => {
  type Said = Partial<Record<Authority, string>>;
  const of = (said: Said, more: Partial<SpanShape> = {}): string =>
    classify((authority) => said[authority] ?? null, { ...PLAIN, ...more });

  test('what it states, before what it carries', () => {
    expect(of({ 'gen_ai.operation.name': 'execute_tool' }, { model: 'm', hasUsage: true })).toBe(
      'tool',
    );
    expect(of({ 'langfuse.observation.type': 'chain' }, { tool: 't' })).toBe('scope');
  });

  test('what it carries, where the statement says nothing', () => {
    expect(of({ 'langfuse.observation.type': 'span' }, { tool: 't' })).toBe('tool');
    expect(of({ 'gen_ai.operation.name': 'unheard_of' }, { model: 'm', hasUsage: true })).toBe(
      'llm',
    );
    expect(of({})).toBe('plain');
  });

  test('what the first of several says that knows', () => {
    expect(of({ 'langfuse.observation.type': 'retriever', 'gen_ai.operation.name': 'chat' })).toBe(
      'retrieval',
    );
    expect(of({ 'langfuse.observation.type': 'span', 'gen_ai.operation.name': 'chat' })).toBe(
      'llm',
    );
    expect(of({ 'openinference.span.kind': 'chain', 'gen_ai.operation.name': 'chat' })).toBe(
      'scope',
    );
    expect(of({ 'gen_ai.operation.name': 'chat', 'traceloop.span.kind': 'tool' })).toBe('llm');
  });

  test.each([
    [
      'openinference.span.kind',
      'llm embedding retriever reranker tool guardrail evaluator agent chain prompt',
      'llm embedding retrieval rerank tool verifier verifier scope scope scope',
    ],
    [
      'langsmith.span.kind',
      'llm tool retriever embedding chain prompt parser',
      'llm tool retrieval embedding scope scope scope',
    ],
    [
      'ai.operationId',
      'ai.generatetext.dogenerate ai.streamtext.dostream ai.embedmany.doembed ai.rerank.dorerank ai.toolcall ai.streamtext ai.generateobject ai.embed',
      'llm llm embedding rerank tool scope scope scope',
    ],
    [
      'traceloop.span.kind',
      'workflow task agent tool session unknown',
      'scope scope scope tool scope plain',
    ],
    [
      'llm.request.type',
      'chat completion rerank embedding other',
      'llm llm rerank embedding plain',
    ],
  ] as const)('by %s', (authority, said, kinds) => {
    expect(
      said
        .split(' ')
        .map((each) => of({ [authority]: each }))
        .join(' '),
    ).toBe(kinds);
  });
});

describe('the role of a name', () => {
  const VERIFIERS =
    'verify Verification critic LLM-judge grader guardrails moderation fact-checker factcheck ' +
    'evaluate validate self_reflect verify_rerank';
  const COMPACTIONS =
    'compact compaction condense_chat trim_history trimhistory summarize_history ' +
    'summarise-the-conversation memory_summary';
  const NONE = 'critical summarize summarize_document plan router ranker';

  test.each([
    ...VERIFIERS.split(' ').map((name) => [name, 'verifier'] as const),
    ...COMPACTIONS.split(' ').map((name) => [name, 'compaction'] as const),
    ['reranker', 'rerank'] as const,
    ['retrieve_docs', 'retrieval'] as const,
    ...NONE.split(' ').map((name) => [name, null] as const),
  ])('%s: %j', (name, role) => {
    expect([roleOfName(name), roleOfName(name)]).toEqual([role, role]);
  });
});

describe('a meaningful name', () => {
  const of = (
    name: string,
    operation: string | null = null,
    model: string | null = null,
  ): unknown => meaningfulName({ name, operation, model });

  test.each([
    ['write reply', 'write reply'],
    ['planner', 'planner'],
    ['step_by_step', 'step_by_step'],
    ['chatbot', 'chatbot'],
    ['', null],
    ['step', null],
    ['Step 12', null],
    ['turn-3', null],
    ['iteration', null],
    ['attempt #2', null],
    ['ChatCompletion', null],
    ['chat completions', null],
    ['openai.responses.create', null],
    ['azure-openai chat', null],
    ['google gemini generate', null],
    ['messages', null],
    ['llm call', null],
    ['Embeddings', null],
    ['model', null],
    ['running tool: get_weather', 'get_weather'],
    ['joke_agent run', 'joke_agent'],
    ['dry run', 'dry run'],
    ['agent_run [hello_agent]', 'hello_agent'],
    ['171105b7-59dd-49c0-9677-0b95395aa46a', null],
    ['task_171105b7-59dd-49c0-9677-0b95395aa46a', 'task'],
    ['171105b7-59dd-49c0-9677', '171105b7-59dd-49c0-9677'],
    ['call_llm', null],
    ['execute_event_loop_cycle', null],
    ['Cycle 0f8fad5b-d9cb-469f-a165-70867728950e', null],
    ['Cycle count', 'Cycle count'],
    ['Model invoke', null],
    ['litellm_request', null],
    ['LangGraph', null],
    ['RunnableLambda', null],
    ['ChatOpenAI', null],
    ['ai.streamText.doStream', null],
  ])('of %j is %j', (name, expected) => {
    expect(of(name)).toBe(expected);
  });

  test('is none that only repeats the operation or the model', () => {
    expect(of('chat gpt', 'chat', 'other')).toBeNull();
    expect(of('Chat gpt', 'chat', 'other')).toBeNull();
    expect(of('invoke_agent', 'invoke_agent')).toBeNull();
    expect(of('invoke_agent ', 'invoke_agent')).toBeNull();
    expect(of('invoke_agent gpt', 'invoke_agent', 'gpt')).toBeNull();
    expect(of('gpt', null, 'gpt')).toBeNull();
  });

  test('is none that names the model under another convention', () => {
    expect(of('chat gpt-4o', 'generation', 'gpt-4o-2024-08-06')).toBeNull();
    expect(of('chat room sync', 'span', null)).toBe('chat room sync');
    expect(of('execute_tool say_hello', 'tool')).toBe('say_hello');
  });

  test('is what follows the operation', () => {
    expect(of('invoke_agent support', 'invoke_agent', 'gpt')).toBe('support');
    expect(of('execute_tool  crm ', 'execute_tool')).toBe('crm');
    expect(of('retrieval kb', 'retrieval')).toBe('kb');
  });
});
