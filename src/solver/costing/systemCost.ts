import { pools, type ServedLoad } from '../../cost/serving/pool.ts';
import { loadOf } from '../cost.ts';
import type { CostedAgent } from './agentCost.ts';
import type { HostRow } from './hostRows.ts';

/** All agents of a spec together. */
export interface SystemCost {
  /** USD a month of machines, replicas shared; null where a price or the traffic of an agent is unknown. */
  readonly perMonth: { readonly launch: number | null; readonly month12: number | null };
  /** USD a month of people at launch; null where none is priced or something is unknown. */
  readonly people: number | null;
  /** Replicas that several agents could share. */
  readonly shared: readonly SharedHost[];
}

/** One model on one host for all agents that could use it, everything else as it is. */
export interface SharedHost {
  readonly model: string;
  readonly host: string;
  readonly agents: readonly string[];
  readonly replicas: number;
  readonly replicasInTwelveMonths: number | null;
  readonly utilization: number;
  /** USD a month for the replicas together, and one by one. */
  readonly together: number;
  readonly apart: number;
  /** Every agent keeps its limits there. */
  readonly feasible: boolean;
}

/** Adds up the agents of a spec. */
export function systemCost(agents: readonly CostedAgent[]): SystemCost {
  return {
    perMonth: { launch: monthOf(agents, false), month12: monthOf(agents, true) },
    people: peopleOf(agents),
    shared: sharedHosts(agents),
  };
}

/** Machines of all agents as they are; replicas of one pool are paid once for those who share them. */
function monthOf(agents: readonly CostedAgent[], later: boolean): number | null {
  let total: number | null = 0;
  const loads: ServedLoad[] = [];
  for (const { problem, base } of agents) {
    const { launch, month12 } = base.cost.perMonth;
    const whole = later ? month12 : launch;
    const own = basePools(problem, base, later);
    loads.push(...own);
    const alone = pools(own).reduce((sum, { perMonth }) => sum + perMonth, 0);
    total = total === null || whole === null ? null : total + whole - alone;
  }
  const together = pools(loads).reduce((sum, { perMonth }) => sum + perMonth, 0);
  return total === null ? null : total + together;
}

function basePools(
  problem: CostedAgent['problem'],
  base: CostedAgent['base'],
  later: boolean,
): ServedLoad[] {
  const { requests, requestsInTwelveMonths } = problem.traffic;
  return problem.steps.flatMap((step) => {
    const value = base.choices.values.get(step.name);
    const option = step.options.find((each) => each.value === value);
    const load = option && loadOf(problem, option, later ? requestsInTwelveMonths : requests);
    return load ? [load] : [];
  });
}

function peopleOf(agents: readonly CostedAgent[]): number | null {
  const priced = agents.flatMap(({ cost }) => (cost.people === null ? [] : [cost.people]));
  if (priced.length === 0) return null;
  return priced.reduce<number | null>(
    (sum, { perMonth }) => (sum === null || perMonth === null ? null : sum + perMonth),
    0,
  );
}

interface Place {
  readonly agent: CostedAgent;
  readonly row: HostRow;
}

/** Models that several agents, or several steps, could run on the same host. */
function sharedHosts(agents: readonly CostedAgent[]): SharedHost[] {
  const places = new Map<string, Place[]>();
  for (const agent of agents) {
    for (const row of agent.rows) {
      const pool = row.option.hosting?.pool;
      if (pool !== undefined) places.set(pool, [...(places.get(pool) ?? []), { agent, row }]);
    }
  }
  return [...places.values()].filter((each) => each.length > 1).flatMap(sharedBy);
}

function sharedBy(places: readonly Place[]): SharedHost[] {
  const loadsAt = (later: boolean) =>
    places.flatMap(({ agent, row }) => {
      const { requests, requestsInTwelveMonths } = agent.problem.traffic;
      return loadOf(agent.problem, row.option, later ? requestsInTwelveMonths : requests) ?? [];
    });
  const launch = loadsAt(false);
  const [together] = pools(launch);
  const [inTwelveMonths] = pools(loadsAt(true));
  const [first] = places;
  if (together === undefined || first === undefined) return [];
  return [
    {
      model: first.row.cost.model,
      host: first.row.cost.host,
      agents: places.map(({ agent }) => agent.problem.agent),
      replicas: together.replicas,
      replicasInTwelveMonths: inTwelveMonths?.replicas ?? null,
      utilization: together.utilization,
      together: together.perMonth,
      apart: launch.reduce((sum, load) => sum + (pools([load])[0]?.perMonth ?? 0), 0),
      feasible: places.every(({ row }) => row.cost.feasible),
    },
  ];
}
