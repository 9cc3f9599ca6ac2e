import type { AgentResult } from '../../solver/result.ts';
import { attackFirst } from '../attackFirst.ts';
import { type Block, blocks, bullets, code, type Markdown, marked } from '../markdown/markdown.ts';
import { missWords } from '../missWords.ts';
import { firstOutputWords, reasons, shortSet, takenLimits, takenTogether } from '../whatItTakes.ts';

/** Where nothing fits: how far each limit alone would have to give, and where to begin. */
export function whatItTakes(result: AgentResult, alone: boolean): Block[] {
  if (result.feasibleCount.value > 0) return [];
  const limits = takenLimits(result, alone);
  const attack = attackFirst(result);
  return [
    ...(limits.length === 0
      ? []
      : [
          marked`Any one of these with ${code('--set')} is enough:`,
          bullets(limits.map(({ corner, set }) => marked`${corner}: ${code(set)}`)),
        ]),
    ...reasons(result).map((reason) => `Nothing can be offered: ${reason}.`),
    ...closest(result, alone),
    ...(attack === '' ? [] : [attack]),
  ];
}

function closest(result: AgentResult, alone: boolean): Markdown[] {
  const [nearest] = result.nearMisses;
  if (nearest === undefined) return [];
  const together = takenTogether(result).map((set) => code(shortSet(set, result, alone)));
  const how = together.length > 0 ? marked`, with ${blocks(together, ' ')}` : '';
  return [
    marked`Closest to all of it: ${missWords(nearest, result)} (${code(nearest.id)}: ${nearest.name})${how}.`,
  ];
}

/** "Did you mean first token?", with how to ask it. */
export function firstOutput(result: AgentResult, alone: boolean): Markdown[] {
  const words = firstOutputWords(result);
  if (words === null) return [];
  const sets = words.set?.map((set) => `--set ${shortSet(set, result, alone)}`).join(' ');
  const ask = sets === undefined ? '' : marked` Ask with ${code(sets)}.`;
  return [marked`${words.sentences.join(' ')}${ask}`];
}
