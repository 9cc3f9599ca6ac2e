import { classify } from '../classify.ts';
import { asText } from '../json.ts';
import { meaningfulName } from '../meaningfulName.ts';
import type { Source, SpanTraits } from '../span.ts';
import { effortOf } from './effort.ts';
import { modelOf } from './model.ts';
import { attributesOf, BRANCH, textOf, type Shape, type SharedAttributes } from './shapes.ts';

const VECTOR_STORES = /pinecone|qdrant|weaviate|milvus|chroma|pgvector|lancedb|vespa/i;

const TRANSPORT = ['http.request.method', 'http.method', 'rpc.system', 'messaging.system'] as const;

/** The traits of spans of this shape, worked out once. */
export function traitsOf(shape: Shape, hasUsage: boolean): SpanTraits {
  const at = hasUsage ? 1 : 0;
  return (shape.traits[at] ??= describe(attributesOf(shape), hasUsage));
}

function describe(attributes: SharedAttributes, hasUsage: boolean): SpanTraits {
  const name = String(attributes.values.get(BRANCH.name) ?? '');
  const source = sourceOf(attributes);
  const operation =
    textOf(attributes, 'langfuse.observation.type', 'gen_ai.operation.name')?.toLowerCase() ?? null;
  const tool = textOf(attributes, 'gen_ai.tool.name') ?? mcpTool(name, attributes);
  const model = modelOf(attributes);
  const transport = TRANSPORT.some((key) => attributes.values.has(key));
  const vectorStore = VECTOR_STORES.test(textOf(attributes, 'db.system.name', 'db.system') ?? '');
  return {
    name,
    source,
    kind: classify({ name, source, operation, model, hasUsage, tool, transport, vectorStore }),
    operation,
    agent: textOf(attributes, 'gen_ai.agent.name'),
    tool,
    dataSource: textOf(attributes, 'gen_ai.data_source.id'),
    model,
    effort: effortOf(attributes),
    meaning: transport ? null : meaningfulName({ name, operation, model }),
    failed: isFailed(attributes),
    entry: isEntry(attributes),
  };
}

/** An MCP client names its spans `tools/call <tool>`. */
function mcpTool(name: string, attributes: SharedAttributes): string | null {
  if (textOf(attributes, 'mcp.method.name') !== 'tools/call') return null;
  return asText(name.replace(/^tools\/call\s*/, '')) ?? 'mcp-tool';
}

/** What the span itself says beats what its instrumentation copied from elsewhere. */
function sourceOf({ values, foreign }: SharedAttributes): Source {
  if (values.has('langfuse.observation.type')) return 'Langfuse';
  if (foreign !== null) return foreign;
  if (values.get(BRANCH.scope) === 'ai') return 'AI SDK 4-6';
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
