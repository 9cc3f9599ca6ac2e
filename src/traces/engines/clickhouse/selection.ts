import { EngineError } from '../engineError.ts';
import type { Address } from './address.ts';
import type { Parameters } from './database.ts';
import { identifier, literal } from './quote.ts';
import type { SpanTable } from './table.ts';

/** Which rows of a table are read. */
export interface Selection {
  /** A condition; its values are bound. */
  readonly where: string;
  readonly parameters: Parameters;
}

/** Milliseconds since 1970; infinite where there is no bound. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

/** Spans up to so long before and after a period are read too: traces on its edges are whole then. */
export const MARGIN_MS = 3_600_000;

/** Rows of the period, and of the traces that the address names. */
export function selectionOf(table: SpanTable, address: Address, bounds: Bounds): Selection {
  const time = timeColumn(table);
  const conditions = [
    ...(bounds.from > -Infinity ? [`${time} >= fromUnixTimestamp64Milli({since:Int64})`] : []),
    ...(bounds.to < Infinity ? [`${time} < fromUnixTimestamp64Milli({until:Int64})`] : []),
    ...(address.project === null ? [] : ['project_id = {project:String}']),
  ];
  const members = membership(table, address);
  const inside = members.map((member) => {
    const where = [...conditions, member].join(' AND ');
    const trace = traceColumn(table);
    return `${trace} GLOBAL IN (SELECT ${trace} FROM ${table.from} WHERE ${where})`;
  });
  return {
    where: [...conditions, ...inside].join(' AND ') || '1',
    parameters: {
      ...(bounds.from > -Infinity ? { since: Math.floor(bounds.from) } : {}),
      ...(bounds.to < Infinity ? { until: Math.ceil(bounds.to) } : {}),
      ...(address.project === null ? {} : { project: address.project }),
      ...(address.service === null ? {} : { service: address.service }),
      ...(address.agent === null ? {} : { agent: address.agent }),
    },
  };
}

/** One of several equal parts of the traces, or of a sample of them. */
export interface Part {
  /** From 0. */
  readonly part: number;
  readonly parts: number;
  /** The parts together are one in so many traces. */
  readonly oneIn: number;
}

/** The same rows, of the traces of one part: by a hash of their id, on which all servers agree. */
export function partOf(where: string, trace: string, { part, parts, oneIn }: Part): string {
  return parts * oneIn === 1
    ? where
    : `${where} AND cityHash64(${trace}) % ${parts * oneIn} = ${part * oneIn}`;
}

/** A condition; the ids came from the table itself. */
export function isOneOf(trace: string, ids: readonly string[]): string {
  return `${trace} IN (${ids.map(literal).join(', ')})`;
}

/** For those who want to know what was read. */
export function partName({ part, parts, oneIn }: Part): string {
  const what = oneIn === 1 ? 'all traces' : `one trace in ${oneIn}`;
  return parts === 1 ? what : `${what}, part ${part + 1} of ${parts}`;
}

export function traceColumn({ schema, columns }: SpanTable): string {
  return schema === 'langfuse' ? 'trace_id' : identifier(columns.traceId ?? '');
}

function timeColumn({ schema, columns }: SpanTable): string {
  return schema === 'langfuse' ? 'start_time' : identifier(columns.start ?? '');
}

/** Conditions of which a trace must hold one span each. */
function membership(table: SpanTable, { service, agent, project }: Address): string[] {
  if (table.schema === 'langfuse') {
    if (service !== null)
      throw new EngineError('Langfuse knows no services', 'use &agent= or &project=');
    return agent === null ? [] : ['name = {agent:String}'];
  }
  if (project !== null)
    throw new EngineError('only Langfuse knows projects', 'use &service= or &agent=');
  const { columns } = table;
  if (service !== null && columns.service === undefined)
    throw new EngineError('the table has no column ServiceName to select by');
  return [
    ...(service === null ? [] : [`${identifier(columns.service ?? '')} = {service:String}`]),
    ...(agent === null ? [] : [isAgent(table)]),
  ];
}

function isAgent({ columns, types }: SpanTable): string {
  const name = `${identifier(columns.name ?? '')} IN ({agent:String}, concat('invoke_agent ', {agent:String}))`;
  const attributes = columns.attributes;
  if (attributes === undefined || types.get(attributes)?.startsWith('Map') !== true) return name;
  return `(${identifier(attributes)}[${literal('gen_ai.agent.name')}] = {agent:String} OR ${name})`;
}
