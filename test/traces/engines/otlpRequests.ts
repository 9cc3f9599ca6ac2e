import { OTLP_HEADER } from './otlpText.ts';

/** The three lines of a request of one model call and one tool. */
export function request(index: number, { model = 'gpt-5', end = 5_000_000 } = {}): string[] {
  const traceId = `a${index.toString(16).padStart(31, '0')}`;
  const at = (ns: number): string => String(1_767_225_600_000_000_000n + BigInt(index * 1e9 + ns));
  const line = (
    spanId: string,
    parentSpanId: string,
    name: string,
    ns: readonly [number, number],
    attributes: Readonly<Record<string, string | number>>,
  ): string =>
    JSON.stringify({
      resourceSpans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'api' } }] },
          scopeSpans: [
            {
              scope: { name: 'mine' },
              spans: [
                {
                  traceId,
                  spanId,
                  parentSpanId,
                  name,
                  kind: 1,
                  startTimeUnixNano: at(ns[0]),
                  endTimeUnixNano: at(ns[1]),
                  attributes: Object.entries(attributes).map(([key, value]) => ({
                    key,
                    value:
                      typeof value === 'number'
                        ? { intValue: String(value) }
                        : { stringValue: value },
                  })),
                },
              ],
            },
          ],
        },
      ],
    });
  const call = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': model };
  const tool = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': 'search' };
  return [
    line('00000000000000b1', '00000000000000a1', 'chat', [1e6, end - 1e6], {
      ...call,
      'gen_ai.usage.input_tokens': 100 + index,
      'gen_ai.usage.output_tokens': 7,
    }),
    line('00000000000000c1', '00000000000000a1', 'search', [2e6, 3e6], tool),
    line('00000000000000a1', '', 'invoke_agent helper', [0, end], {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'helper',
    }),
  ];
}

/** So many requests, one after the other. */
export const requests = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => request(index)).flat();

/** A file of these lines. */
export const text = (lines: readonly string[]): string => `${[OTLP_HEADER, ...lines].join('\n')}\n`;
