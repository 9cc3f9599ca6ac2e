/** Formats of one result, by name: how to write it in each. */
export type Formats = Readonly<Record<string, () => string>>;
