/** A conversation whose calls all share a static prefix and resend the history. */
export interface ConversationShape {
  /** Static leading part of every prompt: system prompt, tools, fixed knowledge. */
  readonly prefix: number;
  /** New input per call: what the user says, what was looked up. */
  readonly fresh: number;
  readonly output: number;
  readonly calls: number;
}

/**
 * Input tokens of a whole conversation: T·S + T·u + (u+o)·T·(T−1)/2. Every call resends what was said
 * before, so they grow with the square of the number of calls.
 *
 * @example conversationInput({ prefix: 2000, fresh: 60, output: 200, calls: 4 }) // 9800
 */
export function conversationInput({ prefix, fresh, output, calls }: ConversationShape): number {
  return calls * (prefix + fresh) + ((fresh + output) * calls * (calls - 1)) / 2;
}

/** Average tokens of history in a call of a conversation. */
export function averageHistory({ fresh, output, calls }: ConversationShape): number {
  return ((fresh + output) * (calls - 1)) / 2;
}
