import type { Arrivals } from '../arrivals.ts';
import { type Hosting, peakCalls, usableCapacity } from './hosting.ts';

/** Calls that one step of one agent puts on the replicas of a pool. */
export interface ServedLoad {
  readonly hosting: Hosting;
  readonly requests: number;
  readonly arrivals: Arrivals;
}

/** Replicas of one model on one host, for all who share them. */
export interface Pool {
  readonly name: string;
  readonly loads: readonly ServedLoad[];
  readonly replicas: number;
  /** Share of what the replicas can serve that the busiest hours take, as if all came at once. */
  readonly utilization: number;
  /** USD a month, engineering included. */
  readonly perMonth: number;
}

/**
 * The pools that some loads need. Loads of one pool share its replicas: the busiest hours are taken to
 * coincide, each load takes the part of a replica that its own limit leaves it, and the spare and the
 * people are paid once.
 */
export function pools(loads: readonly ServedLoad[]): Pool[] {
  const byName = new Map<string, ServedLoad[]>();
  for (const load of loads)
    byName.set(load.hosting.pool, [...(byName.get(load.hosting.pool) ?? []), load]);
  return [...byName].map(([name, shared]) => poolOf(name, shared));
}

function poolOf(name: string, loads: readonly ServedLoad[]): Pool {
  const most = (figure: (hosting: Hosting) => number) =>
    Math.max(...loads.map(({ hosting }) => figure(hosting)));
  const peak = ({ hosting, requests, arrivals }: ServedLoad) =>
    peakCalls(hosting, requests, arrivals);
  const needed = loads.reduce((sum, load) => sum + peak(load) / usableCapacity(load.hosting), 0);
  const replicas = Math.max(
    most(({ least }) => least),
    Math.max(1, Math.ceil(needed - 1e-9)) + most(({ spare }) => spare),
  );
  const busy = loads.reduce((sum, load) => sum + peak(load) / load.hosting.saturation, 0);
  return {
    name,
    loads,
    replicas,
    utilization: busy / replicas,
    perMonth:
      replicas * most(({ perReplica }) => perReplica) + most(({ engineering }) => engineering),
  };
}

/** USD a month for all pools. */
export function pooledPerMonth(loads: readonly ServedLoad[]): number {
  return loads.length === 0 ? 0 : pools(loads).reduce((sum, { perMonth }) => sum + perMonth, 0);
}
