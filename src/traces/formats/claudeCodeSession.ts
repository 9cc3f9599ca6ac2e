import { claudeCodeCall, claudeCodeRequest, claudeCodeTool } from './claudeCodeSpans.ts';
import type { EmitSpan } from './format.ts';

/** What one line of a session says. */
export interface SessionFact {
  /** Nanoseconds since 1970, as text. */
  readonly at: string;
  readonly place: string;
  /** The subagent that says it; null is the agent itself. */
  readonly agent: string | null;
  readonly said:
    | { readonly type: 'prompt' | 'context' }
    | {
        readonly type: 'results';
        readonly results: readonly { readonly tool: string; readonly failed: boolean }[];
        /** The subagent whose work this is the result of. */
        readonly agent: string | null;
      }
    | ({ readonly type: 'answer' } & Answer);
}

/** One line of an API message, which spans several; each repeats its usage so far. */
interface Answer {
  readonly call: string;
  readonly model: string | null;
  readonly usage: AnthropicUsage;
  readonly tools: readonly AskedTool[];
}

/** A tool that a message asks for. */
export interface AskedTool {
  readonly id: string;
  readonly name: string;
  /** The kind of subagent that it starts. */
  readonly subagent: string | null;
}

/** As Anthropic counts: cached and written tokens beside the input. */
export interface AnthropicUsage {
  readonly input: number | null;
  readonly output: number | null;
  readonly cached: number | null;
  readonly written: number | null;
}

/** A call of the model. */
export interface SessionCall {
  readonly startNs: string | null;
  endNs: string;
  readonly model: string | null;
  usage: AnthropicUsage;
  /** Of the agent itself, no subagent. */
  readonly isOwn: boolean;
  /** The tool that its subagent works for. */
  readonly tool: string | null;
  readonly place: string;
}

/** A tool runs from the line that asks for it to the line with its result. */
export interface SessionTool extends Omit<AskedTool, 'id'> {
  readonly startNs: string;
  endNs: string | null;
  failed: boolean;
  readonly tool: string | null;
  readonly place: string;
}

/** From what the user typed to the last answer before the next; without a start where that is not known. */
export interface SessionTurn {
  readonly startNs: string | null;
  endNs: string;
  readonly place: string;
  readonly calls: Map<string, SessionCall>;
  readonly tools: Map<string, SessionTool>;
  /** When the model could begin: the prompt, or the last result it was given; by agent. */
  readonly ready: Map<string | null, string>;
  /** The tools that subagents work for. */
  readonly toolsFor: Map<string, string | null>;
}

/** One session, its subagents' lines among those of the agent itself. */
export class ClaudeCodeSession {
  readonly #turns: SessionTurn[] = [];
  /** Of subagents, which may work on when the next prompt has come. */
  readonly #turnOf = new Map<string, SessionTurn>();
  /** By subagent, from the results that name it. */
  readonly #toolOf = new Map<string, string>();

  constructor(facts: readonly SessionFact[]) {
    for (const { said } of facts)
      if (said.type === 'results' && said.agent !== null)
        this.#toolOf.set(said.agent, said.results[0]?.tool ?? '');
    for (const fact of facts.toSorted(byTime)) this.#read(fact);
  }

  /** A turn that nobody answered is no request. */
  emit(emit: EmitSpan): void {
    for (const turn of this.#turns) {
      const [first] = turn.calls.keys();
      if (first === undefined) continue;
      if (turn.startNs !== null) emit(claudeCodeRequest(first, turn), null, turn.place);
      for (const [id, call] of turn.calls) emit(claudeCodeCall(first, id, call), null, call.place);
      for (const [id, tool] of turn.tools) emit(claudeCodeTool(first, id, tool), null, tool.place);
    }
  }

  #read(fact: SessionFact): void {
    const { at, agent, said } = fact;
    if (said.type === 'prompt' && agent === null) {
      this.#open(fact, at);
      return;
    }
    const turn = this.#turnFor(fact);
    if (said.type === 'answer') addAnswer(turn, fact, said, this.#toolFor(turn, agent));
    else if (said.type === 'results')
      for (const { tool, failed } of said.results) finishTool(turn, tool, at, failed);
    // The model reads a summary or an expansion before it answers, whoever it was written for.
    if (said.type !== 'context' || turn.ready.has(agent)) turn.ready.set(agent, at);
  }

  #open({ at, place }: SessionFact, startNs: string | null): SessionTurn {
    const turn: SessionTurn = {
      startNs,
      endNs: at,
      place,
      calls: new Map(),
      tools: new Map(),
      ready: new Map(startNs === null ? [] : [[null, startNs]]),
      toolsFor: new Map(),
    };
    this.#turns.push(turn);
    return turn;
  }

  /** Where the beginning of a session is missing, a turn that has none. */
  #turnFor(fact: SessionFact): SessionTurn {
    const known = fact.agent === null ? undefined : this.#turnOf.get(fact.agent);
    const turn = known ?? this.#turns.at(-1) ?? this.#open(fact, null);
    if (fact.agent !== null) this.#turnOf.set(fact.agent, turn);
    return turn;
  }

  /** The tool that a subagent works for: as its result says, else the last one without a result. */
  #toolFor(turn: SessionTurn, agent: string | null): string | null {
    if (agent === null) return null;
    const known = turn.toolsFor.get(agent);
    if (known !== undefined) return known;
    const tool = this.#toolOf.get(agent) ?? openTool(turn);
    turn.toolsFor.set(agent, tool);
    return tool;
  }
}

/** Nanoseconds of this age all have 19 digits. */
function byTime(a: SessionFact, b: SessionFact): number {
  return a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
}

function addAnswer(
  turn: SessionTurn,
  { at, agent, place }: SessionFact,
  { call, model, usage, tools }: Answer,
  tool: string | null,
): void {
  const known = turn.calls.get(call);
  if (known === undefined) {
    const startNs = turn.ready.get(agent) ?? (agent === null ? null : turn.startNs);
    turn.calls.set(call, { startNs, endNs: at, model, usage, isOwn: agent === null, tool, place });
  } else {
    known.endNs = at;
    known.usage = {
      input: usage.input ?? known.usage.input,
      output: usage.output ?? known.usage.output,
      cached: usage.cached ?? known.usage.cached,
      written: usage.written ?? known.usage.written,
    };
  }
  if (agent === null) turn.endNs = at;
  for (const { id, ...named } of tools)
    if (!turn.tools.has(id))
      turn.tools.set(id, { ...named, startNs: at, endNs: null, failed: false, tool, place });
}

function finishTool(turn: SessionTurn, id: string, at: string, failed: boolean): void {
  const tool = turn.tools.get(id);
  if (tool === undefined) return;
  tool.endNs = at;
  tool.failed = failed;
}

function openTool(turn: SessionTurn): string | null {
  const open = [...turn.tools].filter(([, { endNs, tool }]) => endNs === null && tool === null);
  return open.at(-1)?.[0] ?? null;
}
