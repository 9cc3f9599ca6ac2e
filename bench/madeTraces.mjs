// Traces of agents that do not exist, the same ones each time.
import { closeSync, openSync, writeSync } from 'node:fs';

const BATCH = 128;

const AGENTS = [
  { name: 'intake', model: 'claude-haiku-4-5', tools: ['crm.lookup', 'calendar.find'], turns: 2 },
  { name: 'coach', model: 'claude-sonnet-4-6', tools: ['deals.query', 'transcript'], turns: 4 },
  { name: 'research', model: 'gpt-5-mini', tools: ['web.search', 'web.fetch', 'sql'], turns: 7 },
];

/** Requests of three agents as an instrumentation exports them: in order of their end, in batches. */
export function writeTraces(path, wanted) {
  const output = openSync(path, 'w');
  const random = mulberry32(7);
  const waiting = [];
  let spans = 0;
  const flush = (count) => {
    waiting.sort((a, b) => a.end - b.end);
    const done = waiting.splice(0, count);
    for (let at = 0; at < done.length; at += BATCH)
      writeSync(output, batch(done.slice(at, at + BATCH)));
  };
  for (let start = 1_767_225_600_000; spans < wanted; start += exponential(random, 250)) {
    const made = request(random, start);
    spans += made.length;
    waiting.push(...made);
    if (waiting.length > 40_000) flush(32_000);
  }
  flush(waiting.length);
  closeSync(output);
  return spans;
}

/** One request: an agent that calls its model in turn with one to three parallel tools. */
function request(random, start) {
  const agent = AGENTS[Math.floor(random() * AGENTS.length)];
  const traceId = hex(random, 32);
  const spans = [];
  const add = (parent, name, from, ms, attributes) => {
    const id = hex(random, 16);
    const code = random() < 0.02 ? 2 : 0;
    spans.push({ traceId, id, parent, name, start: from, end: from + ms, attributes, code });
    return id;
  };
  const root = add('', `invoke_agent ${agent.name}`, start, 0, [
    text('gen_ai.operation.name', 'invoke_agent'),
    text('gen_ai.agent.name', agent.name),
  ]);
  let at = start + 2;
  for (let turn = 0; turn < agent.turns; turn += 1) {
    at = addChat(random, add, root, agent, at);
    if (turn === agent.turns - 1) break;
    at = addTools(random, add, root, agent, at);
  }
  spans[0].end = at;
  return spans;
}

function addChat(random, add, root, { name, model }, at) {
  const ms = 800 * Math.exp(random());
  const id = add(root, `chat ${model}`, at, ms, [
    text('gen_ai.operation.name', 'chat'),
    text('gen_ai.agent.name', name),
    text('gen_ai.provider.name', 'provider'),
    text('gen_ai.request.model', model),
    text('gen_ai.response.model', model),
    whole('gen_ai.usage.input_tokens', 1500 + Math.floor(random() * 4000)),
    whole('gen_ai.usage.output_tokens', 50 + Math.floor(random() * 300)),
    { key: 'gen_ai.server.time_to_first_token', value: { doubleValue: ms / 4000 } },
    text('app.step', 'answer'),
  ]);
  add(id, 'POST', at + 1, ms - 2, [
    text('http.request.method', 'POST'),
    whole('http.response.status_code', 200),
    text('server.address', 'gateway.internal'),
  ]);
  return at + ms + 1;
}

function addTools(random, add, root, { name, tools }, at) {
  let end = at;
  for (let count = 1 + Math.floor(random() * 3); count > 0; count -= 1) {
    const tool = tools[Math.floor(random() * tools.length)];
    const ms = 200 * Math.exp(random());
    const id = add(root, `execute_tool ${tool}`, at, ms, [
      text('gen_ai.operation.name', 'execute_tool'),
      text('gen_ai.agent.name', name),
      text('gen_ai.tool.name', tool),
      text('gen_ai.tool.call.id', `call_${hex(random, 16)}`),
    ]);
    if (random() < 0.3) add(id, `HTTP ${tool}`, at, ms, [text('http.request.method', 'GET')]);
    end = Math.max(end, at + ms);
  }
  return end + 1;
}

function batch(spans) {
  const resource = { attributes: [text('service.name', 'agent-api')] };
  const scope = { name: 'agent-instrumentation', version: '0.9.1' };
  const scopeSpans = [{ scope, spans: spans.map(otlpSpan) }];
  return `${JSON.stringify({ resourceSpans: [{ resource, scopeSpans }] })}\n`;
}

function otlpSpan({ traceId, id, parent, name, start, end, attributes, code }) {
  return {
    traceId,
    spanId: id,
    parentSpanId: parent,
    name,
    kind: 1,
    startTimeUnixNano: nanoseconds(start),
    endTimeUnixNano: nanoseconds(end),
    attributes,
    status: code === 0 ? {} : { code, message: 'timeout' },
  };
}

function nanoseconds(ms) {
  return `${Math.floor(ms)}${String(Math.floor((ms % 1) * 1e6)).padStart(6, '0')}`;
}

function text(key, stringValue) {
  return { key, value: { stringValue } };
}

function whole(key, value) {
  return { key, value: { intValue: String(value) } };
}

function hex(random, digits) {
  let id = '';
  while (id.length < digits)
    id += Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return id;
}

function exponential(random, mean) {
  return -Math.log(1 - random()) * mean;
}

/** A small seeded generator of numbers in 0..1 (Tommy Ettinger's mulberry32). */
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
