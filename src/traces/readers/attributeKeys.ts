/** Attributes that take few values: spans that agree in them share their traits. */
const SHARED = [
  'gen_ai.operation.name',
  'gen_ai.agent.name',
  'gen_ai.tool.name',
  'gen_ai.data_source.id',
  'gen_ai.request.model',
  'gen_ai.response.model',
  'gen_ai.request.reasoning.level',
  'gen_ai.request.reasoning_effort',
  'gen_ai.request.reasoning.effort',
  'langfuse.observation.type',
  'langfuse.observation.level',
  'langfuse.observation.model.name',
  'langfuse.observation.model.parameters',
  'langfuse.internal.is_app_root',
  'openinference.span.kind',
  'llm.model_name',
  'llm.output_model_name',
  'embedding.model_name',
  'reranker.model_name',
  'llm.invocation_parameters',
  'tool.name',
  'agent.name',
  'ai.operationId',
  'ai.telemetry.functionId',
  'ai.telemetry.metadata.effort',
  'ai.telemetry.metadata.reasoningEffort',
  'ai.model.id',
  'ai.response.model',
  'ai.toolCall.name',
  'traceloop.span.kind',
  'traceloop.entity.name',
  'traceloop.workflow.name',
  'llm.request.type',
  'langsmith.span.kind',
  'budget.component',
  'budget.kind',
  'budget.source',
  'budget.signature',
  'mcp.method.name',
  'error.type',
  'db.system',
  'db.system.name',
  'http.request.method',
  'http.method',
  'rpc.system',
  'messaging.system',
  'tool_name',
  'subagent_type',
  'query_source',
  'model',
  'effort',
  'success',
] as const;

/** Attributes whose value is a span's own. */
const OWN = [
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.prompt_tokens',
  'gen_ai.usage.output_tokens',
  'gen_ai.usage.completion_tokens',
  'gen_ai.usage.cache_read.input_tokens',
  'gen_ai.usage.cache_read_input_tokens',
  'gen_ai.usage.cache_write.input_tokens',
  'gen_ai.usage.cache_creation.input_tokens',
  'gen_ai.usage.cache_creation_input_tokens',
  'gen_ai.usage.cache_write_input_tokens',
  'gen_ai.usage.reasoning.output_tokens',
  'gen_ai.usage.reasoning_tokens',
  'gen_ai.usage.details.cache_read_tokens',
  'gen_ai.usage.details.cached_tokens',
  'gen_ai.usage.details.cache_write_tokens',
  'gen_ai.usage.details.reasoning_tokens',
  'gen_ai.usage.experimental.reasoning_tokens',
  'gen_ai.response.time_to_first_chunk',
  'gen_ai.client.operation.time_to_first_chunk',
  'gen_ai.server.time_to_first_token',
  'gen_ai.latency.time_to_first_token',
  'langfuse.observation.usage_details',
  'langfuse.observation.completion_start_time',
  'langfuse.observation.cost_details',
  'llm.token_count.prompt',
  'llm.token_count.completion',
  'llm.token_count.prompt_details.cache_read',
  'llm.token_count.prompt_details.cache_input',
  'llm.token_count.prompt_details.cache_write',
  'llm.token_count.completion_details.reasoning',
  'llm.cost.total',
  'gen_ai.usage.cost',
  'operation.cost',
  'gen_ai.cost.total_cost',
  'gen_ai.usage.input_cost',
  'gen_ai.usage.output_cost',
  'ai.usage.inputTokens',
  'ai.usage.promptTokens',
  'ai.usage.tokens',
  'ai.usage.outputTokens',
  'ai.usage.completionTokens',
  'ai.usage.cachedInputTokens',
  'ai.usage.inputTokenDetails.cacheReadTokens',
  'ai.usage.inputTokenDetails.cacheWriteTokens',
  'ai.usage.reasoningTokens',
  'ai.usage.outputTokenDetails.reasoningTokens',
  'ai.response.msToFirstChunk',
  'ai.stream.msToFirstChunk',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_creation_tokens',
  'ttft_ms',
] as const;

export type SharedKey = (typeof SHARED)[number];

export type OwnKey = (typeof OWN)[number];

/** How many values of its own a span can have. */
export const OWN_COUNT = OWN.length;

/** Where the values of these attributes stand among a span's own. */
export function slotsOf(...keys: readonly OwnKey[]): readonly number[] {
  return keys.map((key) => OWN.indexOf(key));
}

/** All attributes that are looked at, the user's own ones too; an own one stands in its slot. */
export function keysInUse(extra: readonly string[]): {
  readonly shared: readonly string[];
  readonly own: readonly string[];
} {
  const own: ReadonlySet<string> = new Set(OWN);
  return { shared: [...new Set([...extra, ...SHARED])].filter((key) => !own.has(key)), own: OWN };
}

/** What is to be done with an attribute. */
export interface AttributeKey {
  readonly name: string;
  readonly role: 'shared' | 'own' | 'dropped';
  /** Of an own attribute; -1 for the others. */
  readonly slot: number;
  /** The last two keys that came after this one: instrumentations write in a fixed order. */
  next: AttributeKey | null;
  nextBefore: AttributeKey | null;
}

/** So many keys that are dropped are remembered; nobody but a fuzzer has more. */
const DROPPED_LIMIT = 1000;

/**
 * Finds what to do with an attribute. No prompts, outputs, arguments, documents or metadata: the two
 * lists above are the privacy promise.
 */
export class AttributeKeys {
  readonly #start = attributeKey('', 'dropped');
  readonly #known = new Map<string, AttributeKey>();
  readonly #limit: number;
  #last = this.#start;

  /** @param extra attributes that the user's own rules look at */
  constructor(extra: readonly string[] = []) {
    for (const name of [...extra, ...SHARED]) this.#known.set(name, attributeKey(name, 'shared'));
    OWN.forEach((name, slot) => this.#known.set(name, attributeKey(name, 'own', slot)));
    this.#limit = this.#known.size + DROPPED_LIMIT;
  }

  /** The next keys are those of another span. */
  restart(): void {
    this.#last = this.#start;
  }

  find(name: string): AttributeKey {
    const last = this.#last;
    const { next, nextBefore } = last;
    this.#last =
      next?.name === name ? next : nextBefore?.name === name ? nextBefore : this.#lookUp(name);
    if (this.#last !== next) {
      last.nextBefore = next;
      last.next = this.#last;
    }
    return this.#last;
  }

  #lookUp(name: string): AttributeKey {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const key = attributeKey(name, 'dropped');
    if (this.#known.size < this.#limit) this.#known.set(name, key);
    return key;
  }
}

function attributeKey(name: string, role: AttributeKey['role'], slot = -1): AttributeKey {
  return { name, role, slot, next: null, nextBefore: null };
}
