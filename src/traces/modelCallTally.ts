import type { Coverage } from './measurement.ts';
import type { Occurrence } from './occurrence.ts';
import type { Span } from './span.ts';

/** Also what goes to another thread. */
export type ModelCallState = Pick<Coverage, 'modelCalls' | 'unpricedCalls'>;

/** What successful chat calls report, under count. */
export class ModelCallTally {
  readonly #calls = { total: 0, ttft: 0, tokens: 0, reasoning: 0, effort: 0 };
  #unpriced = 0;

  addRun({ chats, model }: Occurrence): void {
    if (chats.length > 1 && model === null) this.#unpriced += chats.length;
    for (const call of chats) if (!call.failed) this.#addCall(call);
  }

  addState({ modelCalls, unpricedCalls }: ModelCallState): void {
    this.#calls.total += modelCalls.total;
    this.#calls.ttft += modelCalls.ttft;
    this.#calls.tokens += modelCalls.tokens;
    this.#calls.reasoning += modelCalls.reasoning;
    this.#calls.effort += modelCalls.effort;
    this.#unpriced += unpricedCalls;
  }

  result(): ModelCallState {
    return { modelCalls: this.#calls, unpricedCalls: this.#unpriced };
  }

  #addCall({ ttftMs, usage, effort }: Span): void {
    this.#calls.total += 1;
    if (ttftMs !== null) this.#calls.ttft += 1;
    if (usage !== null) this.#calls.tokens += 1;
    if (usage !== null && usage.reasoning !== null) this.#calls.reasoning += 1;
    if (effort !== null) this.#calls.effort += 1;
  }
}
