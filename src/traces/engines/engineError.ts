/** Why traces cannot be measured although they may be fine, in one sentence for the user. */
export class EngineError extends Error {}
