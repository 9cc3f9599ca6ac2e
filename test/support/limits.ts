import type { LatencyLimits, Limits, Problem } from '../../src/solver/problem.ts';
import { mulberry32 } from './mulberry32.ts';
import { NO_LIMITS } from './problems.ts';
import type { Row } from './rules.ts';

/**
 * Random limits that some architectures meet and others miss: each lies between the figures of two
 * of them, whichever they are.
 */
export function randomLimits(problem: Problem, rows: readonly Row[], seed: number): Limits {
  const uniform = mulberry32(seed);
  const chance = (share: number) => uniform() < share;
  const between = (figures: readonly (number | null)[]): number | null => {
    const sorted = figures.filter((value) => value !== null).sort((a, b) => a - b);
    const at = Math.floor(uniform() * (sorted.length - 1));
    const [low, high] = [sorted[at], sorted[at + 1]];
    return low === undefined || high === undefined ? null : (low + high) / 2;
  };
  const time = (corner: 'latency' | 'ttft', ps: readonly number[]): LatencyLimits | null => {
    const limits = ps.flatMap((p) => {
      const ms = between(rows.map((row) => row.time(corner, p)));
      return ms === null || ms === 0 ? [] : [{ p, ms }];
    });
    return limits.length > 0 ? limits : null;
  };
  const atLeast = chance(0.85) ? between(rows.map((row) => row.accuracy.value)) : null;
  const tasks = problem.accuracy?.byTask && chance(0.3) ? [['hard', 0.8] as const] : [];
  const cost = chance(0.6) ? between(rows.map((row) => row.cost.perRequest)) : null;
  const monthly = chance(0.2) ? between(rows.map((row) => row.cost.perMonth.launch)) : null;
  return {
    ...NO_LIMITS,
    latency: chance(0.9) ? time('latency', chance(0.3) ? [0.95, 0.5] : [0.95]) : null,
    ttft:
      chance(0.35) && rows.every((row) => row.time('ttft', 0.95) !== null)
        ? time('ttft', [0.95])
        : null,
    accuracy: atLeast === null ? null : { atLeast, tasks: new Map(tasks) },
    cost:
      cost === null && monthly === null
        ? null
        : { perRequest: cost, perConversation: null, perMonth: monthly },
    ...toolsLimit(problem, uniform),
  };
}

function toolsLimit(
  problem: Problem,
  uniform: () => number,
): Pick<Limits, 'tools' | 'toolsStated'> {
  const names = (problem.tools?.tools ?? []).map(({ name }) => name);
  const kind = uniform();
  if (names.length === 0 || kind < 0.2) return { tools: { kind: 'all' }, toolsStated: false };
  if (kind < 0.6) return { tools: { kind: 'all' }, toolsStated: true };
  if (kind < 0.8) return { tools: { kind: 'named', tools: names.slice(0, 1) }, toolsStated: true };
  return { tools: { kind: 'atLeast', count: Math.max(0, names.length - 1) }, toolsStated: true };
}
