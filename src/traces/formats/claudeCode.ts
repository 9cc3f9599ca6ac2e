import { asList, asRecord, type JsonRecord } from '../json.ts';
import type { EmitSpan, Format, FormatReader } from './format.ts';
import { otlpAttributes, otlpStatus, spanIdText, traceIdText } from './otlpWords.ts';
import { has, pickNumber, pickText } from './records.ts';
import { nanosOfIso } from './times.ts';

/**
 * Session files of Claude Code: one JSON line per message block. A request runs from what the user
 * typed to the last answer before the next. One API message spans several lines with one `message.id`,
 * each repeating its usage; a tool runs from the line that asks for it to the line with its result.
 */
export const claudeCode: Format = {
  name: 'claude-code',
  label: 'Claude Code session',
  matches: (document) => {
    const line = asRecord(document);
    return (
      has(line, 'type', 'sessionId') ||
      has(line, 'type', 'leafUuid') ||
      has(line, 'messageId', 'snapshot')
    );
  },
  open: (emit) => new SessionReader(emit),
};

interface Turn {
  readonly traceId: string | null;
  readonly startNs: string;
  endNs: string;
  readonly place: string;
  readonly calls: Map<string, Call>;
  readonly tools: Map<string, Tool>;
  /** When the model could begin: the prompt, or the last result it was given; by branch. */
  readonly ready: Map<boolean, string>;
}

interface Call {
  readonly startNs: string;
  endNs: string;
  readonly model: string | null;
  usage: JsonRecord;
  readonly parent: string | null;
  readonly place: string;
}

interface Tool {
  readonly name: string;
  readonly startNs: string;
  endNs: string | null;
  failed: boolean;
  readonly parent: string | null;
  readonly place: string;
}

class SessionReader implements FormatReader {
  readonly #emit: EmitSpan;
  readonly #turns = new Map<string, Turn>();

  constructor(emit: EmitSpan) {
    this.#emit = emit;
  }

  read(document: unknown, place: string): void {
    const line = asRecord(document);
    const at = nanosOfIso(line?.['timestamp']);
    const message = asRecord(line?.['message']);
    if (line === null || at === null || message === null) return;
    const session = String(line['sessionId']);
    if (line['type'] === 'user') this.#user(session, line, message, at, place);
    else if (line['type'] === 'assistant') this.#assistant(session, line, message, at, place);
  }

  end(): void {
    for (const turn of this.#turns.values()) this.#close(turn);
    this.#turns.clear();
  }

  #user(session: string, line: JsonRecord, message: JsonRecord, at: string, place: string): void {
    const results = asList(message['content'])
      .map(asRecord)
      .filter((part) => part?.['type'] === 'tool_result');
    const turn = this.#turns.get(session);
    if (results.length > 0 && turn !== undefined) {
      for (const result of results) finishTool(turn, result, at);
      turn.ready.set(line['isSidechain'] === true, at);
    } else if (line['isSidechain'] === true) turn?.ready.set(true, at);
    else if (line['isMeta'] !== true) this.#open(session, String(line['uuid']), at, place);
  }

  #open(session: string, id: string, at: string, place: string): void {
    const before = this.#turns.get(session);
    if (before !== undefined) this.#close(before);
    this.#turns.set(session, {
      traceId: traceIdText(`${session} ${id}`),
      startNs: at,
      endNs: at,
      place,
      calls: new Map(),
      tools: new Map(),
      ready: new Map([[false, at]]),
    });
  }

  #assistant(
    session: string,
    line: JsonRecord,
    message: JsonRecord,
    at: string,
    place: string,
  ): void {
    const turn = this.#turns.get(session);
    const model = pickText(message, 'model');
    if (turn === undefined || model === '<synthetic>') return;
    const isSide = line['isSidechain'] === true;
    const parent = isSide ? openTool(turn) : null;
    const id = pickText(message, 'id') ?? String(line['uuid']);
    const known = turn.calls.get(id);
    const usage = asRecord(message['usage']) ?? {};
    if (known === undefined) {
      const startNs = turn.ready.get(isSide) ?? turn.startNs;
      turn.calls.set(id, { startNs, endNs: at, model, usage, parent, place });
    } else {
      known.endNs = at;
      known.usage = { ...known.usage, ...usage };
    }
    turn.ready.set(isSide, at);
    if (!isSide) turn.endNs = at;
    for (const part of asList(message['content']))
      startTool(turn, asRecord(part), { at, parent, place });
  }

  /** A turn that nobody answered is no request. */
  #close(turn: Turn): void {
    if (turn.calls.size === 0) return;
    const rootId = spanIdText(`${turn.traceId} turn`);
    const base = { traceId: turn.traceId };
    this.#emit(
      {
        ...base,
        spanId: rootId,
        name: 'claude-code',
        startTimeUnixNano: turn.startNs,
        endTimeUnixNano: turn.endNs,
        attributes: otlpAttributes({
          'gen_ai.operation.name': 'invoke_agent',
          'gen_ai.agent.name': 'claude-code',
        }),
      },
      null,
      turn.place,
    );
    for (const [id, call] of turn.calls)
      this.#emit({ ...base, ...callSpan(id, call, rootId) }, null, call.place);
    for (const [id, tool] of turn.tools)
      this.#emit({ ...base, ...toolSpan(id, tool, rootId) }, null, tool.place);
  }
}

function startTool(
  turn: Turn,
  part: JsonRecord | null,
  {
    at,
    parent,
    place,
  }: { readonly at: string; readonly parent: string | null; readonly place: string },
): void {
  const id = part?.['type'] === 'tool_use' ? pickText(part, 'id') : null;
  if (id === null || part === null || turn.tools.has(id)) return;
  turn.tools.set(id, {
    name: pickText(part, 'name') ?? 'tool',
    startNs: at,
    endNs: null,
    failed: false,
    parent,
    place,
  });
}

function finishTool(turn: Turn, result: JsonRecord | null, at: string): void {
  const tool = turn.tools.get(String(result?.['tool_use_id']));
  if (tool === undefined) return;
  tool.endNs = at;
  tool.failed = result?.['is_error'] === true;
}

/** A subagent works inside the tool call that started it: the last one without a result. */
function openTool(turn: Turn): string | null {
  const open = [...turn.tools].filter(([, tool]) => tool.endNs === null && tool.parent === null);
  return open.at(-1)?.[0] ?? null;
}

function callSpan(id: string, call: Call, rootId: string | null): JsonRecord {
  const cached = pickNumber(call.usage, 'cache_read_input_tokens');
  const written = pickNumber(call.usage, 'cache_creation_input_tokens');
  const input = pickNumber(call.usage, 'input_tokens');
  return {
    spanId: spanIdText(`call ${id}`),
    parentSpanId: call.parent === null ? rootId : spanIdText(`tool ${call.parent}`),
    name: `chat ${call.model ?? ''}`,
    startTimeUnixNano: call.startNs,
    endTimeUnixNano: call.endNs,
    attributes: otlpAttributes({
      'gen_ai.operation.name': 'chat',
      'gen_ai.response.model': call.model,
      // Anthropic counts cached tokens beside the input.
      'gen_ai.usage.input_tokens': input === null ? null : input + (cached ?? 0) + (written ?? 0),
      'gen_ai.usage.output_tokens': pickNumber(call.usage, 'output_tokens'),
      'gen_ai.usage.cache_read.input_tokens': cached,
      'gen_ai.usage.cache_creation.input_tokens': written,
    }),
  };
}

function toolSpan(id: string, tool: Tool, rootId: string | null): JsonRecord {
  return {
    spanId: spanIdText(`tool ${id}`),
    parentSpanId: tool.parent === null ? rootId : spanIdText(`tool ${tool.parent}`),
    name: `execute_tool ${tool.name}`,
    startTimeUnixNano: tool.startNs,
    endTimeUnixNano: tool.endNs,
    attributes: otlpAttributes({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': tool.name,
    }),
    status: otlpStatus(tool.failed),
  };
}
