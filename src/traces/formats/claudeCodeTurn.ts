import type { JsonRecord } from '../json.ts';
import { otlpAttributes, otlpStatus, spanIdText, traceIdText } from './otlpWords.ts';
import { pickNumber, pickText } from './records.ts';
import { nanosAfter } from './times.ts';

/** One event of a request, told when it was over. */
export interface ClaudeCodeEvent {
  readonly kind: 'user_prompt' | 'api_request' | 'api_error' | 'tool_result';
  /** Nanoseconds since 1970, as text; null where it does not say. */
  readonly at: string | null;
  readonly said: JsonRecord;
  readonly place: string;
}

interface Placed {
  readonly span: JsonRecord;
  readonly place: string;
}

/** Tools that start subagents. */
const STARTS_AGENTS = /^(?:Agent|Task)$/;

/**
 * The events of one prompt in the words of Claude Code's own spans. A request runs from the prompt to the
 * last event; where the prompt is missing, its events are known and the request is not.
 */
export function claudeCodeTurn(prompt: string, events: readonly ClaudeCodeEvent[]): Placed[] {
  const traceId = traceIdText(`prompt ${prompt}`);
  const rootId = spanIdText(`prompt ${prompt}`);
  const runs = events.flatMap((event) =>
    event.kind === 'user_prompt' ? [] : [runOf(event, prompt)],
  );
  const agents = runs.filter(({ tool }) => tool !== null && STARTS_AGENTS.test(tool));
  const spans = runs.map((run) => ({
    place: run.place,
    span: { ...run.span, traceId, parentSpanId: starterOf(run, agents)?.span['spanId'] ?? rootId },
  }));
  const starts = events.filter(({ kind }) => kind === 'user_prompt');
  const [start] = starts;
  // Older versions do not say which prompt an event belongs to: a session then has several.
  const isOne = starts.every(({ at }) => at === start?.at);
  if (start === undefined || start.at === null || !isOne || runs.length === 0) return spans;
  const end = runs.reduce((latest, { at }) => (at > latest ? at : latest), start.at);
  const root = {
    traceId,
    spanId: rootId,
    name: 'claude_code.interaction',
    startTimeUnixNano: start.at,
    endTimeUnixNano: end,
    attributes: [],
  };
  return [{ span: root, place: start.place }, ...spans];
}

interface Run extends Placed {
  readonly at: string;
  readonly from: string;
  readonly tool: string | null;
  readonly isOfSubagent: boolean;
}

function runOf({ kind, at, said, place }: ClaudeCodeEvent, prompt: string): Run {
  const ms = pickNumber(said, 'duration_ms');
  const from = at === null || ms === null ? null : nanosAfter(at, -ms);
  const tool = kind === 'tool_result' ? (pickText(said, 'tool_name') ?? 'tool') : null;
  const failed = kind === 'api_error' || String(said['success']) === 'false';
  const { cost_usd: cost, ...attributes } = said;
  const id = pickText(said, 'tool_use_id', 'request_id') ?? pickText(said, 'event.sequence') ?? at;
  return {
    place,
    tool,
    at: at ?? '',
    from: from ?? '',
    isOfSubagent: pickText(said, 'query_source')?.startsWith('agent:') ?? false,
    span: {
      spanId: spanIdText(`${kind} ${prompt} ${id}`),
      name: tool === null ? 'claude_code.llm_request' : 'claude_code.tool',
      startTimeUnixNano: from,
      endTimeUnixNano: at,
      attributes: otlpAttributes({ ...attributes, 'gen_ai.usage.cost': cost }),
      status: otlpStatus(failed),
    },
  };
}

/** The tool that a subagent's call runs in. Nanoseconds of this age all have 19 digits. */
function starterOf(run: Run, agents: readonly Run[]): Run | undefined {
  return run.isOfSubagent
    ? agents.find((agent) => agent.from <= run.from && run.at <= agent.at)
    : undefined;
}
