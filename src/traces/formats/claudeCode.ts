import { asList, asRecord, type JsonRecord } from '../json.ts';
import { HeldRows } from '../spill/heldRows.ts';
import { ClaudeCodeSession, type AskedTool, type SessionFact } from './claudeCodeSession.ts';
import type { EmitSpan, Format, FormatReader } from './format.ts';
import { has, pickNumber, pickRecord, pickText } from './records.ts';
import { nanosOfIso } from './times.ts';

/**
 * Session files of Claude Code: one JSON line per message block, subagents in files of their own below
 * `<session>/subagents/`. Files come in any order, so that a session waits until all are read.
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

export class SessionReader implements FormatReader {
  readonly #emit: EmitSpan;
  readonly #facts: HeldRows<{ readonly session: string; readonly fact: SessionFact }>;

  /** @param most lines to keep in memory */
  constructor(emit: EmitSpan, most?: number) {
    this.#emit = emit;
    this.#facts = new HeldRows(most);
  }

  read(document: unknown, place: string): void {
    const line = asRecord(document);
    const at = nanosOfIso(line?.['timestamp']);
    const message = asRecord(line?.['message']);
    if (line === null || at === null || message === null) return;
    const said = saidBy(line, message);
    if (said === null) return;
    const session = String(line['sessionId']);
    this.#facts.add(session, { session, fact: { at, place, agent: agentOf(line), said } });
  }

  end(): void {
    for (const rows of this.#facts.groups()) {
      const sessions = new Map<string, SessionFact[]>();
      for (const { session, fact } of rows) {
        const facts = sessions.get(session);
        if (facts === undefined) sessions.set(session, [fact]);
        else facts.push(fact);
      }
      for (const facts of sessions.values()) new ClaudeCodeSession(facts).emit(this.#emit);
    }
  }
}

/** The subagent that wrote the line; older versions, which ran one at a time, gave it no id. */
function agentOf(line: JsonRecord): string | null {
  return line['isSidechain'] === true ? (pickText(line, 'agentId') ?? 'subagent') : null;
}

/** What of a line matters here: no text that anybody wrote. */
function saidBy(line: JsonRecord, message: JsonRecord): SessionFact['said'] | null {
  if (line['type'] === 'assistant') return answer(line, message);
  if (line['type'] !== 'user') return null;
  const results = asList(message['content'])
    .map(asRecord)
    .flatMap((part) => (part?.['type'] === 'tool_result' ? [part] : []));
  if (results.length > 0)
    return {
      type: 'results',
      results: results.map((part) => ({
        tool: String(part['tool_use_id']),
        failed: part['is_error'] === true,
      })),
      agent: pickText(pickRecord(line, 'toolUseResult'), 'agentId'),
    };
  // What the program put in for the user: expansions of commands, and summaries of what came before.
  const isOwn = line['isMeta'] === true || line['isCompactSummary'] === true;
  return { type: isOwn ? 'context' : 'prompt' };
}

/** Messages of the program itself, `<synthetic>`, are no calls. */
function answer(line: JsonRecord, message: JsonRecord): SessionFact['said'] | null {
  const model = pickText(message, 'model');
  if (model === '<synthetic>') return null;
  const usage = pickRecord(message, 'usage');
  return {
    type: 'answer',
    call: pickText(message, 'id') ?? String(line['uuid']),
    model,
    usage: {
      input: pickNumber(usage, 'input_tokens'),
      output: pickNumber(usage, 'output_tokens'),
      cached: pickNumber(usage, 'cache_read_input_tokens'),
      written: pickNumber(usage, 'cache_creation_input_tokens'),
    },
    tools: asList(message['content']).flatMap((part) => toolOf(asRecord(part))),
  };
}

function toolOf(part: JsonRecord | null): readonly AskedTool[] {
  const id = part?.['type'] === 'tool_use' ? pickText(part, 'id') : null;
  if (part === null || id === null) return [];
  // Of what a tool is given, only which kind of subagent it is to start.
  const subagent = pickText(pickRecord(part, 'input'), 'subagent_type');
  return [{ id, name: pickText(part, 'name') ?? 'tool', subagent }];
}
