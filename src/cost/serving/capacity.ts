import { keeps, type Service, simulate, type Times } from './simulate.ts';
import { throughput } from './stepTime.ts';

/** Planned load above this share of what an engine can serve leaves nothing for bursts. */
export const PLANNED_LOAD = 0.7;

const REQUESTS = 2000;
const SEED = 20_261_120;
const HALVINGS = 7;

/** Requests a second that one replica serves with all its slots in use. */
export function saturation({ step, shape, slots }: Service): number {
  return throughput(step, shape, Math.max(1, slots));
}

/** Requests a second so rare that each finds the engine idle; what is never called is timed like that. */
const RARE = 1e-6;

/** Times at a load, the same for the same load. */
export function timesAt(service: Service, rate: number): Times {
  return simulate(service, Math.max(RARE, rate), REQUESTS, SEED);
}

/**
 * Requests a second that one replica takes while a percentile of its own times stays within a limit,
 * at most {@link PLANNED_LOAD} of what it can serve. 0 when even an idle replica is slower.
 *
 * @param limit seconds; Infinity for none
 */
export function capacity(service: Service, p: number, limit: number): number {
  const most = PLANNED_LOAD * saturation(service);
  const within = { p, seconds: limit };
  const fits = (rate: number) => keeps(service, rate, within, REQUESTS, SEED);
  if (limit === Number.POSITIVE_INFINITY || fits(most)) return most;
  if (!fits(most / 1000)) return 0;
  let [low, high] = [most / 1000, most];
  for (let round = 0; round < HALVINGS; round++) {
    const middle = Math.sqrt(low * high);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
