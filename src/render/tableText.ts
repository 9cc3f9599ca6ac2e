import type { Component, Table } from '../table/schema.ts';
import { callTokens } from '../table/callTokens.ts';
import { waysToRun, type Way } from '../table/ways.ts';
import type { Latency } from '../table/latencySchema.ts';
import { statedQuantile } from '../table/statedQuantile.ts';
import { formatCount } from '../units/count.ts';
import { formatDuration } from '../units/duration.ts';
import { formatMoney } from '../units/money.ts';
import { formatShare } from '../units/share.ts';
import type { Price } from '../cost/price.ts';
import { callCost } from '../cost/callCost.ts';
import { callsInRequest, longestRequestTime, requestTime } from './requestTime.ts';

/** One line of a conversion table for people: a way to run a component, and what a call of it costs. */
export interface TableRow {
  /** The component; on the lines of its variants too, in files for machines. */
  readonly component: string;
  /** The variant; empty for a component with one way to run. */
  readonly way: string;
  readonly kind: string;
  /** Median and 95th percentile of one call. */
  readonly p50: string;
  readonly p95: string;
  readonly ttft: string;
  readonly perCall: string;
  /** Median time that it takes of a request, its calls and its use weighed in. */
  readonly timePerRequest: string;
  /** Money for its calls in a request, its use weighed in. */
  readonly costPerRequest: string;
  readonly perMonth: string;
  readonly accuracy: string;
  readonly usedBy: string;
  /** Measured calls; `stated` where a person wrote the latency down. */
  readonly n: string;
  readonly buys: string;
}

/** The rows of a table: what takes most of a request first, what takes an unknown time last. */
export function tableRows(table: Table, prices: ReadonlyMap<string, Price>): TableRow[] {
  const sorted = Object.entries(table.components).toSorted(
    ([, a], [, b]) => (longestRequestTime(b) ?? -1) - (longestRequestTime(a) ?? -1),
  );
  return sorted.flatMap(([name, component]) =>
    waysToRun(component).map((way, index) => rowOf(name, component, way, index, prices)),
  );
}

function rowOf(
  name: string,
  component: Component,
  way: Way,
  index: number,
  prices: ReadonlyMap<string, Price>,
): TableRow {
  return {
    component: name,
    way: way.name === 'on' ? '' : way.name,
    kind: index === 0 ? component.kind : '',
    p50: quantileOf(way.latency, 0.5),
    p95: quantileOf(way.latency, 0.95),
    ttft: quantileOf(way.ttft, 0.5),
    perCall: costOf(perCallCost(way, prices)),
    timePerRequest: durationOf(requestTime(component, way)),
    costPerRequest: costOf(requestCost(component, way, prices)),
    perMonth: way.fixed_cost === undefined ? '' : formatMoney(way.fixed_cost),
    accuracy: accuracyOf(component, way),
    usedBy: component.used_by === undefined ? '' : formatShare(component.used_by, 0),
    n: countOf(way.latency),
    buys: index === 0 ? (component.buys ?? '') : '',
  };
}

function quantileOf(latency: Latency | undefined, p: number): string {
  return latency === undefined ? '–' : formatDuration(statedQuantile(latency, p));
}

function countOf(latency: Latency | undefined): string {
  if (latency === undefined) return '–';
  return latency.n === null ? 'stated' : formatCount(latency.n);
}

function durationOf(ms: number | null): string {
  return ms === null ? '–' : formatDuration(ms);
}

function costOf(usd: number | null): string {
  if (usd === null) return 'unknown';
  return usd === 0 ? '–' : formatMoney(usd);
}

/** USD for a request, on average over all; null where the price or the tokens are unknown. */
function requestCost(
  component: Component,
  way: Way,
  prices: ReadonlyMap<string, Price>,
): number | null {
  const perCall = perCallCost(way, prices);
  return perCall === null ? null : perCall * callsInRequest(component);
}

function perCallCost(way: Way, prices: ReadonlyMap<string, Price>): number | null {
  if (way.model === undefined) return way.cost ?? 0;
  const price = prices.get(way.model);
  if (price === undefined || way.tokens === undefined) return null;
  const tokens = callCost(price, callTokens(way.tokens));
  return tokens === null ? null : tokens + (way.cost ?? 0);
}

/** A component's accuracy is that of having it; a variant's is against the baseline's variant. */
function accuracyOf(component: Component, way: Way): string {
  const parts = [
    ...(component.accuracy === undefined || way.name !== 'on'
      ? []
      : [pointsOf(component.accuracy)]),
    ...(way.accuracy === undefined ? [] : [pointsOf(way.accuracy)]),
  ];
  return parts.join(' ');
}

function pointsOf({ mid, low, high, stated }: NonNullable<Way['accuracy']>): string {
  if (stated === 'value') return signed(mid);
  return `${signed(low)}..${signed(high)}`;
}

function signed(points: number): string {
  const value = Number((points * 100).toFixed(2));
  if (value === 0) return '0';
  return value > 0 ? `+${value}` : `−${-value}`;
}
