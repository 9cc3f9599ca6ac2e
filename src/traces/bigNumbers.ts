const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const ZERO = 0x30;

/** From here on whole numbers lose digits in a double: 2^53 has 16. */
const SAFE_DIGITS = 16;

/** Whether the text may hold a whole number that JSON.parse would round. */
const BIG = /[:[,\s-]\d{16,}\s*[,}\]\s]/;

export function hasBigNumbers(json: string): boolean {
  return BIG.test(json);
}

/**
 * The same JSON with whole numbers of 16 digits and more as text with an `n` at its end, the way
 * JavaScript writes big integers: JSON.parse then keeps every digit.
 *
 * @example keepBigNumbers('{"id":12324293800750531911}') // '{"id":"12324293800750531911n"}'
 */
export function keepBigNumbers(json: string): string {
  const parts: string[] = [];
  let from = 0;
  let at = 0;
  while (at < json.length) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfText(json, at);
    else if (isDigit(code)) {
      const end = endOfDigits(json, at);
      if (isWhole(json, at, end)) {
        parts.push(json.slice(from, at), '"', json.slice(at, end), 'n"');
        from = end;
      }
      at = end;
    } else at += 1;
  }
  parts.push(json.slice(from));
  return parts.join('');
}

/** The digits of a number that {@link keepBigNumbers} kept; null for any other text. */
export function bigDigits(text: string): string | null {
  return /^\d+n$/.test(text) ? text.slice(0, -1) : null;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= ZERO + 9;
}

function endOfDigits(json: string, from: number): number {
  let at = from;
  while (isDigit(json.charCodeAt(at))) at += 1;
  return at;
}

/** Neither negative nor with a fraction or an exponent: those are no ids and no times. */
function isWhole(json: string, from: number, end: number): boolean {
  return (
    end - from >= SAFE_DIGITS &&
    !/[-.+eE]/.test(json.charAt(from - 1)) &&
    !/[.eE]/.test(json.charAt(end))
  );
}

/** Behind the closing quote. */
function endOfText(json: string, from: number): number {
  let at = from + 1;
  while (at < json.length && json.charCodeAt(at) !== QUOTE)
    at += json.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at + 1;
}
