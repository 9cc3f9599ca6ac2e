import type { AgentResult } from '../../solver/result.ts';
import { formatShare } from '../../units/share.ts';

/** Where most requests served and most tools kept are not the same set, the other choice. */
export function moreToolsWords({ pickTwo }: AgentResult): string[] {
  return pickTwo.flatMap(({ moreTools }) => {
    if (moreTools === null) return [];
    const { kept, of, coverage, about } = moreTools.tools;
    const served =
      coverage === null
        ? 'how many requests they serve is unknown'
        : `they serve ${about ? 'about ' : ''}${formatShare(coverage, 0)} of requests`;
    return [
      `More tools could stay, ${kept.length} of ${of}: ${kept.join(', ')}; ${served} (${moreTools.id}).`,
    ];
  });
}
