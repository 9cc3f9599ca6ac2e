/** What a unit parser returns: a plain number (or record of numbers), or a sentence for the reader. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

export function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function notParsed(message: string): { readonly ok: false; readonly message: string } {
  return { ok: false, message };
}
