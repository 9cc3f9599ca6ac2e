const START = 1_767_225_600_000_000_000n;

interface Odd {
  readonly ms?: number;
  readonly parent?: string;
  readonly code?: number;
  readonly kind?: number;
  readonly end?: string;
  readonly start?: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly events?: readonly { readonly name: string; readonly ms: number }[];
}

/** Spans of every kind that engines might read differently, as lines of OTLP. */
export function oddTraces(): string {
  const lines: string[] = [];
  for (let request = 1; request <= 60; request += 1) lines.push(batch(requestSpans(request)));
  return lines.join('');
}

function requestSpans(request: number): unknown[] {
  const trace = request.toString(16).padStart(32, 'a');
  const id = (place: number): string => (request * 100 + place).toString(16).padStart(16, '0');
  const add = (place: number, name: string, odd: Odd): unknown => span(trace, id(place), name, odd);
  const under = id(0);
  return [
    add(0, 'invoke_agent helper', { ms: 900 + request, attributes: agent('helper') }),
    // Names with what quotes and separators are made of.
    add(1, `execute_tool it's "a\\b\t${request % 3}`, {
      ms: 5 + request / 7,
      parent: under,
      attributes: tool(`it's "a\\b\t${request % 3}`),
    }),
    add(2, 'chat gpt-5-mini', { ms: 300 + request, parent: under, ...chat(request) }),
    add(3, 'chat gpt-5-mini', {
      ms: 200,
      parent: under,
      code: 2,
      attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5-mini' },
    }),
    // No length, and lengths on the edges of bins.
    add(4, 'execute_tool instant', { ms: 0, parent: under, attributes: tool('instant') }),
    add(5, 'execute_tool edge', {
      ms: 1.02 ** (request % 9),
      parent: under,
      attributes: tool('edge'),
    }),
    // What cannot be.
    add(6, 'execute_tool backwards', { ms: -3, parent: under, attributes: tool('backwards') }),
    add(7, 'execute_tool endless', {
      ms: 25 * 3_600_000,
      parent: under,
      attributes: tool('endless'),
    }),
    add(8, 'execute_tool unfinished', { end: '0', parent: under, attributes: tool('unfinished') }),
    ...(request % 5 === 0
      ? [
          add(9, 'execute_tool early', {
            start: '1000',
            end: '2000',
            parent: under,
            attributes: tool('early'),
          }),
        ]
      : []),
    ...(request % 7 === 0
      ? [span(trace, 'not-an-id', 'execute_tool x', { ms: 1, attributes: tool('x') })]
      : []),
    // Seen by its events, and a consumer that nobody waits for.
    add(10, 'chat streamed', {
      ms: 400,
      parent: under,
      attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5' },
      events: [
        { name: 'start', ms: 1 },
        { name: 'First Token Stream Event', ms: 20 + request },
      ],
    }),
    add(11, 'verify', {
      ms: 50,
      parent: under,
      attributes: { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-5-nano' },
      events: [{ name: 'gen_ai.evaluation.result', ms: 2 }],
    }),
    add(12, 'queue receive', {
      ms: 5000,
      parent: under,
      kind: 5,
      attributes: { 'messaging.system': 'kafka' },
    }),
    add(13, 'POST', {
      ms: 250,
      parent: id(2),
      kind: 3,
      attributes: { 'http.request.method': 'POST' },
    }),
    // A rare tool, and one that calls a model of its own.
    ...(request % 20 === 0
      ? [add(14, 'execute_tool rare', { ms: 7, parent: under, attributes: tool('rare') })]
      : []),
    add(15, 'retrieval kb', {
      ms: 60,
      parent: under,
      attributes: { 'gen_ai.operation.name': 'retrieval', 'gen_ai.data_source.id': 'kb' },
    }),
    add(16, 'embeddings small', {
      ms: 20,
      parent: id(15),
      attributes: {
        'gen_ai.operation.name': 'embeddings',
        'gen_ai.request.model': 'small',
        'gen_ai.usage.input_tokens': request,
      },
    }),
  ];
}

function agent(name: string): NonNullable<Odd['attributes']> {
  return { 'gen_ai.operation.name': 'invoke_agent', 'gen_ai.agent.name': name };
}

function tool(name: string): NonNullable<Odd['attributes']> {
  return { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name };
}

function chat(request: number): Pick<Odd, 'attributes'> {
  return {
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'gpt-5-mini',
      'gen_ai.response.model': 'gpt-5-mini-2025-08-07',
      'gen_ai.request.reasoning_effort': request % 2 === 0 ? 'low' : 'high',
      'gen_ai.usage.input_tokens': 1000 + request,
      'gen_ai.usage.output_tokens': 100 + request,
      'gen_ai.usage.cache_read.input_tokens': request % 3 === 0 ? 5000 : 10,
      'gen_ai.usage.reasoning.output_tokens': request % 4 === 0 ? 900 : 30,
      'gen_ai.response.time_to_first_chunk': request % 6 === 0 ? 99 : 0.05 + request / 1000,
      'gen_ai.usage.cost': request / 1e6,
    },
  };
}

function span(traceId: string, spanId: string, name: string, odd: Odd): unknown {
  const { ms = 0, parent = '', code = 0, kind = 1, attributes = {}, events = [] } = odd;
  const start = odd.start ?? String(START);
  return {
    traceId,
    spanId,
    parentSpanId: parent,
    name,
    kind,
    startTimeUnixNano: start,
    endTimeUnixNano: odd.end ?? String(BigInt(start) + BigInt(Math.round(ms * 1e6))),
    attributes: Object.entries(attributes).map(([key, value]) => ({ key, value: wrap(value) })),
    events: events.map((event) => ({
      name: event.name,
      timeUnixNano: String(START + BigInt(Math.round(event.ms * 1e6))),
    })),
    status: { code },
  };
}

function wrap(value: string | number | boolean): unknown {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

function batch(spans: readonly unknown[]): string {
  const attributes = [
    { key: 'service.name', value: { stringValue: 'api' } },
    { key: 'host.name', value: { stringValue: 'box-1' } },
  ];
  const resourceSpans = [
    { resource: { attributes }, scopeSpans: [{ scope: { name: 'made.by.hand' }, spans }] },
  ];
  return `${JSON.stringify({ resourceSpans })}\n`;
}
