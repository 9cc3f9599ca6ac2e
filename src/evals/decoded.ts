/**
 * The text of a results file. Spreadsheets and PowerShell write UTF-16, which starts with a byte order
 * mark; everything else is UTF-8. The mark is no part of the text.
 */
export function decoded(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
