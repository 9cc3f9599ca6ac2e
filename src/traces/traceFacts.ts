import type { Source, Span } from './span.ts';

/** What one walk over the spans of a trace tells of it as a whole. */
export interface TraceFacts {
  /** Spans of the file: trace objects that a format keeps beside them are none. */
  readonly counted: number;
  /** First start and last end, in ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** No span follows any convention: no model call, tool or agent is in it. */
  readonly isPlain: boolean;
  /** Calls as a gateway logs them stand alone: nothing tells what request they belong to. */
  readonly isGateway: boolean;
  readonly ttftNotCredible: number;
  /** Spans by whose conventions they follow, in stretches of equal ones. */
  readonly sources: readonly { readonly source: Source; readonly spans: number }[];
}

/** @param spans by start */
export function traceFacts(spans: readonly Span[]): TraceFacts {
  const sources: { source: Source; spans: number }[] = [];
  let [counted, to, ttftNotCredible, isPlain] = [0, -Infinity, 0, true];
  for (const { source, startMs, durationMs, ttftRejected, kind } of spans) {
    if (source === 'trace object') continue;
    counted += 1;
    const end = startMs + durationMs;
    if (end > to) to = end;
    if (ttftRejected && kind === 'llm') ttftNotCredible += 1;
    if (source !== 'plain') isPlain = false;
    const last = sources.at(-1);
    if (last?.source === source) last.spans += 1;
    else sources.push({ source, spans: 1 });
  }
  const first = spans[0];
  return {
    counted,
    from: first?.startMs ?? Infinity,
    to,
    isPlain,
    isGateway: first?.source === 'gateway log',
    ttftNotCredible,
    sources,
  };
}
