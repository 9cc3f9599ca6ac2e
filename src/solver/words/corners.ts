import type { Corner } from '../candidate.ts';

/** What a corner is called in a sentence. */
export const CORNER_WORDS: Readonly<Record<Corner, string>> = {
  latency: 'latency',
  ttft: 'first token',
  progress: 'first progress',
  accuracy: 'accuracy',
  tools: 'tools',
  cost: 'cost',
};
