import { distance } from 'fastest-levenshtein';

const SHARE_OF_WORD = 0.4;
const ALWAYS_NEAR = 2;

/**
 * The candidate that a mistyped word most likely stands for; capitals do not count as mistakes, and
 * letters in another order count one edit less than they take.
 * Of equally near ones, the first by code unit wins.
 *
 * @returns null when every candidate needs more than max(2, 40% of the word's length) edits, or
 * so many that nothing of the word would remain.
 * @example nearest('tfft', ['ttft', 'latency']) // 'ttft'
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const limit = Math.max(ALWAYS_NEAR, SHARE_OF_WORD * word.length);
  let best: { candidate: string; edits: number } | null = null;
  for (const candidate of [...candidates].sort()) {
    const edits = editsBetween(word.toLowerCase(), candidate.toLowerCase());
    const shared = Math.max(word.length, candidate.length) > edits;
    if (shared && edits <= limit && (best === null || edits < best.edits)) {
      best = { candidate, edits };
    }
  }
  return best?.candidate ?? null;
}

/** Two letters swapped are two edits, but one slip of the fingers, and a common one. */
function editsBetween(word: string, candidate: string): number {
  const edits = distance(word, candidate);
  const isSwapped = edits > 0 && [...word].sort().join('') === [...candidate].sort().join('');
  return isSwapped ? edits - 1 : edits;
}

/**
 * The candidates closest to a word, the closest first; of equally near ones, the first by code unit.
 *
 * @example nearestFew('ab12', ['ab13', 'ffff', 'ab99'], 2) // ['ab13', 'ab99']
 */
export function nearestFew(word: string, candidates: readonly string[], count: number): string[] {
  return [...candidates]
    .sort()
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate) }))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
