import * as fc from 'fast-check';
import { type Convention, GENAI } from './conventions.ts';
import { otlpSpan } from './spans.ts';

/** A made-up agent whose requests are known before anyone traces them. All times in whole ms. */

export interface ToolCall {
  readonly tool: string;
  readonly ms: number;
  readonly failed: boolean;
}

export interface ModelCall {
  readonly model: string;
  readonly ms: number;
  readonly input: number;
  readonly output: number;
}

/** Phases come one after the other; the tools of one phase begin together. */
export type Phase =
  | ({ readonly kind: 'plan' } & ModelCall)
  | { readonly kind: 'tools'; readonly calls: readonly ToolCall[] };

export interface MadeRequest {
  readonly phases: readonly Phase[];
  /** The agent's own time before each phase, and before the answer. */
  readonly pauses: readonly number[];
  readonly answer: ModelCall & { readonly ttft: number; readonly failed: boolean };
  /** Calls are seen by the service that they go to as well, whose clock is off by this much. */
  readonly skew: number | null;
  /** Work that goes on after the answer, and that nobody waits for. */
  readonly trailing: boolean;
}

export const TOOLS = ['crm', 'web', 'files', 'mail'];
const MODELS = ['m-large', 'm-small'];

const modelCall = {
  model: fc.constantFrom(...MODELS),
  ms: fc.integer({ min: 50, max: 5000 }),
  input: fc.nat(9000),
  output: fc.nat(900),
};

/** No two of one phase end together: then nobody could say which one the agent waited for. */
const toolCalls = fc
  .uniqueArray(
    fc.record({
      tool: fc.constantFrom(...TOOLS),
      ms: fc.integer({ min: 2, max: 60 }).map((tens) => tens * 50),
      failed: fc.integer({ min: 0, max: 9 }).map((digit) => digit === 0),
    }),
    { minLength: 1, maxLength: 4, selector: ({ ms }) => ms },
  )
  .map((calls): Phase => ({ kind: 'tools', calls }));

const plan = fc.record(modelCall).map((call): Phase => ({ kind: 'plan', ...call }));

export const madeRequest: fc.Arbitrary<MadeRequest> = fc.record({
  phases: fc.array(fc.oneof(plan, toolCalls), { maxLength: 5 }),
  pauses: fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 6, maxLength: 6 }),
  answer: fc.record({
    ...modelCall,
    ttft: fc.integer({ min: 1, max: 50 }),
    failed: fc.integer({ min: 0, max: 9 }).map((digit) => digit === 0),
  }),
  skew: fc.option(fc.constantFrom(-3_600_000, 3_600_000), { nil: null, freq: 3 }),
  trailing: fc.boolean(),
});

/** A span and the service that writes it. */
export interface Written {
  readonly service: string;
  readonly span: Record<string, unknown>;
}

interface Placed {
  readonly id: number;
  readonly parent: number | null;
  readonly name: string;
  readonly at: number;
  readonly ms: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly failed?: boolean;
  readonly service?: string;
  /** First token, ms after the start. */
  readonly ttft?: number;
}

/** The spans of one request, the root first. @param index begins so many hours after the first one */
export function spansOf(
  request: MadeRequest,
  index: number,
  convention: Convention = GENAI,
): Written[] {
  const trace = (index + 1).toString(16).padStart(32, '0');
  const zero = index * 3_600_000;
  const spans = placed(request, convention);
  return spans.map(({ service = 'agent', failed = false, at, ttft, ...span }) => ({
    service,
    span: otlpSpan({
      ...span,
      ...(ttft === undefined ? {} : convention.firstToken(span.attributes, at + zero + ttft, ttft)),
      at: at + zero,
      trace,
      status: { code: failed ? 2 : 0 },
      id: (index + 1) * 1000 + span.id,
      parent: span.parent === null ? null : (index + 1) * 1000 + span.parent,
    }),
  }));
}

function placed(request: MadeRequest, convention: Convention): Placed[] {
  const { phases, pauses, answer, skew, trailing } = request;
  const spans: Placed[] = [];
  let id = 1;
  let now = 0;
  const add = (span: Omit<Placed, 'id'>): number => {
    id += 1;
    spans.push({ ...span, id });
    return id;
  };
  const served = (parent: number, at: number, ms: number): void => {
    if (skew === null || ms < 20) return;
    const service = 'backend';
    add({ parent, name: 'POST', at: at + 5 + skew, ms: ms - 10, attributes: {}, service });
  };
  phases.forEach((phase, place) => {
    now += pauses[place] ?? 0;
    if (phase.kind === 'plan') {
      const { ms } = phase;
      const step = { at: now, ms, parent: 1 };
      const scope = add({ ...step, ...convention.agent('planner') });
      const call = add({ ...step, parent: scope, ...convention.model(phase) });
      served(call, now, ms);
      now += ms;
    } else {
      for (const { tool: name, ms, failed } of phase.calls) {
        const call = { parent: 1, at: now, ms, failed };
        served(add({ ...call, ...convention.tool(name) }), now, ms);
      }
      now += Math.max(...phase.calls.map(({ ms }) => ms));
    }
  });
  now += pauses[phases.length] ?? 0;
  add({
    parent: 1,
    at: now,
    ms: answer.ms,
    failed: answer.failed,
    ttft: answer.ttft,
    ...convention.model(answer),
  });
  now += answer.ms;
  if (trailing) add({ parent: 1, name: 'audit', at: now, ms: 700, attributes: {} });
  return [{ id: 1, parent: null, at: 0, ms: now, ...convention.agent('desk') }, ...spans];
}

/** One line: an export request, the spans of each service together. */
export function lineOf(spans: readonly Written[]): string {
  const services = [...new Set(spans.map(({ service }) => service))];
  return JSON.stringify({
    resourceSpans: services.map((service) => ({
      resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
      scopeSpans: [
        {
          scope: { name: 'made' },
          spans: spans.filter((each) => each.service === service).map(({ span }) => span),
        },
      ],
    })),
  });
}

/** Lines of these requests, a line for each. */
export function linesOf(
  requests: readonly MadeRequest[],
  convention: Convention = GENAI,
): string[] {
  return requests.map((request, index) => lineOf(spansOf(request, index, convention)));
}
