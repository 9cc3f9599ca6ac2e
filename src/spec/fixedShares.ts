import type { AgentSpec, Spec } from './schema.ts';
import { componentsIn } from './workflowItems.ts';

/**
 * The part of a component's monthly cost that falls on one agent: its requests among those of all
 * agents whose workflow has the component (docs/rules.md), at launch. All of it when an agent that
 * shares the component states no traffic.
 */
export function fixedShare(spec: Spec, agent: string, component: string): number {
  if (Object.keys(spec.agents).length === 1) return 1;
  const users = Object.entries(spec.agents).filter(([, other]) => uses(other, component));
  const requests = users.map(([name, other]) => ({ name, count: requestsOf(other) }));
  if (requests.some(({ count }) => count === null)) return 1;
  const total = requests.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const own = requests.find(({ name }) => name === agent)?.count ?? 0;
  return total > 0 && users.length > 1 ? own / total : 1;
}

function requestsOf({ traffic }: AgentSpec): number | null {
  if (traffic?.requests !== undefined) return traffic.requests;
  return traffic?.conversations === undefined ? null : traffic.conversations * (traffic.turns ?? 1);
}

function uses(agent: AgentSpec, component: string): boolean {
  return (
    componentsIn(agent.workflow).includes(component) ||
    (agent.shortcuts ?? []).some((shortcut) => shortcut.use === component)
  );
}
