import * as fc from 'fast-check';

/** Any JSON value that an exporter would never write there. */
const oddity = fc.oneof(
  fc.constant(null),
  fc.integer(),
  fc.double(),
  fc.string(),
  fc.boolean(),
  fc.constant([]),
  fc.constant({}),
  fc.constant({ code: 2 }),
);

const often = <Value>(usual: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { arbitrary: usual as fc.Arbitrary<unknown>, weight: 30 },
    { arbitrary: oddity, weight: 1 },
  );

const hex = (digits: number): fc.Arbitrary<string> =>
  fc
    .integer({ min: 1, max: 12 })
    .map((id) => (id * 0x1234567).toString(16).padStart(digits, id % 2 === 0 ? 'A' : 'b'));

const nanoseconds = fc
  .integer({ min: 0, max: 90_000_000 })
  .map((us) => `${1_767_225_600_000_000 + us}${us % 1000}`.padEnd(19, '0').slice(0, 19));

const number = fc.oneof(
  fc.nat({ max: 100_000 }),
  fc.double({ min: 0, max: 10_000, noNaN: true }),
  fc.constantFrom(0, 1e21, 1e-7, 0.1, 12.5, -1, 123_456_789_012_345_680_000),
);

const value = fc.oneof(
  fc
    .oneof(fc.constantFrom('chat', 'execute_tool', 'gpt-5', 'ERROR', ''), fc.string())
    .map((stringValue) => ({ stringValue })),
  number.map((count) => ({ intValue: String(Math.floor(count)) })),
  number.map((intValue) => ({ intValue })),
  number.map((doubleValue) => ({ doubleValue })),
  fc.boolean().map((boolValue) => ({ boolValue })),
  fc.constant({ arrayValue: { values: [{ stringValue: 'a "quoted" \\ text' }] } }),
  oddity,
);

const KEYS = [
  'gen_ai.operation.name',
  'gen_ai.request.model',
  'gen_ai.tool.name',
  'gen_ai.usage.input_tokens',
  'gen_ai.usage.output_tokens',
  'gen_ai.usage.cache_read.input_tokens',
  'gen_ai.server.time_to_first_token',
  'gen_ai.response.time_to_first_chunk',
  'langfuse.observation.usage_details',
  'langfuse.observation.completion_start_time',
  'langfuse.observation.type',
  'llm.cost.total',
  'error.type',
  'http.request.method',
  'app.note',
  'geschäft.schritt',
];

const attribute = fc.record({ key: often(fc.constantFrom(...KEYS)), value: often(value) });

const event = fc.record({
  name: often(fc.constantFrom('exception', 'First Token', 'gen_ai.evaluation.result', 'log')),
  timeUnixNano: nanoseconds,
});

const span = fc.record(
  {
    traceId: often(hex(32)),
    spanId: often(hex(16)),
    parentSpanId: often(fc.oneof(fc.constant(''), hex(16))),
    name: often(fc.constantFrom('chat gpt-5', 'execute_tool search', 'POST', 'näme "x"')),
    kind: often(fc.constantFrom(1, 3, 5, 'SPAN_KIND_CONSUMER')),
    startTimeUnixNano: often(nanoseconds),
    endTimeUnixNano: often(nanoseconds),
    attributes: often(fc.array(often(attribute), { maxLength: 6 })),
    status: often(
      fc.constantFrom({}, { code: 1 }, { code: 2, message: 'no' }, { code: 'STATUS_CODE_ERROR' }),
    ),
    events: often(fc.array(often(event), { maxLength: 2 })),
    flags: often(fc.constantFrom(1, 257, 769)),
    links: fc.constant([]),
    trace_id: hex(32),
    extra: oddity,
  },
  { requiredKeys: ['traceId', 'spanId', 'startTimeUnixNano', 'endTimeUnixNano'] },
);

const scope = fc.record({ name: often(fc.constantFrom('ai', 'my-agent', 'langfuse-sdk')) });

const scopeSpans = fc.record(
  {
    scope: often(scope),
    spans: often(fc.array(often(span), { maxLength: 5 })),
    schemaUrl: fc.constant(''),
  },
  { requiredKeys: ['spans'] },
);

const resource = fc.record({
  attributes: fc.array(
    fc.record({
      key: fc.constantFrom('service.name', 'host.name', 'process.pid'),
      value: fc.constantFrom({ stringValue: 'api' }, { stringValue: 'web' }, { intValue: '7' }),
    }),
    { maxLength: 2 },
  ),
});

/** One export request; most of them as exporters write them. */
const document = fc.record({
  resourceSpans: often(
    fc.array(
      often(
        fc.record(
          {
            resource: often(resource),
            scopeSpans: often(fc.array(often(scopeSpans), { maxLength: 3 })),
          },
          { requiredKeys: ['scopeSpans'] },
        ),
      ),
      { maxLength: 3 },
    ),
  ),
});

/** A line of a file, sometimes with spaces between the parts, or with a few bytes changed. */
export const otlpLine: fc.Arbitrary<string> = fc
  .tuple(
    document,
    fc.constantFrom('', ' '),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom(
          '"',
          '\\',
          '}',
          ']',
          '{',
          ',',
          ':',
          '0',
          'e',
          '',
          '\u0001',
          'é',
          '\\u12',
          ' ',
          '\r',
          '-',
          'null',
        ),
      ),
      { maxLength: 2 },
    ),
    fc.nat({ max: 4 }),
  )
  .map(([value, space, changes, mutated]) => {
    const text =
      space === '' ? JSON.stringify(value) : JSON.stringify(value).replaceAll(',', ' , ');
    if (mutated !== 0) return text;
    return changes.reduce((changed, [place, by]) => {
      const at = place % (changed.length + 1);
      return changed.slice(0, at) + by + changed.slice(at + 1);
    }, text);
  });

/** A line that every reader takes for OTLP, long enough for a look at the first bytes of a file. */
export const OTLP_HEADER = JSON.stringify({
  resourceSpans: [{ resource: { attributes: [{ key: 'x'.repeat(1024) }] }, scopeSpans: [] }],
});
