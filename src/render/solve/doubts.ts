import type { AgentResult, Architecture } from '../../solver/result.ts';
import { tooFewCallsWords } from '../tooFewCalls.ts';
import { tooCloseWords } from '../words.ts';

/** What keeps one from saying on which side of a limit these architectures are, each said once. */
export function doubts(
  { limits }: AgentResult,
  architectures: readonly Architecture[],
): readonly string[] {
  const words = architectures.flatMap((architecture) => [
    ...tooCloseWords(architecture),
    ...tooFewCallsWords(architecture, limits),
  ]);
  return [...new Set(words)];
}
