import type { Arrivals } from './arrivals.ts';

/** How much an agent is used, per month. */
export interface Traffic {
  /** Requests a month at launch; null when the spec gives no traffic. */
  readonly requests: number | null;
  /** Requests a month in twelve months; null when the spec gives none. */
  readonly requestsInTwelveMonths: number | null;
  /** Requests in a conversation. */
  readonly turns: number;
  /** When requests come; absent without traffic. */
  readonly arrivals?: Arrivals;
}
