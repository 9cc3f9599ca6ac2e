import { type MadeRequest, type ModelCall, TOOLS } from './madeAgent.ts';

/** What requests of the made-up agent come to, counted without traces. */

export interface Values {
  readonly n: number;
  readonly mean: number;
  readonly max: number;
}

export interface Tallied {
  readonly runs: number;
  readonly failed: number;
  readonly requests: number;
  /** Number of calls to number of requests with so many. */
  readonly calls: ReadonlyMap<number, number>;
  /** Successful runs by model; `` for tools. */
  readonly byModel: ReadonlyMap<string, readonly number[]>;
  /** Of requests that did not fail and use it: time that the request waited for it, and other time of it. */
  readonly onPath: readonly number[];
  readonly slackMs: number;
  readonly input: number;
  readonly output: number;
}

/** null for none. */
export function valuesOf(values: readonly number[]): Values | null {
  if (values.length === 0) return null;
  const sum = values.reduce((a, b) => a + b, 0);
  return { n: values.length, mean: sum / values.length, max: Math.max(...values) };
}

/** A call, when it ended well, and how much of it the request waited for. */
interface Call {
  readonly component: string;
  readonly model: string;
  readonly ms: number;
  readonly failed: boolean;
  readonly waited: number;
  readonly tokens: Pick<ModelCall, 'input' | 'output'> | null;
}

export function callsOf({ phases, answer }: MadeRequest): Call[] {
  const calls = phases.flatMap((phase): Call[] => {
    if (phase.kind === 'plan') {
      const { model, ms } = phase;
      return [{ component: 'planner', model, ms, failed: false, waited: ms, tokens: phase }];
    }
    const longest = Math.max(...phase.calls.map(({ ms }) => ms));
    return phase.calls.map(({ tool, ms, failed }) => ({
      component: tool,
      model: '',
      ms,
      failed,
      waited: ms === longest ? ms : 0,
      tokens: null,
    }));
  });
  const { model, ms, failed } = answer;
  return [...calls, { component: 'desk', model, ms, failed, waited: ms, tokens: answer }];
}

export function latencyOf(request: MadeRequest): number {
  return ownTimeOf(request) + callsOf(request).reduce((sum, { waited }) => sum + waited, 0);
}

/** The agent's own code. */
export function ownTimeOf({ phases, pauses }: MadeRequest): number {
  return pauses.slice(0, phases.length + 1).reduce((a, b) => a + b, 0);
}

export function ttftOf(request: MadeRequest): number {
  return latencyOf(request) - request.answer.ms + request.answer.ttft;
}

export function toolsOf(request: MadeRequest): string[] {
  const used = new Set(callsOf(request).map(({ component }) => component));
  return TOOLS.filter((name) => used.has(name)).sort();
}

/** By component, of all that were called. */
export function tallied(requests: readonly MadeRequest[]): Map<string, Tallied> {
  const calls = requests.map((request) => ({ request, calls: callsOf(request) }));
  const names = new Set(calls.flatMap((each) => each.calls.map(({ component }) => component)));
  return new Map(
    [...names].map((name) => {
      const own = calls
        .map(({ request, calls: all }) => ({
          request,
          calls: all.filter(({ component }) => component === name),
        }))
        .filter((each) => each.calls.length > 0);
      return [name, tallyOf(own)];
    }),
  );
}

function tallyOf(own: readonly { request: MadeRequest; calls: readonly Call[] }[]): Tallied {
  const runs = own.flatMap(({ calls }) => calls);
  const ended = own.filter(({ request }) => !request.answer.failed);
  const counts = new Map<number, number>();
  for (const { calls } of own) counts.set(calls.length, (counts.get(calls.length) ?? 0) + 1);
  const byModel = new Map<string, number[]>();
  for (const { model, ms, failed } of runs)
    if (!failed) byModel.set(model, [...(byModel.get(model) ?? []), ms]);
  const total = (of: (call: Call) => number, calls: readonly Call[]) =>
    calls.reduce((sum, call) => sum + of(call), 0);
  const good = runs.filter(({ failed }) => !failed);
  return {
    runs: runs.length,
    failed: runs.length - good.length,
    requests: own.length,
    calls: counts,
    byModel,
    onPath: ended.map(({ calls }) => total(({ waited }) => waited, calls)),
    slackMs: total(
      ({ ms, waited }) => ms - waited,
      ended.flatMap(({ calls }) => calls),
    ),
    input: total(({ tokens }) => tokens?.input ?? 0, good),
    output: total(({ tokens }) => tokens?.output ?? 0, good),
  };
}
