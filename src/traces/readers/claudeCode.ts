import type { SpanKind } from '../kinds/spanKind.ts';
import type { SpanTraits, Usage } from '../span.ts';
import { slotsOf } from './attributeKeys.ts';
import { numberIn, type OwnValues } from './attributes.ts';
import { textOf, type SharedAttributes } from './shapes.ts';

/**
 * Spans of Claude Code and of the Claude Agent SDK, which follow no convention but their own
 * (code.claude.com/docs/en/monitoring-usage, "Traces", version 2.1).
 */
const KINDS: ReadonlyMap<string, SpanKind> = new Map([
  ['claude_code.interaction', 'scope'],
  ['claude_code.llm_request', 'llm'],
  ['claude_code.tool', 'tool'],
]);

/** Where a call comes from that serves the conversation itself. */
const CONVERSATION = /^(?:repl_main_thread|sdk)\b/;

/**
 * What such a span is, whatever else its attributes say; nothing of all other spans. The parts of a
 * tool's run (its execution, the wait for a permission) and hooks are plain.
 */
export function claudeCodeTraits(name: string, attributes: SharedAttributes): Partial<SpanTraits> {
  if (!name.startsWith('claude_code.')) return {};
  const source = textOf(attributes, 'query_source');
  const isOwn =
    name === 'claude_code.interaction' || (source !== null && CONVERSATION.test(source));
  const success = attributes.values.get('success');
  return {
    source: 'Claude Code',
    kind: KINDS.get(name) ?? 'plain',
    agent: isOwn ? 'claude-code' : textOf(attributes, 'subagent_type'),
    tool: textOf(attributes, 'tool_name'),
    model: textOf(attributes, 'gen_ai.request.model', 'model'),
    effort: textOf(attributes, 'effort')?.toLowerCase() ?? null,
    meaning: purposeOf(source),
    ...(success === false || success === 'false' ? { failed: true } : {}),
  };
}

/** What a call is for where it does not serve the conversation: `compact`, or the end of `agent:builtin:Explore`. */
function purposeOf(source: string | null): string | null {
  if (source === null || CONVERSATION.test(source)) return null;
  return source.startsWith('agent:') ? (source.split(':').at(-1) ?? null) : source;
}

const INPUT = slotsOf('input_tokens');
const OUTPUT = slotsOf('output_tokens');
const CACHED = slotsOf('cache_read_tokens');
const WRITTEN = slotsOf('cache_creation_tokens');

/** Tokens by Claude Code's bare names: cached and written ones beside the input, as Anthropic counts. */
export function claudeCodeUsage(own: OwnValues): Usage | null {
  const input = numberIn(own, INPUT);
  const output = numberIn(own, OUTPUT);
  if (input === null && output === null) return null;
  const cached = numberIn(own, CACHED);
  const written = numberIn(own, WRITTEN);
  return {
    input: input === null ? null : input + (cached ?? 0) + (written ?? 0),
    cached,
    written,
    output,
    reasoning: null,
  };
}
