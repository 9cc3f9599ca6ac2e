import { type Dice, diceOf } from './oracle/dice.ts';

/** A YAML file as people write them, with two agents of which one is to be edited. */
export interface Handwritten {
  readonly text: string;
  /** The agent's name. */
  readonly agent: string;
}

/**
 * Random files of one shape, `agents: { desk: …, phone: … }`, in every hand: block and flow maps, any
 * indentation, comments beside, between and behind, blank lines, quotes, text over several lines, anchors
 * and aliases, merge keys, explicit keys, document marks, CRLF, a byte order mark, no newline at the end.
 */
export function handwrittenYaml(seed: number): Handwritten {
  const dice = diceOf(seed);
  const agent = dice.oneOf(['desk', 'phone']);
  const indent = ' '.repeat(dice.oneOf([1, 2, 2, 2, 3, 4]));
  const lines = [
    ...(dice.chance(0.2) ? ['# yaml-language-server: $schema=x.json'] : []),
    ...(dice.chance(0.1) ? ['---'] : []),
    `version: 1${comment(dice)}`,
    ...(dice.chance(0.2) ? ['limits: &limits { p95: 2s }'] : []),
    ...between(dice, ''),
    `agents:${comment(dice)}`,
    ...between(dice, indent),
  ];
  const hasLimits = lines.some((line) => line.startsWith('limits'));
  for (const name of ['desk', 'phone']) {
    const mine = name === agent;
    lines.push(...agentLines(dice, name, indent, hasLimits, mine), ...between(dice, indent));
  }
  if (dice.chance(0.3)) lines.push('table: t.yaml');
  if (dice.chance(0.1)) lines.push('...');
  const newline = dice.chance(0.25) ? '\r\n' : '\n';
  const end = dice.chance(0.8) ? newline : '';
  const mark = dice.chance(0.1) ? '\uFEFF' : '';
  return { text: `${mark}${lines.join(newline)}${end}`, agent };
}

function comment(dice: Dice): string {
  return dice.chance(0.25) ? dice.oneOf(['  # why', ' # { a: 1 }', '   # accepted: no']) : '';
}

function between(dice: Dice, indent: string): string[] {
  return dice.chance(0.3)
    ? dice.oneOf([[''], [`${indent}# between`], ['', '# at the margin'], ['', '']])
    : [];
}

function agentLines(
  dice: Dice,
  name: string,
  indent: string,
  hasLimits: boolean,
  mine: boolean,
): string[] {
  const key = dice.chance(0.15) ? `"${name}"` : name;
  const deeper = `${indent}${' '.repeat(dice.oneOf([1, 2, 2, 4]))}`;
  const limits = hasLimits && dice.chance(0.4) ? '*limits' : '{ p95: 2s }';
  if (dice.chance(0.25))
    return [`${indent}${key}: ${inBraces(dice, limits, mine)}${comment(dice)}`];
  const entries = [
    [`${deeper}want: ${limits}${comment(dice)}`],
    ...dice.some(blocks(dice, deeper), 0.5),
    ...(mine && dice.chance(0.6) ? [acceptedBefore(dice, deeper)] : []),
  ];
  const shuffled = dice.chance(0.5) ? entries.toReversed() : entries;
  return [
    `${indent}${key}:${comment(dice)}`,
    ...shuffled.flatMap((entry) => [...entry, ...between(dice, deeper)]),
  ];
}

function inBraces(dice: Dice, limits: string, mine: boolean): string {
  const old =
    mine && dice.chance(0.5) ? [dice.oneOf(['accepted: { old: 1 }', '"accepted": 1'])] : [];
  const entries = [`want: ${limits}`, 'note: "a # b"', ...old];
  const tail = dice.chance(0.2) ? ',' : '';
  return `{ ${(dice.chance(0.5) ? entries.toReversed() : entries).join(', ')}${tail} }`;
}

/** Entries of an agent that a careless edit would tear. */
function blocks(dice: Dice, indent: string): string[][] {
  const more = `${indent}  `;
  return [
    [`${indent}note: |${comment(dice)}`, `${more}one`, '', `${more}accepted: not a key`],
    [`${indent}folded: >-`, `${more}some text`, `${more}# no comment`],
    [`${indent}quoted: "one`, `${more}two # no comment"`],
    [`${indent}list:`, `${indent}- a${comment(dice)}`, `${indent}- { accepted: 1 }`],
    [`${indent}nested:${comment(dice)}`, `${more}accepted: { old: 2 }`, `${more}# inside`],
    [`${indent}empty:`],
    [`${indent}traffic: { requests: 20k/month,`, `${more}turns: 1 }${comment(dice)}`],
  ];
}

/** What was accepted before, however it was written. */
function acceptedBefore(dice: Dice, indent: string): string[] {
  const more = `${indent}  `;
  return dice.oneOf([
    [`${indent}accepted: { old: 1 }${comment(dice)}`],
    [
      `${indent}accepted:${comment(dice)}`,
      `${more}old: 1`,
      `${more}# inside`,
      `${more}list: [1, 2]`,
    ],
    [`${indent}accepted:   # signed`, `${more}statement: |`, `${more}  text`, `${more}  more`],
    [`${indent}accepted:`],
    [`${indent}accepted: ~${comment(dice)}`],
    [`${indent}"accepted": { old: 1 }`],
    [`${indent}accepted: { old: 1,`, `${more}by: [a, b] }${comment(dice)}`],
  ]);
}
