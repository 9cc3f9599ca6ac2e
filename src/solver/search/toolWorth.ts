import type { Tool, ToolGroup } from '../problem.ts';

/** How good it is to keep some tools and drop others, decided tool by tool. */
export interface ToolWorth {
  /** What is left when nothing was dropped. */
  readonly whole: Worth;
  /** What is left when one more tool is dropped. */
  without(worth: Worth, tool: string): Worth;
  /** How many of the given tools could at most still be dropped, if no more than this may be lost. */
  mostDropped(worth: Worth, tools: readonly Tool[], mayLose: number): number;
}

export interface Worth {
  /** Larger is better: comparable between sets of tools of one problem. */
  readonly value: number;
  /** Measured sets of tools that can still be served, a bit each; 0 where none were measured. */
  readonly served: bigint;
}

/** A tool whose use is unknown leaves the coverage unknown, which ranks below any known one. */
const UNKNOWN = -1e6;

/** Differences within rounding are none. */
const ROUNDING = 1e-9;

/** What sets of tools are ranked by first. */
export type Ranking = 'coverage' | 'count';

/**
 * By coverage: by the sets of tools that requests were seen to use, else by the share of requests
 * that use each. By count every tool is as good as any other.
 */
export function toolWorth(group: ToolGroup, by: Ranking): ToolWorth {
  if (by === 'count') return bySum(group.tools, () => 1);
  return group.sets === null ? byShares(group.tools) : bySets(group.sets);
}

/** Coverage is the product of (1 - used_by) over dropped tools (docs/rules.md); its logarithm adds up. */
function byShares(tools: readonly Tool[]): ToolWorth {
  return bySum(tools, ({ usedBy }) => lossOf(usedBy));
}

function bySum(tools: readonly Tool[], loss: (tool: Tool) => number): ToolWorth {
  const losses = new Map(tools.map((tool) => [tool.name, loss(tool)]));
  const lossOfTool = (name: string) => losses.get(name) ?? 0;
  return {
    whole: { value: 0, served: 0n },
    without: ({ value }, tool) => ({ value: value - lossOfTool(tool), served: 0n }),
    mostDropped(_, remaining, mayLose) {
      let lost = 0;
      const sorted = remaining.map(({ name }) => lossOfTool(name)).sort((a, b) => a - b);
      const first = sorted.findIndex((loss) => (lost += loss) > mayLose + ROUNDING);
      return first < 0 ? sorted.length : first;
    },
  };
}

function lossOf(usedBy: number | null): number {
  return usedBy === null ? -UNKNOWN : Math.min(-UNKNOWN / 2, -Math.log(1 - usedBy));
}

/** Coverage is the share of the measured sets that use no dropped tool. */
function bySets(sets: NonNullable<ToolGroup['sets']>): ToolWorth {
  const using = (tool: string) =>
    sets.reduce(
      (bits, { tools }, index) => (tools.includes(tool) ? bits | (1n << BigInt(index)) : bits),
      0n,
    );
  const masks = new Map<string, bigint>();
  const maskOf = (tool: string) => {
    const mask = masks.get(tool) ?? using(tool);
    masks.set(tool, mask);
    return mask;
  };
  const shareOf = (served: bigint) =>
    sets.reduce((sum, { share }, index) => ((served >> BigInt(index)) & 1n ? sum + share : sum), 0);
  const all = (1n << BigInt(sets.length)) - 1n;
  return {
    whole: { value: shareOf(all), served: all },
    without({ served, value }, tool) {
      const left = served & ~maskOf(tool);
      return left === served ? { served, value } : { served: left, value: shareOf(left) };
    },
    mostDropped: ({ served, value }, remaining, mayLose) =>
      remaining.filter(({ name }) => {
        const left = served & ~maskOf(name);
        return left === served || value - shareOf(left) <= mayLose + ROUNDING;
      }).length,
  };
}
