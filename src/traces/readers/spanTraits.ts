import { classify, firstStatement, type Statements } from '../classify.ts';
import { asText } from '../json.ts';
import type { SpanKind } from '../kinds/spanKind.ts';
import { meaningfulName, plainName } from '../meaningfulName.ts';
import { RULE_KINDS, verdictOf, type Rule, type RuleVerdict } from '../rules/rule.ts';
import type { Source, SpanTraits } from '../span.ts';
import { claudeCodeTraits } from './claudeCode.ts';
import { effortOf } from './effort.ts';
import { modelOf } from './model.ts';
import { attributesOf, BRANCH, textOf, type Shape, type SharedAttributes } from './shapes.ts';

const VECTOR_STORES = /pinecone|qdrant|weaviate|milvus|chroma|pgvector|lancedb|vespa/i;

const TRANSPORT = ['http.request.method', 'http.method', 'rpc.system', 'messaging.system'] as const;

/** The traits of spans of this shape, worked out once. */
export function traitsOf(shape: Shape, hasUsage: boolean, rules: readonly Rule[] = []): SpanTraits {
  const at = hasUsage ? 1 : 0;
  return (shape.traits[at] ??= describe(attributesOf(shape), hasUsage, rules));
}

function describe(
  attributes: SharedAttributes,
  hasUsage: boolean,
  rules: readonly Rule[],
): SpanTraits {
  const name = String(attributes.values.get(BRANCH.name) ?? '');
  const verdict = rulings(attributes, name, rules);
  const stated = sourceOf(attributes);
  const source = verdict?.kind && stated === 'plain' ? 'your rules' : stated;
  const statements: Statements = (key) => textOf(attributes, key)?.toLowerCase() ?? null;
  const tool =
    textOf(attributes, 'gen_ai.tool.name', 'ai.toolCall.name', 'tool.name') ??
    traceloopTool(attributes) ??
    mcpTool(name, attributes);
  const model = modelOf(attributes);
  const transport = TRANSPORT.some((key) => attributes.values.has(key));
  const vectorStore = VECTOR_STORES.test(textOf(attributes, 'db.system.name', 'db.system') ?? '');
  const shape = { name, model, hasUsage, tool, transport, vectorStore };
  const operation = firstStatement(statements);
  return {
    name,
    source,
    kind: classify(statements, shape),
    component: verdict?.component ?? null,
    operation,
    // Microsoft's agent framework gives an agent without a name an id in its place.
    agent: plainName(agentOf(attributes, source)),
    tool,
    dataSource: textOf(attributes, 'gen_ai.data_source.id'),
    model,
    effort: effortOf(attributes),
    meaning: transport
      ? null
      : meaningfulName({ name: ownName(name, attributes), operation, model }),
    failed: isFailed(attributes),
    entry: isEntry(attributes),
    clock: String(attributes.values.get(BRANCH.clock) ?? ''),
    detached: attributes.values.get(BRANCH.kind) === 'consumer',
    signature: textOf(attributes, 'budget.signature') ?? '',
    ...claudeCodeTraits(name, attributes),
    ...(verdict?.kind ? { kind: verdict.kind } : {}),
  };
}

/** The user's rules, then what the program itself wrote on the span for this purpose. */
function rulings(
  attributes: SharedAttributes,
  name: string,
  rules: readonly Rule[],
): RuleVerdict | null {
  const verdict = verdictOf(rules, name, (key) => {
    const value = attributes.values.get(key);
    return value === undefined ? null : String(value);
  });
  const component = verdict?.component ?? textOf(attributes, 'budget.component');
  const kind = verdict?.kind ?? kindOf(textOf(attributes, 'budget.kind'));
  return component === null && kind === null ? null : { component, kind };
}

function kindOf(text: string | null): SpanKind | null {
  const known = RULE_KINDS.find((each) => each === text);
  return known === undefined ? null : known === 'ignore' ? 'transport' : known;
}

/** Traceloop names its spans `{entity}.{kind}`. */
function ownName(name: string, attributes: SharedAttributes): string {
  return textOf(attributes, 'traceloop.entity.name') ?? name;
}

/** Traceloop copies the agent's name onto every span inside it; only the agent's own span is it. */
function agentOf(attributes: SharedAttributes, source: Source): string | null {
  if (source === 'Traceloop') {
    const isAgent = textOf(attributes, 'traceloop.span.kind')?.toLowerCase() === 'agent';
    return isAgent ? textOf(attributes, 'traceloop.entity.name', 'gen_ai.agent.name') : null;
  }
  return textOf(attributes, 'gen_ai.agent.name', 'agent.name', 'ai.telemetry.functionId');
}

function traceloopTool(attributes: SharedAttributes): string | null {
  return textOf(attributes, 'traceloop.span.kind')?.toLowerCase() === 'tool'
    ? textOf(attributes, 'traceloop.entity.name')
    : null;
}

/** An MCP client names its spans `tools/call <tool>`. */
function mcpTool(name: string, attributes: SharedAttributes): string | null {
  if (textOf(attributes, 'mcp.method.name') !== 'tools/call') return null;
  return asText(name.replace(/^tools\/call\s*/, '')) ?? 'mcp-tool';
}

/** What the span itself says beats what its instrumentation copied from elsewhere. */
function sourceOf({ values }: SharedAttributes): Source {
  const stated = values.get('budget.source');
  if (stated === 'gateway') return 'gateway log';
  if (stated === 'trace') return 'trace object';
  if (values.has('langfuse.observation.type')) return 'Langfuse';
  if (values.has('openinference.span.kind')) return 'OpenInference';
  if (values.has('langsmith.span.kind')) return 'LangSmith';
  if (values.has('traceloop.span.kind') || values.has('traceloop.workflow.name'))
    return 'Traceloop';
  if (values.has('ai.operationId') || values.get(BRANCH.scope) === 'ai') return 'AI SDK 4-6';
  if (values.has('mcp.method.name')) return 'OTel GenAI';
  for (const key of values.keys()) if (key.startsWith('gen_ai.')) return 'OTel GenAI';
  return 'plain';
}

/** Langfuse reports failures in its own attribute and leaves the OTLP status unset. */
function isFailed(attributes: SharedAttributes): boolean {
  return (
    attributes.values.has('error.type') ||
    textOf(attributes, 'langfuse.observation.level') === 'ERROR'
  );
}

function isEntry({ values }: SharedAttributes): boolean {
  const root = values.get('langfuse.internal.is_app_root');
  return root === true || root === 'true';
}
