import { asList, asRecord, type JsonRecord } from '../json.ts';
import { HeldRows } from '../spill/heldRows.ts';
import { claudeCodeTurn, type ClaudeCodeEvent } from './claudeCodeTurn.ts';
import type { EmitSpan, Format, FormatReader } from './format.ts';
import { pickText } from './records.ts';
import { nanosOfAny, nanosOfIso } from './times.ts';

/**
 * OTLP logs of Claude Code and the Claude Agent SDK, which are on by default where telemetry is: an event
 * for each prompt, call and tool (code.claude.com/docs/en/monitoring-usage, "Events"). Events of a span
 * are left to the spans, which tell the same.
 */
export const claudeCodeEvents: Format = {
  name: 'claude-code-events',
  label: 'Claude Code events',
  matches: (document) => recordsIn(document).some((record) => eventOf(record) !== null),
  open: (emit) => new EventReader(emit),
};

/** Events that take time, and the one that begins a request. */
const TAKEN = /^(?:claude_code\.)?(user_prompt|api_request|api_error|tool_result)$/;

export class EventReader implements FormatReader {
  readonly #emit: EmitSpan;
  readonly #events: HeldRows<{ readonly prompt: string; readonly event: ClaudeCodeEvent }>;

  /** @param most events to keep in memory */
  constructor(emit: EmitSpan, most?: number) {
    this.#emit = emit;
    this.#events = new HeldRows(most);
  }

  read(document: unknown, place: string): void {
    for (const record of recordsIn(document)) {
      const event = eventOf(record);
      if (event === null) continue;
      const { prompt, ...said } = event;
      this.#events.add(prompt, { prompt, event: { ...said, place } });
    }
  }

  end(): void {
    for (const rows of this.#events.groups()) {
      const prompts = new Map<string, ClaudeCodeEvent[]>();
      for (const { prompt, event } of rows) {
        const events = prompts.get(prompt);
        if (events === undefined) prompts.set(prompt, [event]);
        else events.push(event);
      }
      for (const [prompt, events] of prompts)
        for (const { span, place } of claudeCodeTurn(prompt, events)) this.#emit(span, null, place);
    }
  }
}

function recordsIn(document: unknown): JsonRecord[] {
  return asList(asRecord(document)?.['resourceLogs'])
    .flatMap((resource) => asList(asRecord(resource)?.['scopeLogs']))
    .flatMap((scope) => asList(asRecord(scope)?.['logRecords']))
    .map(asRecord)
    .filter((record) => record !== null);
}

/** Null for what is no event of a request, or belongs to a span. */
function eventOf(
  record: JsonRecord,
): (Omit<ClaudeCodeEvent, 'place'> & { readonly prompt: string }) | null {
  const body = pickText(asRecord(record['body']) ?? {}, 'stringValue') ?? '';
  const kind = body.startsWith('claude_code.') ? TAKEN.exec(body)?.[1] : undefined;
  if (kind === undefined || !/^0*$/.test(String(record['traceId'] ?? ''))) return null;
  const said = attributesIn(record['attributes']);
  const session = pickText(said, 'session.id') ?? '';
  return {
    kind: kind as ClaudeCodeEvent['kind'],
    prompt: pickText(said, 'prompt.id') ?? `session ${session}`,
    at: nanosOfIso(said['event.timestamp']) ?? nanosOfAny(record['timeUnixNano']),
    said: Object.fromEntries(KEPT.flatMap((key) => (key in said ? [[key, said[key]]] : []))),
  };
}

/** What is taken of an event: no text that anybody wrote. */
const KEPT = [
  'event.sequence',
  'duration_ms',
  'ttft_ms',
  'model',
  'effort',
  'query_source',
  'input_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_creation_tokens',
  'cost_usd',
  'request_id',
  'tool_name',
  'tool_use_id',
  'success',
] as const;

function attributesIn(list: unknown): JsonRecord {
  return Object.fromEntries(
    asList(list).flatMap((entry) => {
      const attribute = asRecord(entry);
      const [value] = Object.values(asRecord(attribute?.['value']) ?? {});
      return typeof attribute?.['key'] === 'string' ? [[attribute['key'], value]] : [];
    }),
  );
}
