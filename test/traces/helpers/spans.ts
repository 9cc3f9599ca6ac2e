/** Builders of small OTLP documents: one trace id and readable numbers for span ids. */

export interface SpanOptions {
  readonly trace?: string;
  readonly id: number | string;
  readonly parent?: number | string | null;
  readonly name: string;
  /** Milliseconds after {@link T0}. */
  readonly at?: number;
  readonly ms?: number;
  readonly status?: unknown;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly events?: readonly unknown[];
  readonly raw?: Readonly<Record<string, unknown>>;
}

/** 2026-11-22T00:00:00Z in whole seconds. */
export const T0 = 1_795_305_600n;

export const TRACE = '0123456789abcdef0123456789abcdef';

/** A span object as the JS exporter writes it. */
export function otlpSpan({
  trace = TRACE,
  id,
  parent = null,
  name,
  at = 0,
  ms = 100,
  status,
  attributes = {},
  events = [],
  raw = {},
}: SpanOptions): Record<string, unknown> {
  return {
    traceId: trace,
    spanId: spanId(id),
    ...(parent === null ? {} : { parentSpanId: spanId(parent) }),
    name,
    kind: 1,
    startTimeUnixNano: nanoseconds(at),
    endTimeUnixNano: nanoseconds(at + ms),
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: wrapped(value) })),
    events,
    status: status ?? { code: 0 },
    ...raw,
  };
}

/** One line: an export request with these spans. */
export function otlpLine(spans: readonly unknown[], scope = 'my-agent'): string {
  return JSON.stringify({
    resourceSpans: [
      { resource: { attributes: [] }, scopeSpans: [{ scope: { name: scope }, spans }] },
    ],
  });
}

/** A line with one span per option. */
export function line(...spans: readonly SpanOptions[]): string {
  return otlpLine(spans.map(otlpSpan));
}

/** Attributes of a chat call. */
export function chat(
  model: string,
  more: SpanOptions['attributes'] = {},
): NonNullable<SpanOptions['attributes']> {
  return {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': model,
    'gen_ai.usage.input_tokens': 1000,
    'gen_ai.usage.output_tokens': 100,
    ...more,
  };
}

/** Attributes of the agent around it. */
export function agent(name: string): NonNullable<SpanOptions['attributes']> {
  return { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name };
}

/** Attributes of a tool run. */
export function tool(name: string): NonNullable<SpanOptions['attributes']> {
  return { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name };
}

export function nanoseconds(ms: number): string {
  return String(T0 * 1_000_000_000n + BigInt(Math.round(ms * 1e6)));
}

function spanId(id: number | string): string {
  return typeof id === 'string' ? id : id.toString(16).padStart(16, '0');
}

function wrapped(value: string | number | boolean): unknown {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
}
