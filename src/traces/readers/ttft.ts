import { asList, asRecord, asText, parseJson } from '../json.ts';
import { slotsOf, type OwnKey } from './attributeKeys.ts';
import { numberIn, textIn, type OwnValues } from './attributes.ts';
import { millisecondsBetween, parseInstant, type Instant } from './instant.ts';

/** Attributes with a time to first token. */
export const TTFT_KEYS = {
  /** In seconds, as the client saw it. */
  client: ['gen_ai.response.time_to_first_chunk', 'gen_ai.client.operation.time_to_first_chunk'],
  /** In milliseconds, as the client saw it. */
  clientMs: ['ai.response.msToFirstChunk', 'ai.stream.msToFirstChunk', 'ttft_ms'],
  /** In seconds, as the server saw it: without the network. */
  server: ['gen_ai.server.time_to_first_token', 'gen_ai.latency.time_to_first_token'],
} as const satisfies Readonly<Record<string, readonly OwnKey[]>>;

const CLIENT = slotsOf(...TTFT_KEYS.client);
const CLIENT_MS = slotsOf(...TTFT_KEYS.clientMs);
const SERVER = slotsOf(...TTFT_KEYS.server);

const LANGFUSE = slotsOf('langfuse.observation.completion_start_time');

const FIRST_TOKEN_EVENT = /first[ _.]?(?:token|chunk)/i;

/**
 * Time from the request to the first token in milliseconds, as trace-formats 1.11 orders the sources;
 * null when the span does not tell. The duration never stands in for it.
 */
export function ttftOf(own: OwnValues, events: unknown, start: Instant): number | null {
  return (
    seconds(own, CLIENT) ??
    numberIn(own, CLIENT_MS) ??
    firstTokenEvent(events, start) ??
    langfuseFirstToken(own, start) ??
    seconds(own, SERVER)
  );
}

function seconds(own: OwnValues, slots: readonly number[]): number | null {
  const value = numberIn(own, slots);
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
function langfuseFirstToken(own: OwnValues, start: Instant): number | null {
  const text = textIn(own, LANGFUSE);
  if (text === null) return null;
  const at = Date.parse(asText(parseJson(text)) ?? text);
  return Number.isNaN(at) ? null : millisecondsBetween(start, { ms: at, ns: 0 });
}
