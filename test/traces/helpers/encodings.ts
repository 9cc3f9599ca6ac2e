import type { Written } from './madeAgent.ts';

/** The same OTLP spans as other systems keep them. Times of Jaeger and Zipkin are whole microseconds. */

interface KeyValue {
  readonly key: string;
  readonly value: Readonly<Record<string, string | number | boolean>>;
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly KeyValue[];
  readonly status: { readonly code: number };
}

function spanOf({ span }: Written): OtlpSpan {
  return span as unknown as OtlpSpan;
}

const microseconds = (nanoseconds: string): number => Number(BigInt(nanoseconds) / 1000n);

function valueOf({ value }: KeyValue): string | number | boolean {
  return Object.values(value)[0] ?? '';
}

function tagsOf(span: OtlpSpan): Record<string, string> {
  return Object.fromEntries(span.attributes.map((each) => [each.key, String(valueOf(each))]));
}

/** jaegertracing/jaeger-ui, types/trace.ts: traces with their processes. */
export function asJaeger(written: readonly Written[]): string {
  const traces = [...new Set(written.map((each) => spanOf(each).traceId))];
  return JSON.stringify({
    data: traces.map((traceID) => ({
      traceID,
      processes: { agent: { serviceName: 'agent' }, backend: { serviceName: 'backend' } },
      spans: written
        .filter((each) => spanOf(each).traceId === traceID)
        .map((each) => {
          const span = spanOf(each);
          const start = microseconds(span.startTimeUnixNano);
          const failed = span.status.code === 2 ? [{ key: 'error', value: true }] : [];
          return {
            traceID,
            spanID: span.spanId,
            processID: each.service,
            operationName: span.name,
            startTime: start,
            duration: microseconds(span.endTimeUnixNano) - start,
            references:
              span.parentSpanId === undefined
                ? []
                : [{ refType: 'CHILD_OF', traceID, spanID: span.parentSpanId }],
            tags: [
              ...span.attributes.map((tag) => ({ key: tag.key, value: valueOf(tag) })),
              ...failed,
            ],
            logs: [],
          };
        }),
    })),
  });
}

/** openzipkin/zipkin-api, zipkin2-api.yaml: a list of spans. */
export function asZipkin(written: readonly Written[]): string {
  return JSON.stringify(
    written.map((each) => {
      const span = spanOf(each);
      const timestamp = microseconds(span.startTimeUnixNano);
      return {
        traceId: span.traceId,
        id: span.spanId,
        ...(span.parentSpanId === undefined ? {} : { parentId: span.parentSpanId }),
        name: span.name,
        timestamp,
        duration: microseconds(span.endTimeUnixNano) - timestamp,
        localEndpoint: { serviceName: each.service },
        tags: { ...tagsOf(span), ...(span.status.code === 2 ? { error: 'failed' } : {}) },
      };
    }),
  );
}

/** open-telemetry/opentelemetry-collector-contrib, exporter/clickhouseexporter: rows of otel_traces. */
export function asClickHouse(written: readonly Written[]): string {
  return written
    .map((each) => {
      const span = spanOf(each);
      const start = BigInt(span.startTimeUnixNano);
      const seconds = new Date(Number(start / 1_000_000n)).toISOString().slice(0, 19);
      const fraction = String(start % 1_000_000_000n).padStart(9, '0');
      return JSON.stringify({
        Timestamp: `${seconds.replace('T', ' ')}.${fraction}`,
        TraceId: span.traceId,
        SpanId: span.spanId,
        ParentSpanId: span.parentSpanId ?? '',
        SpanName: span.name,
        SpanKind: 'Internal',
        ServiceName: each.service,
        ScopeName: 'made',
        SpanAttributes: tagsOf(span),
        Duration: String(BigInt(span.endTimeUnixNano) - start),
        StatusCode: span.status.code === 2 ? 'Error' : 'Unset',
      });
    })
    .join('\n');
}

/** open-telemetry/opentelemetry-proto, trace/v1/trace.proto: one export request. */
export function asProtobuf(written: readonly Written[]): Buffer {
  const services = [...new Set(written.map(({ service }) => service))];
  return Buffer.concat(
    services.map((service) => {
      const spans = written.filter((each) => each.service === service);
      const resource = part(1, part(1, keyValue({ key: 'service.name', value: { s: service } })));
      const scope = part(1, part(1, Buffer.from('made')));
      const scopeSpans = Buffer.concat([scope, ...spans.map((each) => part(2, protoSpan(each)))]);
      return part(1, Buffer.concat([resource, part(2, scopeSpans)]));
    }),
  );
}

/** The same behind its length in four bytes, as the collector's file exporter frames it. */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  return Buffer.concat([length, message]);
}

function protoSpan(written: Written): Buffer {
  const span = spanOf(written);
  return Buffer.concat([
    part(1, Buffer.from(span.traceId, 'hex')),
    part(2, Buffer.from(span.spanId, 'hex')),
    ...(span.parentSpanId === undefined ? [] : [part(4, Buffer.from(span.parentSpanId, 'hex'))]),
    part(5, Buffer.from(span.name)),
    fixed64(7, span.startTimeUnixNano),
    fixed64(8, span.endTimeUnixNano),
    ...span.attributes.map((each) => part(9, keyValue(each))),
    part(15, Buffer.concat([varint((3 << 3) | 0), varint(span.status.code)])),
  ]);
}

function keyValue({ key, value }: KeyValue): Buffer {
  const [inner] = Object.values(value);
  const any =
    typeof inner === 'string'
      ? part(1, Buffer.from(inner))
      : Number.isInteger(inner)
        ? Buffer.concat([varint((3 << 3) | 0), varint(Number(inner))])
        : Buffer.concat([varint((4 << 3) | 1), doubleBytes(Number(inner))]);
  return Buffer.concat([part(1, Buffer.from(key)), part(2, any)]);
}

/** A field of some bytes. */
function part(field: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
}

function fixed64(field: number, value: string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return Buffer.concat([varint((field << 3) | 1), bytes]);
}

function doubleBytes(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Buffer.from([...bytes, left]);
    bytes.push((left % 128) | 128);
  }
}
