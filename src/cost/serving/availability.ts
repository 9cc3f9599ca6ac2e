/** How a spot tier loses its machines. */
export interface SpotTerms {
  /** Hours between two interruptions of a replica. */
  readonly hoursBetween: number;
  /** Hours until it is back. */
  readonly hoursToRestore: number;
  /** Share of the time that the whole pool is gone. */
  readonly poolLoss: number;
}

/** Share of the time that one replica is up: MTBF / (MTBF + time to restore). */
export function replicaAvailability({ hoursBetween, hoursToRestore }: SpotTerms): number {
  return hoursBetween / (hoursBetween + hoursToRestore);
}

/** Share of the time that at least `needed` of `replicas` are up, losses of the whole pool included. */
export function availability(terms: SpotTerms, replicas: number, needed: number): number {
  const up = replicaAvailability(terms);
  let sum = 0;
  for (let count = needed; count <= replicas; count++)
    sum += choose(replicas, count) * up ** count * (1 - up) ** (replicas - count);
  return sum * (1 - terms.poolLoss);
}

function choose(all: number, some: number): number {
  let ways = 1;
  for (let index = 1; index <= some; index++) ways *= (all - some + index) / index;
  return ways;
}
