import { PARAMETER_KEYS } from '../../readers/callParameters.ts';
import { keysInUse } from '../../readers/attributeKeys.ts';
import { literal } from './quote.ts';
import type { SpanExpressions } from './spanExpressions.ts';

/** Attributes that tell of transport and stores, whose spans are named after addresses. */
const OF_TRANSPORT = /^(?:https?|rpc|messaging|db)\./;

/** The text stands for its presence only: what it says differs from failure to failure. */
const PRESENCE_ONLY: ReadonlySet<string> = new Set(['error.type']);

export interface SignatureOptions {
  /** Attributes that occur in the table. */
  readonly keys: readonly string[];
  /** Names of spans tell them apart; without them there are fewer signatures. */
  readonly withNames: boolean;
}

/**
 * A number that spans have in common which look the same: with equal names, outcome and attributes that
 * tell what a span is, and equal ones of the attributes that hold figures. Spans without any such
 * attribute share one signature whatever their name: names of transport and of the user's own code may be
 * different every time.
 */
export function signature(
  { cells, attribute }: SpanExpressions,
  { keys, withNames }: SignatureOptions,
): string {
  const own: ReadonlySet<string> = new Set(keysInUse([]).own);
  const telling = keys.filter((key) => !OF_TRANSPORT.test(key));
  const isTold = telling.map((key) => `${attribute(key)} != ''`).join(' OR ') || '0';
  const parts = [
    ...(withNames ? [`if(${isTold}, ${cells.name}, '')`] : []),
    cells.scope,
    isFailed(cells.status),
    `positionCaseInsensitive(${cells.kind}, 'consumer') > 0`,
    `${cells.evaluated} != ''`,
    ...keys.map((key) => valueOf(key, attribute(key), own)),
  ];
  return `cityHash64(${parts.join(', ')})`;
}

/** As cells.ts reads it. */
function isFailed(status: string): string {
  return `positionCaseInsensitive(${status}, 'error') > 0 OR ${status} = '2'`;
}

function valueOf(key: string, value: string, own: ReadonlySet<string>): string {
  if (own.has(key) || PRESENCE_ONLY.has(key)) return `${value} != ''`;
  return PARAMETER_KEYS.has(key) ? parameters(value) : value;
}

/** As readers/callParameters.ts takes them. */
function parameters(json: string): string {
  const paths = [['reasoning_effort'], ['reasoning', 'effort'], ['model']];
  return paths
    .map((path) => `JSONExtractString(${json}, ${path.map(literal).join(', ')})`)
    .join(', ');
}
