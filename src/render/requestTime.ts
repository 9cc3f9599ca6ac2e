import type { Component } from '../table/schema.ts';
import { statedQuantile } from '../table/statedQuantile.ts';
import type { Way } from '../table/ways.ts';
import { waysToRun } from '../table/ways.ts';

/** Median ms that a way to run a component takes out of a request, its calls and its use weighed in; null where unknown. */
export function requestTime(component: Component, { latency }: Way): number | null {
  return latency === undefined ? null : statedQuantile(latency, 0.5) * callsInRequest(component);
}

/** Calls in a request, on average over all requests: those that use it, times their calls. */
export function callsInRequest({ calls, used_by }: Component): number {
  const mean = calls?.reduce((sum, { count, share }) => sum + count * share, 0) ?? 1;
  return mean * (used_by ?? 1);
}

/** The most that any way to run a component takes out of a request; null where none is known. */
export function longestRequestTime(component: Component): number | null {
  const known = waysToRun(component).flatMap((way) => requestTime(component, way) ?? []);
  return known.length === 0 ? null : Math.max(...known);
}
