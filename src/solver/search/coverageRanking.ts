import { coverage } from '../coverage.ts';
import type { ToolGroup } from '../problem.ts';
import type { WorthOf } from './building.ts';
import type { Option, Picks } from './option.ts';
import type { Ranking } from './toolWorth.ts';

/** Sets of tools that are compared as a whole (by measured sets) are held one by one; 2^14 of them. */
const MOST_COMPARED_AS_A_WHOLE = 14;

/** A tool whose use is unknown leaves the coverage unknown, which ranks below any known one. */
const UNKNOWN = -1e6;

/** What keeps sets of tools apart while options are built; null where there are too many to compare as a whole. */
export function worthOf(group: ToolGroup, by: Ranking): WorthOf | null {
  if (by === 'count') return { kind: 'sum', dropped: () => -1 };
  if (group.sets === null) {
    const usedBy = new Map(group.tools.map(({ name, usedBy: share }) => [name, share]));
    return {
      kind: 'sum',
      dropped(name) {
        const share = usedBy.get(name) ?? null;
        return share === null ? UNKNOWN : Math.max(UNKNOWN / 2, Math.log(1 - share));
      },
    };
  }
  if (group.tools.length > MOST_COMPARED_AS_A_WHOLE) return null;
  return { kind: 'set', kept: (tools) => coverage(group, tools).share ?? 0 };
}

/** Ranks sets of tools as the trade of tools does: most coverage, then most tools (docs/rules.md). */
export interface CoverageRanking {
  /** What keeps sets apart while options are built. */
  readonly worth: WorthOf;
  /** An option of half an architecture whose `tools` is the rank of its set; 0 where no tool is kept in it. */
  ranked(option: Option): Option;
}

/** Coverages that differ by less are the same. */
const TOLD_APART = 1e-9;

/** More than there are tools, so that their number decides between equal coverages only. */
const PER_COVERAGE = 1024;

/** Null where there are too many sets to be told apart. */
export function coverageRanking(group: ToolGroup): CoverageRanking | null {
  const worth = worthOf(group, 'coverage');
  if (worth === null) return null;
  const ranks = new Map<string, number>();
  const rankOf = (tools: readonly string[]): number => {
    const key = tools.toSorted().join('\n');
    const known = ranks.get(key);
    if (known !== undefined) return known;
    const { share } = coverage(group, tools);
    const rank = (share === null ? 0 : 1 + Math.round(share / TOLD_APART)) * PER_COVERAGE;
    ranks.set(key, rank + tools.length);
    return rank + tools.length;
  };
  const ranked = (option: Option): Option => {
    const tools = toolsIn(option.picks);
    return tools.length === 0 ? option : { ...option, tools: rankOf(tools) };
  };
  return { worth, ranked };
}

function toolsIn(picks: Picks): readonly string[] {
  if (!('left' in picks)) return picks.tools ?? [];
  return [...toolsIn(picks.left), ...toolsIn(picks.right)];
}
