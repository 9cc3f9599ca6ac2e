import type { Dice } from './oracle/dice.ts';

/**
 * A spec whose only agent has an `accepted` block that `budget accept` wrote, after people had their way
 * with the block: comments beside, between, deeper and at the margin, blank lines, keys in another order or
 * in quotes, sentences over several lines. It still says the same.
 *
 * @param text lines that end in `\n`
 * @param next numbers the comments, so that each can be told from all others
 */
export function retouchedBlock(text: string, dice: Dice, next: () => number): string {
  const lines = text.trimEnd().split('\n');
  const at = lines.findIndex((line) => line.startsWith('    accepted:'));
  const head = lines.slice(0, at + 1);
  const groups = topGroups(lines.slice(at + 1));
  const ordered = dice.chance(0.4) ? groups.toReversed() : groups;
  const body = ordered.flatMap((group) => {
    const made = retouched(group, dice, next);
    return [...noise(dice, next), ...made];
  });
  const last = body.at(-1)?.trimStart() ?? '';
  const tail = /^\w+:/u.test(last) ? noise(dice, next) : [];
  const behind = dice.chance(0.5) ? ['  # behind'] : [];
  return `${[...besideLast(head, dice, next), ...body, ...tail, ...behind].join('\n')}\n`;
}

/** Lines of each key of the block, which has six columns of indentation. */
function topGroups(rows: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (const row of rows) {
    if (/^ {6}[^\s#-]/u.test(row)) groups.push([row]);
    else if (row !== '  # behind') (groups.at(-1) ?? groups[groups.push([]) - 1])?.push(row);
  }
  return groups;
}

/** Not deeper than the keys: behind text over several lines, that would be more text. */
function noise(dice: Dice, next: () => number): string[] {
  return [
    ...(dice.chance(0.25) ? [''] : []),
    ...(dice.chance(0.25) ? [`${' '.repeat(dice.oneOf([6, 6, 4, 0]))}# c${next()}`] : []),
    ...(dice.chance(0.1) ? [''] : []),
  ];
}

function besideLast(lines: readonly string[], dice: Dice, next: () => number): string[] {
  if (!dice.chance(0.3)) return [...lines];
  return [...lines.slice(0, -1), `${lines.at(-1)}   # c${next()}`];
}

const KEY = /^\s*(?:- )?"?[a-z_][\w-]*"?:(?: |$)/u;
/** A value that goes on in the lines below. */
const OPEN = /[>|]-?$|: "[^"]*$/u;

function retouched(group: readonly string[], dice: Dice, next: () => number): string[] {
  const statement = /^ {6}statement: (".*")$/u.exec(group[0] ?? '')?.[1];
  if (statement !== undefined && dice.chance(0.4))
    return [...overLines(statement, dice), ...group.slice(1)];
  return group.flatMap((line, index) => {
    const named = dice.chance(0.3) ? line.replace(/^ {6}history:/u, '      "history":') : line;
    const isClosed = KEY.test(named) && !OPEN.test(named);
    const beside = isClosed && !named.includes('#') && dice.chance(0.15) ? `   # c${next()}` : '';
    const below = group[index + 1] ?? '';
    const isBetween = isClosed && KEY.test(below) && dice.chance(0.1);
    return [`${named}${beside}`, ...(isBetween ? noise(dice, next) : [])];
  });
}

function overLines(statement: string, dice: Dice): string[] {
  const words = (JSON.parse(statement) as string).split(' ');
  const [first, rest] = [words.slice(0, 3).join(' '), words.slice(3).join(' ')];
  return dice.chance(0.5)
    ? ['      statement: >-', `        ${first}`, `        ${rest}`]
    : [`      statement: "${first}`, `       ${rest}"`];
}
