import { type Arrivals, perPeakSecond } from '../arrivals.ts';
import type { SpotTerms } from './availability.ts';
import { PLANNED_LOAD } from './capacity.ts';

/** GPU clouds bill a month as 720 hours. */
export const HOURS_A_MONTH = 720;

/** A model served on a GPU tier: what it takes to serve one agent's calls. */
export interface Hosting {
  readonly model: string;
  readonly host: string;
  /** Steps that share replicas name the same pool. */
  readonly pool: string;
  /** Calls a second that one replica takes under the agent's limit. */
  readonly capacity: number;
  /** Calls a second that one replica can serve at all. */
  readonly saturation: number;
  /** Calls of the model in a request, on average. */
  readonly callsPerRequest: number;
  /** USD a month for one replica. */
  readonly perReplica: number;
  /** USD a month for people who keep it running. */
  readonly engineering: number;
  /** Replicas beyond those the load needs. */
  readonly spare: number;
  /** Fewest replicas. */
  readonly least: number;
  /** How replicas are lost; null for those that are not. */
  readonly spot: SpotTerms | null;
  /** False where nobody checked the price. */
  readonly verified: boolean;
  /** Requests that fit into one replica's memory at once. */
  readonly slots: number;
}

/** Replicas for the busiest hour. */
export function replicasFor(hosting: Hosting, requests: number, arrivals: Arrivals): number {
  return Math.max(hosting.least, replicasNeeded(hosting, requests, arrivals) + hosting.spare);
}

/** Replicas that the busiest hour needs, none of them spare. Where no number keeps the limit, those for the load alone. */
export function replicasNeeded(hosting: Hosting, requests: number, arrivals: Arrivals): number {
  return Math.max(
    1,
    Math.ceil(peakCalls(hosting, requests, arrivals) / usableCapacity(hosting) - 1e-9),
  );
}

/** Calls a second in the busiest hour. */
export function peakCalls(hosting: Hosting, requests: number, arrivals: Arrivals): number {
  return hosting.callsPerRequest * perPeakSecond(requests, arrivals);
}

/** Requests a month up to which this many replicas are enough. */
export function requestsServedBy(hosting: Hosting, replicas: number, arrivals: Arrivals): number {
  const needed = Math.max(1, replicas - hosting.spare);
  return (
    (needed * usableCapacity(hosting)) / (hosting.callsPerRequest * perPeakSecond(1, arrivals))
  );
}

/** Calls a second that are planned for one replica; where no load keeps the limit, the usual share of what it can serve. */
export function usableCapacity({ capacity, saturation }: Hosting): number {
  return capacity > 0 ? capacity : PLANNED_LOAD * saturation;
}

/** USD a month for replicas and the people who keep them running. */
export function hostingPerMonth(hosting: Hosting, requests: number, arrivals: Arrivals): number {
  return replicasFor(hosting, requests, arrivals) * hosting.perReplica + hosting.engineering;
}

/** Share of what the replicas can serve that the busiest hour takes. */
export function utilization(hosting: Hosting, requests: number, arrivals: Arrivals): number {
  const served = replicasFor(hosting, requests, arrivals) * hosting.saturation;
  return peakCalls(hosting, requests, arrivals) / served;
}
