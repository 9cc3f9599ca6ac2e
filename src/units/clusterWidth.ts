import { eastAsianWidth } from 'get-east-asian-width';

const FILLER = String.raw`\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Mark}\p{Surrogate}`;

/** What takes no column of its own. */
const UNSEEN = new RegExp(`^[${FILLER}]*`, 'u');

/** In every emoji: a picture, a letter of a flag, or the frame of a key cap. */
const PICTURED = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u;

const KEY_CAP = /^[\d#*]\u20E3$/u;

const PICTURES = /\p{Extended_Pictographic}/gu;

/** Longer clusters are no emoji that anybody draws. */
const LONGEST_EMOJI = 50;

/**
 * Columns that terminals give to one cluster, that is to what readers see as one character: none to
 * combining signs alone, two to emoji and to wide characters (Unicode Standard Annex 11).
 */
export function clusterWidth(cluster: string): number {
  const seen = cluster.replace(UNSEEN, '');
  if (seen === '') return 0;
  if (isEmoji(cluster)) return 2;
  return eastAsianWidth(seen.codePointAt(0) ?? 0) + behindTheFirst(cluster);
}

function isEmoji(cluster: string): boolean {
  if (!PICTURED.test(cluster)) return false;
  return isListedEmoji(cluster) || (cluster.length <= LONGEST_EMOJI && isDrawnAsEmoji(cluster));
}

let listed: RegExp | null = null;

/** Made when the first picture comes: to build the list of all emoji takes as long as a short solve. */
function isListedEmoji(cluster: string): boolean {
  listed ??= new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');
  return listed.test(cluster);
}

/** Sequences that lack their variation selector, but are drawn as if they had it. */
function isDrawnAsEmoji(cluster: string): boolean {
  if (KEY_CAP.test(cluster)) return true;
  return cluster.includes('\u200D') && (cluster.match(PICTURES) ?? []).length > 1;
}

/** Voicing and length marks of half-width kana join the character before, and take columns still. */
function behindTheFirst(cluster: string): number {
  let columns = 0;
  for (const character of cluster.slice(1))
    if (character >= '\uFF00' && character <= '\uFFEF')
      columns += eastAsianWidth(character.codePointAt(0) ?? 0);
  return columns;
}
