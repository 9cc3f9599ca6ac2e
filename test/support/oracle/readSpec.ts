import { msOf, perMonthOf, shareOf, usdOf } from './quantities.ts';
import { mapOf, optional, type Raw } from './raw.ts';
import { drawOfCalls } from './readTable.ts';
import type {
  Agent,
  Component,
  Item,
  Percentiles,
  System,
  ToolsItem,
  ToolUse,
  Want,
  Way,
  Written,
} from './system.ts';
import { waysOf } from './waysOf.ts';

/** What a table has, by name. */
export type Known = Pick<System, 'components' | 'shapes' | 'gpus'>;

/** An agent of a spec, its components looked up. */
export function agentOf(name: string, raw: Raw, known: Known): Agent {
  const { components } = known;
  const traffic = (raw['traffic'] ?? {}) as Raw;
  const turns = (traffic['turns'] as number | undefined) ?? 1;
  const times = traffic['conversations'] === undefined ? 1 : turns;
  const perMonth = (key: string) => optional(traffic, key, perMonthOf);
  const requests = perMonth('requests') ?? perMonth('conversations');
  const later = perMonth('in_12_months');
  const escalate = raw['escalate'] as { share: string; cost: string } | undefined;
  const want = wantOf((raw['want'] ?? {}) as Raw);
  const hosts = (raw['hosts'] ?? ['api']) as readonly string[];
  const waysAt = waysOf({ ...known, hosts, want, hasTraffic: requests !== null });
  return {
    name,
    workflow: (raw['workflow'] as readonly Raw[]).map((item) => itemOf(item, components, waysAt)),
    shortcuts: ((raw['shortcuts'] ?? []) as readonly Raw[]).map((each) => ({
      use: String(each['use']),
      component: named(components, each['use']),
      skips: each['skips'] as readonly string[],
      hit: shareOf(String(each['hit'])),
      optional: each['optional'] === true,
    })),
    today: (raw['today'] as Written | undefined) ?? null,
    want,
    requests: requests === null ? null : requests * times,
    later: later === null ? null : later * times,
    turns,
    gap: optional(traffic, 'gap', msOf) ?? 90_000,
    activeHours: (traffic['active_hours'] as number | undefined) ?? 24,
    peak: optional(traffic, 'peak', (written) => Number(written.replace('x', ''))) ?? 3,
    caching: raw['caching'] === 'on',
    hosts,
    wrongAnswer: optional(raw, 'wrong_answer', usdOf),
    escalate: escalate ? { share: shareOf(escalate.share), cost: usdOf(escalate.cost) } : null,
  };
}

function named(components: ReadonlyMap<string, Component>, name: unknown): Component {
  const found = components.get(String(name));
  if (found === undefined) throw new Error(`no component ${String(name)}`);
  return found;
}

function itemOf(
  raw: Raw,
  components: ReadonlyMap<string, Component>,
  waysAt: (way: Way) => Way[],
): Item {
  const items = (list: unknown) =>
    (list as readonly Raw[]).map((item) => itemOf(item, components, waysAt));
  if (raw['parallel']) return { parallel: items(raw['parallel']) };
  if (raw['sequence']) return { sequence: items(raw['sequence']) };
  if (raw['tools']) {
    return {
      tools: (raw['tools'] as readonly (string | Raw)[]).map((use) => useOf(use, components)),
      order: (raw['order'] as ToolsItem['order'] | undefined) ?? 'series',
    };
  }
  const component = named(components, raw['component'] ?? raw['step']);
  const only = raw['variants'] as readonly string[] | undefined;
  const onReject = raw['on_reject'] as Raw | undefined;
  return {
    step: String(raw['step']),
    component,
    ways: component.ways
      .filter(({ name }) => only === undefined || only.includes(name))
      .flatMap(waysAt),
    optional: raw['optional'] === true,
    chance: optional(raw, 'chance', shareOf) ?? component.usedBy ?? 1,
    calls: drawOfCalls(raw['calls']) ?? component.calls,
    streams: raw['streams'] === true,
    showsProgress: raw['shows_progress'] === true,
    onReject: onReject
      ? {
          redo: String(onReject['redo']),
          chance: shareOf(String(onReject['chance'])),
          times: (onReject['times'] as number | undefined) ?? 1,
        }
      : null,
  };
}

function useOf(raw: string | Raw, components: ReadonlyMap<string, Component>): ToolUse {
  const stated: Raw = typeof raw === 'string' ? { use: raw } : raw;
  const component = named(components, stated['use']);
  return {
    name: component.name,
    component,
    chance: optional(stated, 'chance', shareOf) ?? component.usedBy ?? 1,
    calls: drawOfCalls(stated['calls']) ?? component.calls,
  };
}

function wantOf(raw: Raw): Want {
  const accuracy = raw['accuracy'];
  const floors =
    typeof accuracy === 'string' ? { at_least: accuracy } : (accuracy as Raw | undefined);
  const cost = typeof raw['cost'] === 'string' ? { per_request: raw['cost'] } : (raw['cost'] ?? {});
  const usd = (key: string) => optional(cost as Raw, key, usdOf);
  return {
    latency: percentilesOf(raw['latency'] ?? raw['deadline']),
    hasDeadline: raw['deadline'] !== undefined,
    ttft: percentilesOf(raw['ttft']),
    progress: percentilesOf(raw['progress']),
    accuracy: floors
      ? {
          atLeast: shareOf(String(floors['at_least'])),
          tasks: mapOf(floors['tasks'], (share) => shareOf(share as string)),
        }
      : null,
    evalName: (floors?.['eval'] as string | undefined) ?? null,
    tools: (raw['tools'] as Want['tools'] | undefined) ?? null,
    cost: {
      per_request: usd('per_request'),
      per_conversation: usd('per_conversation'),
      per_month: usd('per_month'),
    },
  };
}

function percentilesOf(raw: unknown): Percentiles | null {
  if (raw === undefined) return null;
  const limits = typeof raw === 'string' ? { p95: raw } : (raw as Record<string, string>);
  return Object.entries(limits).map(([name, written]) => ({
    p: Number(name.slice(1)) / 100,
    ms: msOf(written),
  }));
}
