/** Unfolds an agent. */
export function unfold(section: Element | null): void {
  section?.querySelector('details.whole')?.setAttribute('open', '');
}

/**
 * Follows a link from the list of agents: the agent is unfolded.
 *
 * @returns whether an address names an agent, and so says nothing of limits
 */
export function openAgent(hash: string): boolean {
  if (!/^#agent-\d+$/u.test(hash)) return false;
  unfold(document.getElementById(hash.slice(1)));
  return true;
}
