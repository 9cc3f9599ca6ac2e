import type { CostLimits, Limits } from '../../src/solver/problem.ts';
import { parseDuration } from '../../src/units/duration.ts';
import { parseMoney } from '../../src/units/money.ts';
import { parseShare } from '../../src/units/share.ts';
import type { Parsed } from '../../src/units/parsed.ts';

function valueOf<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

const COSTS: Readonly<Record<string, keyof CostLimits>> = {
  per_request: 'perRequest',
  per_conversation: 'perConversation',
  per_month: 'perMonth',
};

/** Limits after assignments as `--set` takes them, `agents.<name>.want.<path>=<value>`. */
export function assigned(limits: Limits, sets: readonly string[]): Limits {
  return sets.reduce((before, set) => {
    const [path = '', value = ''] = set.split('=');
    const [corner = '', key = '', task = ''] = path.split('.').slice(3);
    return withOne(before, corner, key, task, value);
  }, limits);
}

function withOne(limits: Limits, corner: string, key: string, task: string, value: string): Limits {
  if (corner === 'tools') {
    const tools = value.slice(1, -1);
    return { ...limits, tools: { kind: 'named', tools: tools === '' ? [] : tools.split(',') } };
  }
  if (corner === 'accuracy' && limits.accuracy) {
    const floor = valueOf(parseShare(value));
    const accuracy =
      key === 'tasks'
        ? { ...limits.accuracy, tasks: new Map(limits.accuracy.tasks).set(task, floor) }
        : { ...limits.accuracy, atLeast: floor };
    return { ...limits, accuracy };
  }
  if (corner === 'cost' && limits.cost) {
    const name = COSTS[key];
    if (name === undefined) throw new Error(`no cost limit ${key}`);
    return { ...limits, cost: { ...limits.cost, [name]: valueOf(parseMoney(value)) } };
  }
  if (corner === 'latency' || corner === 'ttft' || corner === 'progress') {
    if (value === '') return { ...limits, [corner]: null };
    const ms = valueOf(parseDuration(value));
    const p = Number(`${key.slice(1)}e-2`);
    const others = (limits[corner] ?? []).filter((limit) => limit.p !== p);
    return { ...limits, [corner]: [...others, { p, ms }] };
  }
  throw new Error(`no limit ${corner}`);
}
