import { asList, asRecord, asText, parseJson } from '../json.ts';
import { numberOf, textOf, type Attributes } from './attributes.ts';
import { millisecondsBetween, parseInstant, type Instant } from './instant.ts';

const FIRST_TOKEN_EVENT = /first[ _.]?(?:token|chunk)/i;

/**
 * Time from the request to the first token in milliseconds, as trace-formats 1.11 orders the sources;
 * null when the span does not tell. The duration never stands in for it.
 */
export function ttftOf(attributes: Attributes, events: unknown, start: Instant): number | null {
  return (
    seconds(
      attributes,
      'gen_ai.response.time_to_first_chunk',
      'gen_ai.client.operation.time_to_first_chunk',
    ) ??
    firstTokenEvent(events, start) ??
    langfuseFirstToken(attributes, start) ??
    seconds(attributes, 'gen_ai.server.time_to_first_token', 'gen_ai.latency.time_to_first_token')
  );
}

function seconds(attributes: Attributes, ...keys: readonly string[]): number | null {
  const value = numberOf(attributes, ...keys);
  return value === null ? null : value * 1000;
}

function firstTokenEvent(events: unknown, start: Instant): number | null {
  for (const entry of asList(events)) {
    const event = asRecord(entry);
    if (!FIRST_TOKEN_EVENT.test(asText(event?.['name']) ?? '')) continue;
    const at = parseInstant(event?.['timeUnixNano'] ?? event?.['time_unix_nano']);
    return at && millisecondsBetween(start, at);
  }
  return null;
}

/** Langfuse writes the time as JSON text inside the attribute: "\"2026-11-22T01:34:06.698Z\"". */
function langfuseFirstToken(attributes: Attributes, start: Instant): number | null {
  const text = textOf(attributes, 'langfuse.observation.completion_start_time');
  if (text === null) return null;
  const at = Date.parse(asText(parseJson(text)) ?? text);
  return Number.isNaN(at) ? null : millisecondsBetween(start, { ms: at, ns: 0 });
}
