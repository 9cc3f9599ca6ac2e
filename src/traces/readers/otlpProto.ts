import { doubleOf, fieldsOf, fixed64Text, hexOf, textOf, type Field } from './protobuf.ts';

/**
 * An OTLP export request (or TracesData: the wire is the same) in the shape of OTLP/JSON, as far as
 * measuring needs it (opentelemetry-proto trace/v1 @ ac2c4b5).
 * @throws RangeError when the bytes are no such message
 */
export function otlpOfProto(message: Uint8Array): unknown {
  const resourceSpans: unknown[] = [];
  for (const field of fieldsOf(message)) {
    if (field.number !== 1) continue;
    if (field.wire !== 2) throw new RangeError('no OTLP message');
    resourceSpans.push(resourceSpansOf(field.bytes));
  }
  return { resourceSpans };
}

function resourceSpansOf(bytes: Uint8Array): unknown {
  const scopeSpans: unknown[] = [];
  let resource: unknown = null;
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) resource = { attributes: attributesOf(field.bytes) };
    if (field.number === 2) scopeSpans.push(scopeSpansOf(field.bytes));
  }
  return { resource, scopeSpans };
}

function attributesOf(bytes: Uint8Array): unknown[] {
  const attributes: unknown[] = [];
  for (const field of fieldsOf(bytes))
    if (field.number === 1) attributes.push(keyValueOf(field.bytes));
  return attributes;
}

function scopeSpansOf(bytes: Uint8Array): unknown {
  const spans: unknown[] = [];
  let scope: unknown = null;
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) scope = { name: nameOf(field.bytes) };
    if (field.number === 2) spans.push(spanOf(field.bytes));
  }
  return { scope, spans };
}

function nameOf(bytes: Uint8Array): string {
  for (const field of fieldsOf(bytes)) if (field.number === 1) return textOf(field);
  return '';
}

function spanOf(bytes: Uint8Array): unknown {
  const span: Record<string, unknown> = {};
  const attributes: unknown[] = [];
  const events: unknown[] = [];
  for (const field of fieldsOf(bytes)) {
    if (field.number === 9) attributes.push(keyValueOf(field.bytes));
    else if (field.number === 11) events.push(eventOf(field.bytes));
    else SPAN[field.number]?.(span, field);
  }
  return { ...span, attributes, events };
}

const SPAN: Readonly<Record<number, (span: Record<string, unknown>, field: Field) => void>> = {
  1: (span, field) => (span['traceId'] = hexOf(field)),
  2: (span, field) => (span['spanId'] = hexOf(field)),
  4: (span, field) => (span['parentSpanId'] = hexOf(field)),
  5: (span, field) => (span['name'] = textOf(field)),
  6: (span, field) => (span['kind'] = field.value),
  7: (span, field) => (span['startTimeUnixNano'] = fixed64Text(field)),
  8: (span, field) => (span['endTimeUnixNano'] = fixed64Text(field)),
  15: (span, field) => (span['status'] = statusOf(field.bytes)),
  16: (span, field) => (span['flags'] = field.value),
};

function statusOf(bytes: Uint8Array): unknown {
  for (const field of fieldsOf(bytes)) if (field.number === 3) return { code: field.value };
  return { code: 0 };
}

function eventOf(bytes: Uint8Array): unknown {
  const event: Record<string, unknown> = {};
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) event['timeUnixNano'] = fixed64Text(field);
    if (field.number === 2) event['name'] = textOf(field);
  }
  return event;
}

function keyValueOf(bytes: Uint8Array): unknown {
  const entry: Record<string, unknown> = {};
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) entry['key'] = textOf(field);
    if (field.number === 2) entry['value'] = valueOf(field.bytes);
  }
  return entry;
}

/** Lists, maps and bytes hold nothing that is measured. */
function valueOf(bytes: Uint8Array): unknown {
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) return { stringValue: textOf(field) };
    if (field.number === 2) return { boolValue: field.value !== 0 };
    if (field.number === 3) return { intValue: field.value };
    if (field.number === 4) return { doubleValue: doubleOf(field) };
  }
  return {};
}
