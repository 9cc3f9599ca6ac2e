/** A text with files that belong beside it: pictures that it shows. */
export interface WithFiles {
  readonly text: string;
  readonly beside: readonly { readonly name: string; readonly text: string }[];
}

/**
 * Formats of one result, by name: how to write it in each.
 *
 * @param path the file it is for; none for standard output, which has nothing beside it
 */
export type Formats = Readonly<Record<string, (path?: string) => string | WithFiles>>;
