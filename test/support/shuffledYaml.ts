import { parse, stringify } from 'yaml';
import { mulberry32 } from './mulberry32.ts';

/** Keys under which the order of a map says something: the first limit is the one shown. */
const ORDERED = new Set(['latency', 'ttft', 'progress']);

/** Lists whose order says nothing: measured rows are pooled, whichever comes first. */
const UNORDERED_LISTS = new Set(['rows', 'tool_sets']);

/**
 * A spec or a table with the keys of every map, and rows, in another order, save where the order says
 * something: the first percentile of a limit, the first variant (the default), agents and what a
 * workflow lists.
 */
export function shuffledYaml(text: string, seed: number): string {
  const uniform = mulberry32(seed);
  const shuffled = <T>(list: readonly T[]): T[] => {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = Math.floor(uniform() * (i + 1));
      [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
    }
    return copy;
  };
  const walk = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) {
      const list = value.map((each) => walk(each, ''));
      return UNORDERED_LISTS.has(key) ? shuffled(list) : list;
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, each]) => [name, walk(each, name)] as const);
    if (ORDERED.has(key) || key === 'agents') return Object.fromEntries(entries);
    const [first, ...rest] = entries;
    if (key === 'variants' && first) return Object.fromEntries([first, ...shuffled(rest)]);
    return Object.fromEntries(shuffled(entries));
  };
  return stringify(walk(parse(text), ''));
}
