// Makes the traces of examples/measured-agent: whole traces of a Langfuse OTLP file, without any text.
// Usage: node scripts/strip-traces.mjs [input] [output]
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const [
  input = fileURLToPath(new URL('../shared/data/traces/realtime/langfuse-v5.otlp.jsonl', root)),
  output = fileURLToPath(new URL('examples/measured-agent/traces/langfuse-v5.otlp.jsonl', root)),
] = process.argv.slice(2);

const LARGEST = 1_600_000;
const FEWEST_TRACES = 200;

/** Attributes that a table is made of; none of them holds what a user or a model wrote. */
const KEPT = new Set([
  'langfuse.observation.type',
  'langfuse.observation.level',
  'langfuse.observation.model.name',
  'langfuse.observation.model.parameters',
  'langfuse.observation.completion_start_time',
  'langfuse.observation.usage_details',
  'langfuse.internal.is_app_root',
]);

const spans = [];
for (const line of readFileSync(input, 'utf8').split('\n')) {
  if (line.trim() === '') continue;
  for (const { scopeSpans } of JSON.parse(line).resourceSpans) {
    for (const { scope, spans: list } of scopeSpans) {
      for (const span of list) spans.push({ scope: scope.name, span: stripped(span) });
    }
  }
}

const traces = byTrace(spans);
let kept = [...traces.values()];
while (kept.length > FEWEST_TRACES && text(kept).length > LARGEST) kept = kept.slice(0, -1);
writeFileSync(output, text(kept));
console.log(`${output}: ${kept.length} of ${traces.size} traces, ${text(kept).length} bytes`);

/** Zero values are omitted, as the collector's file exporter does. */
function stripped({
  traceId,
  spanId,
  parentSpanId,
  name,
  kind,
  startTimeUnixNano,
  endTimeUnixNano,
  attributes,
  status,
}) {
  return {
    traceId,
    spanId,
    ...(parentSpanId ? { parentSpanId } : {}),
    name,
    kind,
    startTimeUnixNano,
    endTimeUnixNano,
    attributes: attributes.filter(({ key }) => KEPT.has(key)),
    ...(status?.code ? { status: { code: status.code } } : {}),
  };
}

/** One line per 20 traces: a reader sees that a file has many lines, and lines stay short. */
function text(list) {
  const lines = [];
  for (let at = 0; at < list.length; at += 20) {
    const batch = list.slice(at, at + 20).flat();
    const scope = { name: batch[0].scope };
    const resource = {
      attributes: [{ key: 'service.name', value: { stringValue: 'support-agent' } }],
    };
    lines.push(
      JSON.stringify({
        resourceSpans: [
          { resource, scopeSpans: [{ scope, spans: batch.map(({ span }) => span) }] },
        ],
      }),
    );
  }
  return `${lines.join('\n')}\n`;
}

function byTrace(list) {
  const groups = new Map();
  for (const entry of list)
    groups.set(entry.span.traceId, [...(groups.get(entry.span.traceId) ?? []), entry]);
  return groups;
}
