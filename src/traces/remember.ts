/** Traces repeat a handful of names; those who make up a new one each time start over. */
const LIMIT = 4096;

/** The same function of one text, which answers for texts that it knows without computing. */
export function remember<Answer>(compute: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const answer = known.get(text);
    if (answer !== undefined) return answer;
    if (known.size >= LIMIT) known.clear();
    const computed = compute(text);
    known.set(text, computed);
    return computed;
  };
}
